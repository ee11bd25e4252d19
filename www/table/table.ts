// The packet as a table, one row a dossier, for readers who do not read JSON: columns by their meaning, codes and dates in
// words, cells with findings marked. A cell leads to its finding, a row to the form of the whole record. What is changed
// there is a change of the packet: the table follows it.
import '../styles/table.css';
import type { App } from '../app/app.ts';
import { button } from '../dom/buttons.ts';
import { el, fill, show, unseen } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import { type Finding, inLanguage, type Language, type Numbered } from '../engine/report.ts';
import { itemsOf } from '../form/items.ts';
import type { Group, Located } from '../form/located.ts';
import { RecordForm } from '../form/record-form.ts';
import { RECORD_WORDS } from '../form/record-words.ts';
import { type Field, nameOfField, type Packet, reference } from '../reference/data.ts';
import { SEVERITIES } from '../reports/marks.ts';
import type { Checked, State } from '../state/state.ts';
import { columnOf, recordsOf } from './records.ts';
import { TABLE_WORDS } from './table-words.ts';

/** Rows shown at first, and with every press on "more"; they also come when the last of them is scrolled to. */
const PAGE = 50;

interface Column {
  readonly name: string;
  readonly meaning: string;
  readonly field: Field | undefined;
}

/** Opens the table over the page; with a finding, at its cell. `reveal` shows a finding in the list. */
export function openTable(
  app: App,
  checked: Checked,
  at: number | null,
  reveal: (index: number) => void,
): void {
  new TableView(app, checked, reveal).open(at);
}

