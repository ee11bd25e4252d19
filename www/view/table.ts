// The packet as a table, one row a dossier, for readers who do not read JSON: columns by their meaning, codes and dates in
// words, cells with findings marked. A cell leads to its finding, a row to the whole record, one below the other.
import '../styles/table.css';
import type { App } from '../app.ts';
import { el, fill, unseen } from '../dom.ts';
import { icon } from '../icons.ts';
import { columnOf, type RecordValue, recordsOf, type Value } from '../records.ts';
import { type Field, reference } from '../reference/data.ts';
import { type Finding, inLanguage, type Language } from '../report.ts';
import type { Checked } from '../state.ts';
import { button } from './buttons.ts';
import { prose } from './prose.ts';
import { TABLE_WORDS } from './table-words.ts';
import { SEVERITIES } from './verdict.ts';

/** Rows shown at first, and with every press on "more". */
const PAGE = 50;

interface Column {
  readonly name: string;
  readonly meaning: string;
  readonly field: Field | undefined;
}

interface Marked {
  readonly finding: Finding;
  readonly index: number;
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
  readonly #columns: readonly Column[];
  readonly #records: readonly RecordValue[] | null;
  readonly #marks = new Map<string, Marked[]>();
  readonly #sheet: HTMLDialogElement;
  readonly #body = el('div', { class: 'table-body' });
  #shown = PAGE;

  constructor(app: App, { report, source }: Checked, reveal: (index: number) => void) {
    this.#app = app;
    this.#reveal = reveal;
    this.#language = app.store.state.language;
    const packet = reference.packets.find(({ id }) => id === report.packet);
    const fields = packet?.types[packet.record]?.fields ?? [];
    const text = source.kind === 'text' ? source.text : '';
    const known = new Set(fields.map(({ name }) => name));
    this.#records = recordsOf(text, report.sources[0]?.format ?? null, known);
    this.#columns = columnsOf(fields, this.#records ?? [], this.#language);
    this.#mark(report.findings);
    const words = TABLE_WORDS[this.#language];
    this.#sheet = el(
      'dialog',
      { class: 'table-sheet', 'aria-labelledby': 'table-title', close: () => this.#sheet.remove() },
      el(
        'div',
        { class: 'table-head' },
        el('h2', { id: 'table-title' }, words.title),
        button(app.texts.close, 'close', () => this.#sheet.close()),
      ),
      el('p', { class: 'note' }, words.note),
      this.#body,
    );
  }

  open(at: number | null): void {
    this.#drawTable();
    document.body.append(this.#sheet);
    this.#sheet.showModal();
    if (at !== null) this.#show(at);
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
    const records = this.#records ?? [];
    if (records.length === 0) {
      fill(this.#body, el('p', {}, words.unreadable));
      return;
    }
    const head = this.#columns.map(({ name, meaning }) =>
      el('th', { scope: 'col' }, meaning, el('code', { translate: 'no' }, name)),
    );
    const left = records.length - this.#shown;
    fill(
      this.#body,
      el(
        'div',
        { class: 'table-frame', tabindex: '0', role: 'region', 'aria-labelledby': 'table-title' },
        el(
          'table',
          { class: 'records' },
          el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, words.number), ...head)),
          el(
            'tbody',
            {},
            ...records.slice(0, this.#shown).map((record, number) => this.#row(record, number)),
          ),
        ),
      ),
      left > 0 &&
        button(words.more(Math.min(PAGE, left)), 'fold', () => {
          this.#shown += PAGE;
          this.#drawTable();
        }),
    );
  }

  #row(record: RecordValue, number: number): HTMLElement {
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
      {},
      el('th', { scope: 'row' }, open),
      ...this.#columns.map((column) => this.#cell(record, number, column)),
    );
  }

  #cell(record: RecordValue, number: number, column: Column): HTMLElement {
    const key = `${number}/${column.name}`;
    const marks = this.#marks.get(key);
    const words = inWords(record[column.name], column, this.#language);
    if (!marks) return el('td', {}, words);
    const severity = gravest(marks);
    const [first] = marks;
    return el(
      'td',
      {},
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

  /** One record, field below field, with what was found in each. */
  #drawRecord(number: number): void {
    const words = TABLE_WORDS[this.#language];
    const record = this.#records?.[number] ?? {};
    const rows = this.#columns.flatMap((column) => {
      const marks = this.#marks.get(`${number}/${column.name}`) ?? [];
      const messages = marks.map(({ finding, index }) =>
        el(
          'button',
          {
            type: 'button',
            class: `record-finding cell-${finding.severity}`,
            click: () => this.#leaveFor(index),
          },
          icon(finding.severity),
          el('span', {}, ...prose(inLanguage(finding.message, this.#language))),
        ),
      );
      return [
        el('dt', {}, column.meaning, ' ', el('code', { translate: 'no' }, column.name)),
        el(
          'dd',
          {},
          inWords(record[column.name], column, this.#language) || this.#app.texts.empty,
          ...messages,
        ),
      ];
    });
    const back = button(words.back, 'back', () => {
      this.#drawTable();
      this.#body.querySelector<HTMLElement>(`[data-cell="${number}/"]`)?.focus();
    });
    fill(
      this.#body,
      el(
        'div',
        { class: 'record' },
        back,
        el('h3', {}, words.record(number + 1)),
        el('dl', { class: 'record-fields' }, ...rows),
      ),
    );
    back.focus();
  }
}

const gravest = (marks: readonly Marked[]) =>
  SEVERITIES.find((severity) => marks.some(({ finding }) => finding.severity === severity)) ?? 'info';

/** The fields of the dictionary that occur, in its order, then those it does not know. */
function columnsOf(fields: readonly Field[], records: readonly RecordValue[], language: Language): Column[] {
  const used = new Set(records.flatMap((record) => Object.keys(record)));
  const known = fields
    .filter(({ name, required }) => used.has(name) || required === 'always')
    .map((field) => ({ name: field.name, meaning: field.meaning[language], field }));
  const names = new Set(known.map(({ name }) => name));
  const unknown = [...used].filter((name) => !names.has(name));
  return [
    ...known,
    ...unknown.map((name) => ({ name, meaning: TABLE_WORDS[language].unknownField, field: undefined })),
  ];
}

/** A value as people read it: a code with its meaning, a date as a date, a list by its length. */
function inWords(value: Value | undefined, { field }: Column, language: Language): string {
  if (value === undefined || value === null || value === '') return '';
  if (Array.isArray(value)) return TABLE_WORDS[language].items(value.length);
  if (typeof value === 'object') return TABLE_WORDS[language].items(1);
  const text = String(value);
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
