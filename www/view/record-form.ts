// One record as a form: every value in a field that fits it, below its meaning, with what was found in it. A changed value
// goes back into the packet's text at its own place; the form then takes in the new places and findings without being
// drawn anew, so that the reader can go on in the next field.
import type { App } from '../app.ts';
import { el, fill, show } from '../dom.ts';
import { icon } from '../icons.ts';
import { type Group, inserted, type Located, type Scalar, written } from '../located.ts';
import { type Field, nameOfField, remarkOfField, type Table } from '../reference/data.ts';
import { inLanguage, type Language } from '../report.ts';
import { prose } from './prose.ts';
import { type Control, controlFor } from './record-control.ts';
import { RECORD_WORDS } from './record-words.ts';
import type { Marked } from './table.ts';

/** What the form needs of the table that opened it. */
export interface Around {
  readonly app: App;
  readonly language: Language;
  /** The tables of the packet's types, by their names. */
  readonly types: Readonly<Record<string, Table>>;
  /** Shows a finding in the list. */
  readonly leaveFor: (index: number) => void;
}

/** A field of the form, found again after a change by where it stands in the record. */
interface Row {
  /** Nothing where the packet does not have the field yet, and where the value has no control. */
  scalar: Scalar | null;
  /** Where the group that it belongs to stands. */
  readonly path: string;
  readonly name: string;
  readonly field: Field | undefined;
  readonly control: Control | null;
  /** Says that the packet does not have it. */
  readonly absent: HTMLElement | null;
  readonly found: HTMLElement;
}

/** Kinds of fields that hold more than one value. */
const COMPOUND: ReadonlySet<string> = new Set(['list', 'object', 'records', 'texts', 'any']);

export class RecordForm {
  readonly element: HTMLElement;
  readonly #around: Around;
  readonly #rows = new Map<string, Row>();
  readonly #said = el('p', { class: 'note', role: 'status' });
  /** What was found in the record as a whole. */
  readonly #own = el('div', { class: 'record-found' });
  #made = 0;
  #record: Group;

  constructor(around: Around, record: Group, table: Table | undefined) {
    this.#around = around;
    this.#record = record;
    const words = RECORD_WORDS[around.language];
    this.element = el(
      'form',
      { class: 'record-form', submit: (event) => event.preventDefault() },
      el('p', { class: 'note' }, words.note),
      this.#said,
      this.#own,
      ...this.#group(record, table, ''),
    );
  }

  /** The record as it stands now, with what was found in it once that is known. Says whether the form still fits it. */
  update(record: Group, marks: readonly Marked[] | null): boolean {
    this.#record = record;
    const scalars = new Map<string, Scalar>();
    collect(record, '', scalars);
    for (const [key, row] of this.#rows) {
      const scalar = scalars.get(key) ?? null;
      if (row.scalar && !scalar) return false;
      row.scalar = scalar;
      if (row.absent) show(row.absent, !scalar);
      const { control } = row;
      if (!control || !scalar) continue;
      // What the reader is just writing is not taken away.
      const isBeingWritten = document.activeElement === control.element && control.read() !== scalar.text;
      if (!isBeingWritten) control.show(scalar.text);
    }
    if (marks) this.#showFound(marks);
    return true;
  }

