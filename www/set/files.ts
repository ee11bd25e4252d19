// Several files checked together: the verdict of the set, how far it is, and each file with its own. The list shows a
// portion at a time, and a search by name, verdict and packet.
import type { App } from '../app/app.ts';
import { button } from '../dom/buttons.ts';
import { el, fill, show, unseen } from '../dom/dom.ts';
import { labelled, select } from '../dom/fields.ts';
import { icon } from '../dom/icons.ts';
import { counted } from '../dom/prose.ts';
import type { SetReport } from '../engine/protocol.ts';
import { inLanguage, type Verdict } from '../engine/report.ts';
import { MARKS, SEVERITIES } from '../reports/marks.ts';
import { reportMenu } from '../reports/report-menu.ts';
import type { Entry, State } from '../state/state.ts';
import { SET_WORDS } from './set-words.ts';

/** Files shown at first, and with every press on "more". */
const PAGE = 100;
/** From so many files on there is a search. */
const MANY = 8;

/** What is shown of the state. */
const SHOWN = ['set', 'setReport', 'setRuns', 'current'] as const;

const VERDICTS: readonly Verdict[] = ['does-not-conform', 'not-checked', 'conforms'];

/** What the reader looks for; an empty text is no wish. */
interface Wanted {
  verdict: string;
  packet: string;
  name: string;
}

export class FilesView {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #head = el('div', { class: 'set-head' });
  readonly #search = el('div', { class: 'filters' });
  readonly #list = el('ul', { class: 'set-list' });
  readonly #more = el('div', { class: 'more' });
  readonly #wanted: Wanted = { verdict: '', packet: '', name: '' };
  #shown = PAGE;
  #packets = '';

  constructor(app: App) {
    this.#app = app;
    this.element = el(
      'section',
      { class: 'set', 'aria-label': app.texts.setHeading, hidden: true },
      this.#head,
      this.#search,
      this.#list,
      this.#more,
    );
  }

  /** Draws what changed; nothing is known of before when the list has just come. */
  update(state: State, previous: State | null): void {
    if (previous && SHOWN.every((part) => state[part] === previous[part])) return;
    if (!previous || previous.set.length === 0) this.#shown = PAGE;
    this.#draw(state, previous);
    if (state.setReport && !previous?.setReport && state.current === null)
      this.element.querySelector<HTMLElement>('.set-verdict')?.focus();
  }