class TableView {
  readonly #app: App;
  readonly #reveal: (index: number) => void;
  readonly #language: Language;
  readonly #packet: Packet | undefined;
  readonly #format: string | null;
  readonly #profile: string | null;
  readonly #sheet: HTMLDialogElement;
  readonly #note = el('p', { class: 'note' });
  readonly #undo: HTMLButtonElement;
  readonly #body = el('div', { class: 'table-body' });
  readonly #unfollow: () => void;
  #columns: readonly Column[] = [];
  #lookup: Lookup;
  #records: readonly Group[] | null = null;
  /** What was found, by the number of the record and the name of the column. */
  #marks = new Map<string, Numbered[]>();
  /** The record that is open. */
  #open: { readonly number: number; readonly form: RecordForm } | null = null;
  #shown = PAGE;
  readonly #rows = el('tbody');
  readonly #more = button('', 'fold', () => this.#showMore(true));
  readonly #end = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) this.#showMore(false);
  });

  constructor(app: App, { report }: Checked, reveal: (index: number) => void) {
    this.#app = app;
    this.#reveal = reveal;
    this.#language = app.store.state.language;
    this.#packet = reference.packets.find(({ id }) => id === report.packet);
    this.#format = report.sources[0]?.format ?? null;
    this.#profile = report.baseProfile ?? report.profile;
    this.#lookup = { types: this.#packet?.types ?? {}, text: '', language: this.#language };
    this.#undo = button(app.texts.undo, 'undo', () => app.undo());
    this.#sheet = el(
      'dialog',
      { class: 'table-sheet', 'aria-labelledby': 'table-title', close: () => this.#closed() },
      el(
        'div',
        { class: 'table-head' },
        el('h2', { id: 'table-title' }, TABLE_WORDS[this.#language].title),
        this.#undo,
        button(app.texts.close, 'close', () => this.#sheet.close()),
      ),
      this.#note,
      this.#body,
    );
    this.#take(app.store.state);
    this.#unfollow = app.store.listen((state, previous) => {
      if (state.source !== previous.source || state.checked !== previous.checked) this.#follow(state);
    });
  }

  open(at: number | null): void {
    this.#drawTable();
    document.body.append(this.#sheet);
    this.#sheet.showModal();
    if (at !== null) this.#show(at);
  }

  #closed(): void {
    this.#unfollow();
    this.#end.disconnect();
    this.#sheet.remove();
    // What opened the table was drawn anew when the packet changed.
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('.verdict-word')?.focus({ preventScroll: true });
  }

  /** The packet as it stands; its findings once it was checked. Says whether they are of this text. */
  #take({ source, checked, undo }: State): boolean {
    const fields = this.#packet?.types[this.#packet.record]?.fields ?? [];
    const isExpected = (field: Field) => field.required === 'always' && !isLater(field, this.#profile);
    const known = new Set(fields.map(({ name }) => name));
    const text = source?.kind === 'text' ? source.text : '';
    this.#lookup = { ...this.#lookup, text };
    this.#records = recordsOf(text, this.#format, known);
    this.#columns = columnsOf(fields, isExpected, this.#records ?? [], this.#language);
    show(this.#undo, undo.length > 0);
    if (!checked || checked.source !== source) return false;
    this.#marks = new Map();
    this.#mark(checked.report.findings);
    return true;
  }

  #follow(state: State): void {
    const isChecked = this.#take(state);
    const record = this.#records?.[this.#open?.number ?? -1];
    if (!this.#open || !record) this.#drawTable();
    else this.#open.form.update(record, isChecked ? this.#marksOf(this.#open.number) : null);
  }

  #marksOf(number: number): Numbered[] {
    return [...this.#marks].flatMap(([key, marks]) => (key.startsWith(`${number}/`) ? marks : []));
  }

  #mark(findings: readonly Finding[]): void {
    const names = new Set(this.#columns.map(({ name }) => name));
    findings.forEach((finding, index) => {
      if (finding.record === null) return;
      const key = `${finding.record}/${columnOf(finding, names) ?? ''}`;
      const known = this.#marks.get(key);
      if (known) known.push({ finding, index });
      else this.#marks.set(key, [{ finding, index }]);
    });
  }

  /** The cell of a finding, in sight and in focus. */
  #show(index: number): void {
    const [key] = [...this.#marks].find(([, marks]) => marks.some((mark) => mark.index === index)) ?? [];
    const row = Number(key?.split('/', 1)[0] ?? 0);
    if (row >= this.#shown) {
      this.#shown = row + PAGE;
      this.#drawTable();
    }
    const cell = this.#body.querySelector<HTMLElement>(`[data-cell="${key}"]`);
    cell?.focus();
    cell?.scrollIntoView({ block: 'center', inline: 'center' });
  }

  #drawTable(): void {
    const words = TABLE_WORDS[this.#language];
    this.#open = null;
    this.#note.textContent = words.note;
    const records = this.#records ?? [];
    if (records.length === 0) {
      fill(this.#body, el('p', {}, words.unreadable));
      return;
    }
    const head = this.#columns.map(({ name, meaning }) =>
      el('th', { scope: 'col' }, meaning, el('code', { translate: 'no' }, name)),
    );
    fill(
      this.#body,
      el(
        'div',
        { class: 'table-frame', tabindex: '0', role: 'region', 'aria-labelledby': 'table-title' },
        el(
          'table',
          { class: 'records', 'aria-rowcount': records.length + 1 },
          el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, words.number), ...head)),
          this.#rows,
        ),
      ),
      this.#more,
    );
    fill(this.#rows);
    this.#fillRows();
  }

  /** Rows behind those that are there; who asked for them with the button goes on in the first of them. */
  #showMore(isAsked: boolean): void {
    const next = this.#shown;
    this.#shown += PAGE;
    this.#fillRows();
    if (isAsked) this.#body.querySelector<HTMLElement>(`[data-cell="${next}/"]`)?.focus();
  }

  #fillRows(): void {
    const records = this.#records ?? [];
    const from = this.#rows.children.length;
    const rows = records.slice(from, this.#shown).map((record, at) => this.#row(record, from + at));
    this.#rows.append(...rows);
    const left = records.length - this.#shown;
    show(this.#more, left > 0);
    const label = TABLE_WORDS[this.#language].more(Math.min(PAGE, left), Math.max(0, left));
    this.#more.querySelector('.button-words')?.replaceChildren(label);
    this.#end.disconnect();
    const last = this.#rows.lastElementChild;
    if (left > 0 && last) this.#end.observe(last);
  }

  #row(record: Group, number: number): HTMLElement {
    const words = TABLE_WORDS[this.#language];
    const own = this.#marks.get(`${number}/`);
    const open = el(
      'button',
      {
        type: 'button',
        class: own ? `cell cell-${gravest(own)}` : 'cell',
        'data-cell': `${number}/`,
        'aria-label': words.openRecord(number + 1),
        click: () => this.#drawRecord(number),
      },
      String(number + 1),
    );
    return el(
      'tr',
      { 'aria-rowindex': number + 2 },
      el('th', { scope: 'row' }, open),
      ...this.#columns.map((column) => this.#cell(record, number, column)),
    );
  }

  #cell(record: Group, number: number, column: Column): HTMLElement {
    const key = `${number}/${column.name}`;
    const marks = this.#marks.get(key);
    const words = inWords(record.members.get(column.name), column.field, this.#lookup);
    const look = { class: isCode(words) ? 'no-break' : null };
    if (!marks) return el('td', look, words);
    const severity = gravest(marks);
    const [first] = marks;
    return el(
      'td',
      look,
      el(
        'button',
        {
          type: 'button',
          class: `cell cell-${severity}`,
          'data-cell': key,
          title: inLanguage(first?.finding.message, this.#language),
          click: () => this.#leaveFor(first?.index ?? 0),
        },
        icon(severity),
        unseen(`${this.#app.texts.severity[severity]}: `),
        words || this.#app.texts.empty,
      ),
    );
  }

  #leaveFor(index: number): void {
    this.#sheet.close();
    this.#reveal(index);
  }

  #drawRecord(number: number): void {
    const record = this.#records?.[number];
    if (!record) return;
    const words = RECORD_WORDS[this.#language];
    const form = new RecordForm(
      {
        app: this.#app,
        language: this.#language,
        types: this.#packet?.types ?? {},
        isLater: (field) => isLater(field, this.#profile),
        leaveFor: (index) => this.#leaveFor(index),
      },
      record,
      this.#packet?.types[this.#packet.record],
    );
    this.#open = { number, form };
    form.update(record, this.#marksOf(number));
    const back = button(words.back, 'back', () => {
      this.#drawTable();
      this.#body.querySelector<HTMLElement>(`[data-cell="${number}/"]`)?.focus();
    });
    this.#note.textContent = '';
    fill(
      this.#body,
      el('div', { class: 'record' }, back, el('h3', {}, words.title(number + 1)), form.element),
    );
    back.focus();
  }
}

const gravest = (marks: readonly Numbered[]) =>
  SEVERITIES.find((severity) => marks.some(({ finding }) => finding.severity === severity)) ?? 'info';

/** So short that it is read as one sign: it is not broken at its hyphens and dots. */
const LONGEST_CODE = 32;
const isCode = (words: string): boolean => words.length <= LONGEST_CODE && !words.includes(' ');

/** The fields of the dictionary that occur, in its order, then those it does not know. */
function columnsOf(
  fields: readonly Field[],
  isExpected: (field: Field) => boolean,
  records: readonly Group[],
  language: Language,
): Column[] {
  const used = new Set(records.flatMap((record) => [...record.members.keys()]));
  const known = fields
    .filter((field) => used.has(field.name) || isExpected(field))
    .map((field) => ({ name: field.name, meaning: nameOfField(field, language), field }));
  const names = new Set(known.map(({ name }) => name));
  const unknown = [...used].filter((name) => !names.has(name));
  return [
    ...known,
    ...unknown.map((name) => ({ name, meaning: TABLE_WORDS[language].unknownField, field: undefined })),
  ];
}

/** Whether a field came with a later edition than a profile is of. */
function isLater({ edition }: Field, profile: string | null): boolean {
  const [year] = /\d{4}$/.exec(profile ?? '') ?? [];
  return year !== undefined && edition !== undefined && /^\d{4}$/.test(edition) && edition > year;
}

/** What values are read with. */
interface Lookup {
  readonly types: Packet['types'];
  /** The packet's text. */
  readonly text: string;
  readonly language: Language;
}

/** A value as people read it: a code with its meaning, a date as a date, a group in one line, a list by its length. */
function inWords(value: Located | undefined, field: Field | undefined, lookup: Lookup): string {
  if (!value) return '';
  const { types, text: source, language } = lookup;
  const fields = types[field?.of ?? '']?.fields ?? [];
  if (value.kind === 'group' && field?.type === 'object') {
    const fieldOf = (name: string) => fields.find((known) => known.name === name);
    const words = [...value.members].map(([name, member]) => inWords(member, fieldOf(name), lookup));
    return words.filter(Boolean).join(' ');
  }
  if (value.kind !== 'scalar') {
    const list = itemsOf(value, source, new Set(fields.map(({ name }) => name)));
    return TABLE_WORDS[language].items(list?.items.length ?? 1);
  }
  const text = value.text.trim();
  const codes = field?.codes ? reference.codes[field.codes]?.codes : undefined;
  const meaning = codes?.find(({ code }) => code === text)?.[language];
  if (meaning) return `${text}: ${meaning}`;
  return dateInWords(text, language) ?? text;
}

function dateInWords(text: string, language: Language): string | null {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)\d\d$/.exec(text) ?? [];
  if (!year || Number(month) > 12 || Number(day) > 31) return null;
  const date = language === 'vi' ? `${day}/${month}/${year}` : `${year}-${month}-${day}`;
  return hour === '00' && minute === '00' ? date : `${date} ${hour}:${minute}`;
}
