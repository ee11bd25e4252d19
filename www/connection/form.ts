// The form of a dossier, made from the items: a label with the meaning, the words of the document that asks for it, and
// the field that its type needs.
import { type Child, el } from '../dom/dom.ts';
import type { Language } from '../engine/report.ts';
import { type FieldType, type Form, reference } from '../reference/data.ts';
import { cited } from '../reference/parts.ts';
import { answerOf, decides, type Item, itemsFor, type Values } from './dossier.ts';
import { WORDS } from './words.ts';

/** Called with each answer; `again` says that other items are asked for now. */
export type Answer = (item: Item, text: string, again: boolean) => void;

/** The id of the element that takes the answer to an item. */
export const idOf = (path: string): string => `connection${path.replaceAll('/', '-')}`;

export function formView(values: Values, language: Language, answer: Answer): HTMLElement[] {
  const words = WORDS[language];
  const items = itemsFor(values);
  const part = (heading: string, rows: readonly Item[]) =>
    el(
      'section',
      { class: 'dossier-part' },
      el('h3', {}, heading),
      ...rows.map((item) => itemView(item, values, language, answer)),
    );
  return [
    part(words.scope, items.filter(decides)),
    part(
      words.items,
      items.filter((item) => !decides(item)),
    ),
  ];
}

function itemView(item: Item, values: Values, language: Language, answer: Answer): HTMLElement {
  const words = WORDS[language];
  const { field, path, codes } = item;
  const name = el(
    'span',
    {},
    field.meaning[language],
    field.required === 'optional' && ` (${words.optional})`,
  );
  if (item.members.length > 0) {
    const parts = item.members.map((member) => itemView(member, values, language, answer));
    return group(item, name, language, ...parts);
  }
  if (codes.length === 1) return box(item, name, values, language, answer);
  if (field.type === 'code') {
    const choices = codes.map((_, at) => choice(item, at, values, language, answer));
    return group(item, name, language, ...(choices.length > 0 ? choices : [el('p', {}, words.optionFirst)]));
  }
  const said = hint(item, language);
  return el(
    'div',
    { class: 'dossier-item' },
    el('label', { for: idOf(path) }, name),
    said,
    entry(item, values, said, answer),
  );
}

function group(item: Item, name: HTMLElement, language: Language, ...content: Child[]): HTMLElement {
  const said = hint(item, language);
  return el(
    'fieldset',
    { class: 'dossier-item dossier-group', id: idOf(item.path), 'aria-describedby': said?.id },
    el('legend', {}, name),
    said,
    ...content,
  );
}

function choice(item: Item, at: number, values: Values, language: Language, answer: Answer): HTMLElement {
  const code = item.codes[at];
  const id = `${idOf(item.path)}-${at}`;
  const input = el('input', {
    type: 'radio',
    name: idOf(item.path),
    id,
    checked: code?.code === answerOf(item, values),
  });
  input.addEventListener('change', () => answer(item, code?.code ?? '', decides(item)));
  return el('div', { class: 'check-row' }, input, el('label', { for: id }, code?.[language]));
}

/** A list with one code is a promise: given or not. */
function box(item: Item, name: HTMLElement, values: Values, language: Language, answer: Answer): HTMLElement {
  const id = idOf(item.path);
  const said = hint(item, language);
  const input = el('input', {
    type: 'checkbox',
    id,
    checked: answerOf(item, values) !== '',
    'aria-describedby': said?.id,
  });
  input.addEventListener('change', () =>
    answer(item, input.checked ? (item.codes[0]?.code ?? '') : '', false),
  );
  return el('div', { class: 'check-row' }, input, el('div', {}, el('label', { for: id }, name), said));
}

/** Parts of a group, names and codes, are short: they have one line. */
function entry(item: Item, values: Values, said: HTMLElement | null, answer: Answer): HTMLElement {
  const { field, path } = item;
  const described = { id: idOf(path), 'aria-describedby': said?.id };
  const isPart = path.lastIndexOf('/') > 0;
  const long = field.type === 'texts' || (field.type === 'text' && !isPart);
  const input = long
    ? el('textarea', { ...described, rows: field.type === 'texts' ? '4' : '2' })
    : el('input', { ...described, type: 'text', inputmode: MODES[field.form ?? field.type] });
  input.value = values[path] ?? '';
  input.addEventListener('input', () => answer(item, input.value, false));
  return input;
}

/** The keyboard that a telephone shows. */
const MODES: Readonly<Partial<Record<FieldType | Form, string>>> = {
  integer: 'numeric',
  phone: 'tel',
  email: 'email',
};

/** The document's words where they say more than the label, what it rests on, and how a list is written. */
function hint({ asked, field, path }: Item, language: Language): HTMLElement | null {
  const words = WORDS[language];
  const isList = field.type === 'texts';
  if (!asked && !isList) return null;
  const says = asked && asked.item[language] !== field.meaning[language];
  const grade = reference.documents.find(({ id }) => id === asked?.cites.doc)?.grade;
  const ground = asked && cited(grade ? { ...asked.cites, grade } : asked.cites, language);
  return el(
    'p',
    { class: 'hint', id: hintOf(path) },
    says && `${words.asked} ${asked.item[language]}. `,
    isList && `${words.lines} `,
    ground && `${words.grounds} `,
    ...(ground ?? []),
  );
}

const hintOf = (path: string): string => `${idOf(path)}-hint`;
