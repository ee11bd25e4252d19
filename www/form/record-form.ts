// One record as a form: every value in a field that fits it, below its meaning, with what was found in it. A changed value
// goes back into the packet's text at its own place; the form then takes in the new places and findings without being
// drawn anew, so that the reader can go on in the next field. Only when items came or went is it drawn anew.
import type { App } from '../app/app.ts';
import { button } from '../dom/buttons.ts';
import { el, fill, show } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import { prose } from '../dom/prose.ts';
import { inLanguage, type Language, type Numbered } from '../engine/report.ts';
import { type Field, type FieldType, nameOfField, remarkOfField, type Table } from '../reference/data.ts';
import {
  type Change,
  type Items,
  itemsOf,
  jsonList,
  type Outline,
  withItem,
  withoutItem,
  xmlItems,
} from './items.ts';
import {
  type Group,
  inserted,
  type Located,
  type NewValue,
  newText,
  type Scalar,
  written,
} from './located.ts';
import { type Control, controlFor } from './record-control.ts';
import { BARE, collect, placesIn, staysBare, valueAt } from './record-values.ts';
import { RECORD_WORDS } from './record-words.ts';

/** What the form needs of the table that opened it. */
export interface Around {
  readonly app: App;
  readonly language: Language;
  /** The tables of the packet's types, by their names. */
  readonly types: Readonly<Record<string, Table>>;
  /** Whether a field came with a later edition than the one that the packet is checked by. */
  readonly isLater: (field: Field) => boolean;
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

/** What is drawn of a list, by the number of its items. */
interface ListRow {
  readonly items: HTMLElement[];
  readonly removals: HTMLButtonElement[];
  readonly add: HTMLButtonElement;
}

/** Where the reader goes on after an item came or went. */
interface Wanted {
  readonly key: string;
  readonly at: number;
  readonly isNew: boolean;
}

/** Kinds of fields that hold more than one value. */
const COMPOUND: ReadonlySet<FieldType> = new Set(['list', 'object', 'records', 'texts', 'any']);
/** Those that hold items. */
const LISTS: ReadonlySet<FieldType> = new Set(['list', 'texts']);

export class RecordForm {
  readonly element: HTMLElement;
  readonly #around: Around;
  readonly #table: Table | undefined;
  readonly #rows = new Map<string, Row>();
  readonly #lists = new Map<string, ListRow>();
  /** Where something stood in the record when it was drawn. */
  #places: ReadonlySet<string> = new Set();
  #wanted: Wanted | null = null;
  readonly #fields = el('div', { class: 'record-fields' });
  readonly #said = el('p', { class: 'note', role: 'status' });
  /** What was found in the record as a whole. */
  readonly #own = el('div', { class: 'record-found' });
  #made = 0;
  #record: Group;

  constructor(around: Around, record: Group, table: Table | undefined) {
    this.#around = around;
    this.#record = record;
    this.#table = table;
    const words = RECORD_WORDS[around.language];
    this.element = el(
      'form',
      { class: 'record-form', submit: (event) => event.preventDefault() },
      el('p', { class: 'note' }, words.note),
      this.#said,
      this.#own,
      this.#fields,
    );
    this.#draw();
  }

  #draw(): void {
    this.#rows.clear();
    this.#lists.clear();
    this.#places = placesIn(this.#record);
    fill(this.#fields, ...this.#group(this.#record, this.#table, ''));
  }