  #draw(state: State, previous: State | null): void {
    const { set, current } = state;
    show(this.element, set.length > 0);
    if (set.length === 0) return;
    const isHeadNew = state.setReport !== previous?.setReport || state.setRuns !== previous.setRuns;
    if (isHeadNew || !state.setReport) this.#drawHead(state);
    this.#drawSearch(set);
    this.#drawList(set, current);
  }

  #drawHead({ set, setReport, setRuns }: State): void {
    if (setReport) this.#drawVerdict(setReport, setRuns);
    else if (setRuns) this.#drawProgress(set.filter((entry) => entry.outcome).length, set.length);
    else this.#drawNoAnswer();
  }

  /** While the files are checked again, as one of them was changed, the last answer stays in its place. */
  #drawVerdict({ verdict, summary, reason }: SetReport, isOld: boolean): void {
    const { texts, store } = this.#app;
    const { language, ownProfile } = store.state;
    const words = SET_WORDS[language];
    this.element.className = `set verdict-${verdict}`;
    fill(
      this.#head,
      icon(MARKS[verdict]),
      el(
        'div',
        { class: 'set-words' },
        el(
          'h2',
          { class: 'set-verdict', tabindex: '-1' },
          unseen(`${words.setVerdictLabel}: `),
          texts.verdicts[verdict],
        ),
        el('p', { class: 'set-sentence' }, ...counted(inLanguage(summary, language), texts.number)),
        reason === 'bad-profile' && el('p', {}, texts.ownProfileBad(ownProfile?.name ?? '')),
        el('p', { class: 'note' }, isOld ? words.setChecking : words.setHint),
        el('div', { class: 'set-buttons' }, this.#reportMenu()),
      ),
    );
  }

  #reportMenu(): HTMLElement {
    const { reports, store } = this.#app;
    const words = SET_WORDS[store.state.language];
    return reportMenu(this.#app, {
      id: 'set-mask',
      name: words.setReports,
      save: (format) => reports.saveSet(format),
      printName: words.setPrint,
      print: () => reports.printSet(),
    });
  }

  /** The engine was ended before it had an answer. */
  #drawNoAnswer(): void {
    const { texts, set } = this.#app;
    this.element.className = 'set verdict-not-checked';
    fill(
      this.#head,
      icon('open'),
      el(
        'div',
        { class: 'set-words' },
        el('h2', { class: 'set-verdict', tabindex: '-1' }, texts.stoppedTitle),
        button(texts.retry, 'check', () => void set.again(), 'primary'),
      ),
    );
  }

  #drawProgress(done: number, all: number): void {
    const { texts, set } = this.#app;
    const words = SET_WORDS[this.#app.store.state.language];
    this.element.className = 'set';
    const bar = this.#head.querySelector('progress');
    const line = this.#head.querySelector('.set-progress-line');
    if (bar && line) {
      bar.value = done / all;
      line.textContent = words.setProgress(done, all);
      return;
    }
    fill(
      this.#head,
      el(
        'div',
        { class: 'set-words' },
        el('h2', {}, words.setChecking),
        el('progress', { max: '1', value: String(done / all), 'aria-label': words.setChecking }),
        el('p', { class: 'set-progress-line' }, words.setProgress(done, all)),
        button(texts.cancel, 'close', () => set.stop()),
      ),
    );
  }

  #drawSearch(set: readonly Entry[]): void {
    const packets = [...new Set(set.flatMap((entry) => entry.outcome?.packet ?? []))].sort();
    show(this.#search, set.length >= MANY);
    const made = packets.join();
    if (this.#search.firstChild && made === this.#packets) return;
    this.#packets = made;
    const { texts } = this.#app;
    const words = SET_WORDS[this.#app.store.state.language];
    const name = el('input', { type: 'search', id: 'set-name', value: this.#wanted.name });
    name.addEventListener('input', () => this.#want({ name: name.value }));
    fill(
      this.#search,
      labelled(words.setSearch, name),
      labelled(
        texts.verdictLabel,
        select(
          'set-verdict-choice',
          [
            ['', texts.all],
            ...VERDICTS.map((verdict): [string, string] => [verdict, texts.verdicts[verdict]]),
          ],
          this.#wanted.verdict,
          (verdict) => this.#want({ verdict }),
        ),
      ),
      packets.length > 1 &&
        labelled(
          texts.packet,
          select(
            'set-packet-choice',
            [['', texts.all], ...packets.map((id): [string, string] => [id, id])],
            this.#wanted.packet,
            (packet) => this.#want({ packet }),
          ),
        ),
    );
  }

  #want(part: Partial<Wanted>): void {
    Object.assign(this.#wanted, part);
    this.#shown = PAGE;
    const { set, current } = this.#app.store.state;
    this.#drawList(set, current);
  }

  #drawList(set: readonly Entry[], current: number | null): void {
    const { verdict, packet, name } = this.#wanted;
    const part = name.toLocaleLowerCase('vi');
    const wanted = set.filter(
      ({ outcome, source }) =>
        (!verdict || outcome?.verdict === verdict) &&
        (!packet || outcome?.packet === packet) &&
        source.name.toLocaleLowerCase('vi').includes(part),
    );
    const focused = this.#list.contains(document.activeElement) ? document.activeElement?.id : undefined;
    fill(this.#list, ...wanted.slice(0, this.#shown).map((entry) => this.#row(entry, entry.id === current)));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    const left = wanted.length - this.#shown;
    const { texts } = this.#app;
    const words = SET_WORDS[this.#app.store.state.language];
    fill(
      this.#more,
      wanted.length === 0 && el('p', { class: 'note' }, texts.nothingFound),
      left > 0 &&
        button(words.moreFiles(Math.min(PAGE, left)), 'fold', () => {
          this.#shown += PAGE;
          const { set, current } = this.#app.store.state;
          this.#drawList(set, current);
        }),
    );
  }

  #row({ id, source, outcome }: Entry, isCurrent: boolean): HTMLElement {
    const { texts } = this.#app;
    const words = SET_WORDS[this.#app.store.state.language];
    const state = outcome ? texts.verdicts[outcome.verdict] : words.waiting;
    const found = outcome
      ? SEVERITIES.filter((severity) => outcome.counts[severity] > 0).map((severity) =>
          texts.count[severity](outcome.counts[severity]),
        )
      : [];
    const records = outcome?.records ? words.recordsCount(outcome.records) : '';
    const facts = [outcome?.packet, records, ...found, outcome?.why];
    return el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: `set-row verdict-${outcome?.verdict ?? 'not-checked'}`,
          id: `set-row-${id}`,
          'aria-current': isCurrent && 'true',
          click: () => void this.#app.openEntry(id),
        },
        icon(outcome ? MARKS[outcome.verdict] : 'file'),
        el('span', { class: 'set-state' }, state),
        el('span', { class: 'set-name' }, source.name),
        el('span', { class: 'set-facts' }, facts.filter(Boolean).join(' · ')),
      ),
    );
  }
}