  #showFound(marks: readonly Marked[]): void {
    const left = new Set(marks);
    for (const row of this.#rows.values()) {
      const own = [...left].filter((mark) => isOf(row, mark));
      for (const mark of own) left.delete(mark);
      fill(row.found, ...own.map((mark) => this.#message(mark)));
      const isWrong = own.some(({ finding }) => finding.severity === 'error');
      row.control?.element.setAttribute('aria-invalid', String(isWrong));
    }
    fill(this.#own, ...[...left].map((mark) => this.#message(mark)));
  }

  #message({ finding, index }: Marked): HTMLElement {
    const { app, language, leaveFor } = this.#around;
    return el(
      'button',
      { type: 'button', class: `record-finding cell-${finding.severity}`, click: () => leaveFor(index) },
      icon(finding.severity),
      el('span', { class: 'unseen' }, `${app.texts.severity[finding.severity]}: `),
      el('span', {}, ...prose(inLanguage(finding.message, language))),
    );
  }

  /** The members in the order of the table, what is required and missing in its place, then what it does not know. */
  #group(group: Group, table: Table | undefined, path: string): HTMLElement[] {
    const fields = table?.fields ?? [];
    const names = new Set(fields.map(({ name }) => name));
    const known = fields.flatMap((field) => {
      const member = group.members.get(field.name);
      if (member) return [this.#member(field.name, field, member, path)];
      return field.required === 'always' ? [this.#missing(field, path)] : [];
    });
    const unknown = [...group.members].filter(([name]) => !names.has(name));
    return [...known, ...unknown.map(([name, member]) => this.#member(name, undefined, member, path))];
  }

  #member(name: string, field: Field | undefined, value: Located, path: string): HTMLElement {
    const key = `${path}/${name}`;
    if (value.kind === 'scalar') return this.#scalar(name, field, value, path, key);
    const words = RECORD_WORDS[this.#around.language];
    const table = this.#around.types[field?.of ?? ''];
    const items = value.kind === 'list' ? value.items : [value];
    return el(
      'fieldset',
      { class: 'record-group' },
      el('legend', {}, ...this.#label(name, field)),
      ...(items.length > 0
        ? items.map((item, at) =>
            this.#item(item, at, field, table, value.kind === 'list' ? `${key}/${at}` : key),
          )
        : [el('p', { class: 'note' }, words.empty)]),
      this.#foundOf(key, name, field),
    );
  }

  #item(
    item: Located,
    at: number,
    field: Field | undefined,
    table: Table | undefined,
    key: string,
  ): HTMLElement {
    const words = RECORD_WORDS[this.#around.language];
    if (item.kind === 'scalar') return this.#scalar(words.item(at + 1), field, item, key, key);
    if (item.kind === 'list')
      return el(
        'div',
        {},
        ...item.items.map((inner, number) => this.#item(inner, number, field, table, `${key}/${number}`)),
      );
    // In XML the items stand in an element of their own, whose members the table does not know.
    const isItem = !table || table.fields.some(({ name }) => item.members.has(name));
    if (!isItem)
      return el(
        'div',
        {},
        ...[...item.members].map(([name, member]) => this.#item(member, 0, field, table, `${key}/${name}`)),
      );
    return el(
      'fieldset',
      { class: 'record-item' },
      el('legend', {}, words.item(at + 1)),
      ...this.#group(item, table, key),
    );
  }

  #scalar(
    name: string,
    field: Field | undefined,
    scalar: Scalar | null,
    path: string,
    key: string,
  ): HTMLElement {
    const { language } = this.#around;
    const words = RECORD_WORDS[language];
    this.#made += 1;
    const id = `record-field-${this.#made}`;
    const control = controlFor(id, field, scalar?.text ?? '', language);
    const { element, note } = control;
    const found = el('div', { class: 'record-found', id: `${id}-found` });
    element.setAttribute('aria-describedby', found.id);
    element.disabled = scalar?.writing === 'mixed';
    const absent = scalar ? null : el('p', { class: 'note' }, words.missing);
    const remark = field ? remarkOfField(field, language) : '';
    const row: Row = { scalar, path, name, field, control, absent, found };
    this.#rows.set(key, row);
    this.#listen(row, control);
    return el(
      'div',
      { class: 'record-field' },
      el('label', { for: id }, ...this.#label(name, field)),
      element,
      absent,
      note,
      remark && el('p', { class: 'note' }, remark),
      element.disabled && el('p', { class: 'note' }, words.mixed),
      found,
    );
  }

  /** A field that the packet should have: a single value can be given here. */
  #missing(field: Field, path: string): HTMLElement {
    const key = `${path}/${field.name}`;
    if (!COMPOUND.has(field.type)) return this.#scalar(field.name, field, null, path, key);
    const words = RECORD_WORDS[this.#around.language];
    return el(
      'div',
      { class: 'record-field' },
      el('p', { class: 'record-label' }, ...this.#label(field.name, field)),
      el('p', { class: 'note' }, words.missing),
      this.#foundOf(key, field.name, field),
    );
  }

  /** The place for what was found in something that has no control. */
  #foundOf(key: string, name: string, field: Field | undefined): HTMLElement {
    const found = el('div', { class: 'record-found' });
    this.#rows.set(key, { scalar: null, path: key, name, field, control: null, absent: null, found });
    return found;
  }

  #label(name: string, field: Field | undefined): (Node | string)[] {
    const { language } = this.#around;
    const words = RECORD_WORDS[language];
    return [
      el('span', {}, field ? nameOfField(field, language) : words.unknownField),
      ...(field?.required === 'always'
        ? [el('span', { class: 'record-required' }, ` (${words.required})`)]
        : []),
      ' ',
      el('code', { translate: 'no' }, name),
    ];
  }

  /** A choice is made when it is made; a text or a date when its field is left, or with Enter. */
  #listen(row: Row, { element }: Control): void {
    const take = () => this.#take(row);
    element.addEventListener(element instanceof HTMLSelectElement ? 'change' : 'blur', take);
    if (!(element instanceof HTMLInputElement)) return;
    element.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') take();
    });
  }

  #take(row: Row): void {
    const { app, language } = this.#around;
    const { scalar, control, name, field } = row;
    const { source } = app.store.state;
    const text = control?.read() ?? '';
    if (source?.kind !== 'text' || text === (scalar?.text ?? '')) return;
    if (scalar) {
      const part = written(scalar, source.text, text, staysBare(scalar.bare, field, text));
      app.rewrite(scalar.start, scalar.end, part, name);
    } else this.#insert(row, source.text, text);
    this.#said.textContent = RECORD_WORDS[language].saved(name);
  }

  /** Puts a missing field where the table has it: after the nearest one before it that the packet has. */
  #insert({ path, name, field }: Row, source: string, text: string): void {
    const group = groupAt(this.#record, path);
    const table = Object.values(this.#around.types).find(({ fields }) => field && fields.includes(field));
    const names = table?.fields.map((known) => known.name) ?? [];
    const before = names
      .slice(0, names.indexOf(name))
      .reverse()
      .find((known) => group?.members.has(known));
    const insertion =
      group &&
      inserted(group, source, name, text, staysBare(false, field, text), group.members.get(before ?? ''));
    if (insertion) this.#around.app.rewrite(insertion.at, insertion.at, insertion.part, name);
  }
}

/** The group at a path of the record. */
function groupAt(record: Group, path: string): Group | null {
  let at: Located | undefined = record;
  for (const step of path.split('/').slice(1)) {
    if (at?.kind === 'list') at = at.items[Number(step)];
    else if (at?.kind === 'group') at = at.members.get(step);
  }
  return at?.kind === 'group' ? at : null;
}

/** Kinds of fields whose values JSON has without quotes. */
const BARE: ReadonlySet<string> = new Set(['number', 'number-code', 'boolean-or-null']);
/** Kinds whose values may stand there either way. */
const NUMBERS: ReadonlySet<string> = new Set(['integer', 'natural', 'count', 'amount', 'percentage', 'any']);

/** A value keeps its quotes or stays without, unless its field wants it the other way. */
function staysBare(bare: boolean, field: Field | undefined, text: string): boolean {
  const isToken = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)?$/.test(text);
  if (!isToken) return false;
  if (!field || NUMBERS.has(field.type)) return bare;
  return BARE.has(field.type);
}

/** All values of a record by where they stand. */
function collect(value: Located, key: string, into: Map<string, Scalar>): void {
  if (value.kind === 'scalar') into.set(key, value);
  else if (value.kind === 'list') {
    for (const [at, item] of value.items.entries()) collect(item, `${key}/${at}`, into);
  } else for (const [name, member] of value.members) collect(member, `${key}/${name}`, into);
}

const holds = ({ from, end }: Scalar, { finding }: Marked): boolean =>
  finding.range.start.utf16 >= from && finding.range.start.utf16 <= end;

/** A finding speaks of a value by its place, or of a field that is missing or a list by its name. */
const isOf = ({ scalar, name }: Row, mark: Marked): boolean =>
  scalar ? holds(scalar, mark) : mark.finding.field === name;