  /** The record as it stands now, with what was found in it once that is known. */
  update(record: Group, marks: readonly Numbered[] | null): void {
    this.#record = record;
    if (this.#fits(record)) this.#refresh(record);
    else this.#drawAnew();
    if (marks) this.#showFound(marks);
  }

  /** Whether what is drawn is what the record has; a missing field that was given is in its place already. */
  #fits(record: Group): boolean {
    const places = placesIn(record);
    const isKnown = (key: string) => this.#places.has(key) || Boolean(this.#rows.get(key)?.absent);
    if (![...places].every(isKnown) || ![...this.#places].every((key) => places.has(key))) return false;
    this.#places = places;
    return true;
  }

  #refresh(record: Group): void {
    const scalars = new Map<string, Scalar>();
    collect(record, '', scalars);
    for (const [key, row] of this.#rows) {
      const scalar = scalars.get(key) ?? null;
      row.scalar = scalar;
      if (row.absent) show(row.absent, !scalar);
      const { control } = row;
      if (!control || !scalar) continue;
      // What the reader is just writing is not taken away.
      const isBeingWritten = document.activeElement === control.element && control.read() !== scalar.text;
      if (!isBeingWritten) control.show(scalar.text);
    }
  }

  /** The reader goes on where the item came or went, or else stays in the field that had the focus. */
  #drawAnew(): void {
    const [focused] =
      [...this.#rows].find(([, { control }]) => control?.element === document.activeElement) ?? [];
    this.#draw();
    const wanted = this.#wanted;
    this.#wanted = null;
    if (!wanted) this.#rows.get(focused ?? '')?.control?.element.focus();
    else goOn(wanted, this.#lists.get(wanted.key));
  }

  #showFound(marks: readonly Numbered[]): void {
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

  #message({ finding, index }: Numbered): HTMLElement {
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
      const isMissing = field.required === 'always' && !this.#around.isLater(field);
      return isMissing ? [this.#missing(field, path)] : [];
    });
    const unknown = [...group.members].filter(([name]) => !names.has(name));
    return [...known, ...unknown.map(([name, member]) => this.#member(name, undefined, member, path))];
  }

  #member(name: string, field: Field | undefined, value: Located, path: string): HTMLElement {
    const key = `${path}/${name}`;
    const list = this.#listOf(field, value);
    if (list) return this.#list(name, field, key, list);
    if (value.kind === 'scalar') return this.#scalar(name, field, value, path, key);
    const table = this.#around.types[field?.of ?? ''];
    if (value.kind === 'group' && field?.type === 'object')
      return el(
        'fieldset',
        { class: 'record-group' },
        el('legend', {}, ...this.#label(name, field)),
        ...this.#group(value, table, key),
        this.#foundOf(key, name, field),
      );
    const items = value.kind === 'list' ? value.items : [value];
    return el(
      'fieldset',
      { class: 'record-group' },
      el('legend', {}, ...this.#label(name, field)),
      ...items.map((item, at) =>
        this.#item(item, at, field, table, value.kind === 'list' ? `${key}/${at}` : key),
      ),
      this.#foundOf(key, name, field),
    );
  }

  /** The items of a field that is a list: by its table, or as it is written where the tables do not know it. */
  #listOf(field: Field | undefined, value: Located): Items | null {
    const { app, types } = this.#around;
    const { source } = app.store.state;
    const isList = field ? LISTS.has(field.type) : value.kind === 'list';
    if (!isList || source?.kind !== 'text') return null;
    return itemsOf(value, source.text, new Set(types[field?.of ?? '']?.fields.map(({ name }) => name)));
  }

  /** Items that can be taken out, and one that can be put in; `list` is nothing where the packet does not have it. */
  #list(name: string, field: Field | undefined, key: string, list: Items | null): HTMLElement {
    const words = RECORD_WORDS[this.#around.language];
    const title = field ? nameOfField(field, this.#around.language) : name;
    const table = this.#around.types[field?.of ?? ''];
    const row: ListRow = {
      items: [],
      removals: [],
      add: button(words.add, 'add', () => this.#addItem(key, name, field), 'quiet'),
    };
    row.add.setAttribute('aria-label', words.addTo(title));
    this.#lists.set(key, row);
    for (const [at, item] of (list?.items ?? []).entries()) {
      const removal = button(words.remove, 'clear', () => this.#removeItem(key, name, field, at), 'quiet');
      removal.setAttribute('aria-label', words.removeFrom(at + 1, title));
      const element = this.#item(item.value, at, field, table, key + item.key);
      element.append(removal);
      row.items.push(element);
      row.removals.push(removal);
    }
    return el(
      'fieldset',
      { class: 'record-group' },
      el('legend', {}, ...this.#label(name, field)),
      ...row.items,
      row.items.length === 0 && el('p', { class: 'note' }, list ? words.empty : words.missing),
      row.add,
      this.#foundOf(key, name, field),
    );
  }

  /** What a new item is made of: what its table requires, or all of it where nothing is. */
  #outline(field: Field | undefined): Outline {
    const { types, isLater } = this.#around;
    const fields = (types[field?.of ?? '']?.fields ?? []).filter(
      (row) => !COMPOUND.has(row.type) && !isLater(row),
    );
    const required = fields.filter((row) => row.required === 'always');
    return (required.length > 0 ? required : fields).map((row) => ({
      name: row.name,
      bare: BARE.has(row.type),
    }));
  }

  #addItem(key: string, name: string, field: Field | undefined): void {
    const { app } = this.#around;
    const { source } = app.store.state;
    const member = valueAt(this.#record, key);
    const list = member && this.#listOf(field, member);
    if (source?.kind !== 'text') return;
    const outline = this.#outline(field);
    const change = list
      ? withItem(list, source.text, outline)
      : this.#newList(key, name, field, source.text, outline);
    if (!change) return;
    const at = list?.items.length ?? 0;
    this.#change(
      change,
      name,
      { key, at, isNew: true },
      RECORD_WORDS[this.#around.language].added(at + 1, name),
    );
  }

  #newList(
    key: string,
    name: string,
    field: Field | undefined,
    text: string,
    outline: Outline,
  ): Change | null {
    const value: NewValue = {
      json: (lead) => jsonList(text, lead, outline),
      xml: (lead, prefix) => xmlItems(text, lead, prefix, outline),
    };
    return this.#insertion(key.slice(0, -name.length - 1), name, field, text, value);
  }

  #removeItem(key: string, name: string, field: Field | undefined, at: number): void {
    const { source } = this.#around.app.store.state;
    const member = valueAt(this.#record, key);
    const list = member && this.#listOf(field, member);
    const change = list && source?.kind === 'text' && withoutItem(list, at, source.text);
    if (!change) return;
    this.#change(
      change,
      name,
      { key, at, isNew: false },
      RECORD_WORDS[this.#around.language].removed(at + 1, name),
    );
  }

  #change({ start, end, part }: Change, name: string, wanted: Wanted, said: string): void {
    this.#wanted = wanted;
    this.#around.app.rewrite(start, end, part, name);
    this.#said.textContent = said;
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
    if (LISTS.has(field.type)) return this.#list(field.name, field, key, null);
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

  /** Puts a missing field where the table has it. */
  #insert({ path, name, field }: Row, source: string, text: string): void {
    const value = newText(text, staysBare(false, field, text));
    const change = this.#insertion(path, name, field, source, value);
    if (change) this.#around.app.rewrite(change.start, change.end, change.part, name);
  }

  /** The place after the nearest field before it that the packet has. */
  #insertion(
    path: string,
    name: string,
    field: Field | undefined,
    source: string,
    value: NewValue,
  ): Change | null {
    const group = valueAt(this.#record, path);
    if (group?.kind !== 'group') return null;
    const table = Object.values(this.#around.types).find(({ fields }) => field && fields.includes(field));
    const names = table?.fields.map((known) => known.name) ?? [];
    const before = names
      .slice(0, names.indexOf(name))
      .reverse()
      .find((known) => group.members.has(known));
    const insertion = inserted(group, source, name, value, group.members.get(before ?? ''));
    return insertion && { start: insertion.at, end: insertion.at, part: insertion.part };
  }
}

/** In the new item; where one went, at the button that takes out what is now in its place. */
function goOn({ at, isNew }: Wanted, list: ListRow | undefined): void {
  const field = isNew && list?.items[at]?.querySelector<HTMLElement>('input, select, textarea');
  const next = field || list?.removals[at] || list?.removals.at(-1) || list?.add;
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

const holds = ({ from, end }: Scalar, { finding }: Numbered): boolean =>
  finding.range.start.utf16 >= from && finding.range.start.utf16 <= end;

/** A finding speaks of a value by its place, or of a field that is missing or a list by its name. */
const isOf = ({ scalar, name }: Row, mark: Numbered): boolean =>
  scalar ? holds(scalar, mark) : mark.finding.field === name;
