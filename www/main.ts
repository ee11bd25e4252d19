// Puts the page together: the views over the state, made anew when the language changes.
import { App } from './app/app.ts';
import { followTheme } from './browser/theme.ts';
import { el, show } from './dom/dom.ts';
import { dropZone } from './files/drop.ts';
import { takeDrop } from './files/take.ts';
import { ResultView } from './findings/result.ts';
import { headerView, keepPage } from './frame/header.ts';
import { NoticeView } from './frame/notice.ts';
import { PageView, pageLinks } from './frame/page.ts';
import { UpdateView } from './frame/update.ts';
import { keepOffline } from './offline/offline.ts';
import { InputView } from './packet/input.ts';
import { listenToKeys } from './packet/keys.ts';
import { addressOf, isPage, languageOfAddress, onAddress, pageOfAddress } from './pages/route.ts';
import { followPrinting } from './reports/print.ts';
import type { State } from './state/state.ts';
import { takeCarried } from './storage/carry.ts';
import { followWork, keptPacket } from './storage/stay.ts';
import { loadTexts } from './text/text.ts';

followTheme();
const app = new App(languageOfAddress());
const notice = new NoticeView();
const update = new UpdateView(app);
const page = new PageView(app);
const version = el('p', { id: 'version' });
/** What is drawn in the language of now. */
let views: ReturnType<typeof draw>;

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
  const main = el('main', { class: 'main' }, input.element, result.element);
  document.body.replaceChildren(
    header,
    main,
    page.element,
    el('footer', { class: 'footer' }, pageLinks(texts, language), el('p', {}, texts.footer), version),
    notice.element,
    update.element,
    dropZone(texts.drop, (dropped) => void takeDrop(app, dropped)),
  );
  update.draw();
  return { header, main, input, result };
}

/** Shows what the address names: a page of text, or the packet and its result. */
function route(focus: boolean): void {
  const name = pageOfAddress();
  show(views.main, name === null);
  const skip = views.header.querySelector<HTMLElement>('[data-skip]');
  if (skip) show(skip, name === null);
  keepPage(views.header);
  nameDocument(app.store.state);
  void page.open(name, focus);
}

function nameDocument(state: State): void {
  if (pageOfAddress()) return;
  const { texts } = app;
  const report = state.checked?.report;
  document.title = report
    ? texts.titleWith(texts.verdicts[report.verdict], report.counts.error)
    : texts.pageTitle;
}

function follow(state: State, previous: State): void {
  notice.update(state, previous);
  if (state.engine !== previous.engine) {
    version.textContent = state.engine?.version ?? '';
    // Pages of text name the packets that the engine knows; the others are not drawn under the reader's hands.
    const name = pageOfAddress();
    if (name && isPage(name)) void page.open(name, false);
  }
  if (state.language !== previous.language) {
    views = draw();
    return;
  }
  views.input.update(state, previous);
  views.result.update(state, previous);
  if (state.checked !== previous.checked) nameDocument(state);
  // A packet that comes in while a page of text is open is what the reader wants to see.
  if (state.source && state.source !== previous.source && pageOfAddress())
    location.hash = addressOf(state.language);
}

async function followAddress(): Promise<void> {
  const language = languageOfAddress();
  const spoken = language !== app.store.state.language;
  await app.speak(language);
  route(!spoken);
  if (spoken) document.getElementById(`language-${language}`)?.focus();
}

/** Begins once the words of the reader's language are there. */
function begin(): void {
  views = draw();
  app.store.listen(follow);
  if (app.store.state.engine) version.textContent = app.store.state.engine.version;
  onAddress(() => void followAddress());
  document.body.addEventListener('reveal', (event) =>
    views.result.reveal((event as CustomEvent<number>).detail),
  );
  listenToKeys({ inText: (by) => views.input.step(by), inList: (by) => views.result.step(by) });
  followPrinting(app, () => pageOfAddress() === null);
  route(false);
  followWork(app.store);
  const carried = takeCarried();
  const kept = carried ? null : keptPacket();
  if (carried) app.goOn(carried);
  else if (kept) app.open(kept);
  // The page as one file is kept by whoever copied it.
  if (import.meta.env.MODE !== 'single') void keepOffline((change) => update.offer(change));
}

void loadTexts(languageOfAddress()).then(begin);
