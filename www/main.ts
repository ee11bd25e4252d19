// Puts the page together: the views over the state, made anew when the language changes.
import { App } from './app.ts';
import { el } from './dom.ts';
import { languageOfAddress, onLanguage } from './language.ts';
import type { State } from './state.ts';
import { takeDrop } from './take.ts';
import { dropZone } from './view/drop.ts';
import { headerView } from './view/header.ts';
import { InputView } from './view/input.ts';
import { listenToKeys } from './view/keys.ts';
import { NoticeView } from './view/notice.ts';
import { ResultView } from './view/result.ts';

const app = new App(languageOfAddress());
const notice = new NoticeView();
const version = el('p', { id: 'version' });
let { input, result } = draw();

function draw() {
  const { texts, store } = app;
  const { language } = store.state;
  const input = new InputView(app);
  const result = new ResultView(app);
  document.documentElement.lang = language;
  const header = headerView(texts, language);
  header.querySelector('[data-skip]')?.addEventListener('click', (event) => {
    event.preventDefault();
    result.focusHeading();
  });
  document.body.replaceChildren(
    header,
    el('main', { class: 'main' }, input.element, result.element),
    el('footer', { class: 'footer' }, el('p', {}, texts.footer), version),
    notice.element,
    dropZone(texts.drop, (dropped) => void takeDrop(app, dropped)),
  );
  nameDocument(store.state);
  return { input, result };
}

function nameDocument(state: State): void {
  const { texts } = app;
  const report = state.checked?.report;
  document.title = report
    ? texts.titleWith(texts.verdicts[report.verdict], report.counts.error)
    : texts.pageTitle;
}

app.store.listen((state, previous) => {
  notice.update(state, previous);
  if (state.engine !== previous.engine) version.textContent = state.engine?.version ?? '';
  if (state.language !== previous.language) {
    ({ input, result } = draw());
    return;
  }
  input.update(state, previous);
  result.update(state, previous);
  if (state.checked !== previous.checked) nameDocument(state);
});

onLanguage((language) => {
  app.speak(language);
  document.getElementById(`language-${language}`)?.focus();
});

document.body.addEventListener('reveal', (event) => result.reveal((event as CustomEvent<number>).detail));

listenToKeys({ inText: (by) => input.step(by), inList: (by) => result.step(by) });

// Printing shows what stands in folded groups too; afterwards they are folded as before.
let folded: HTMLDetailsElement[] = [];
addEventListener('beforeprint', () => {
  folded = [...result.element.querySelectorAll('details')].filter((details) => !details.open);
  for (const details of folded) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of folded) details.open = false;
});
