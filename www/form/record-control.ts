// What takes the value of one field in the form of a record: a list for codes, the browser's own field for a date, a
// line or an area for all else. A control never changes what it cannot show: it says what is written there.
import { el } from '../dom/dom.ts';
import type { Language } from '../engine/report.ts';
import { type Field, type FieldType, type Form, reference } from '../reference/data.ts';
import { RECORD_WORDS } from './record-words.ts';

export interface Control {
  readonly element: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  /** What the element cannot show as it is written. */
  readonly note: HTMLElement;
  show(text: string): void;
  /** The text for the packet; what was shown, where nothing was changed. */
  read(): string;
}

type Code = { readonly code: string } & Readonly<Record<Language, string>>;

export function controlFor(id: string, field: Field | undefined, text: string, language: Language): Control {
  const codes = codesOf(field);
  const date = field && DATES[field.type];
  if (date) return dateControl(id, date, text, language);
  if (codes.length > 0 && !isOpen(field)) return choiceControl(id, codes, text, language);
  return textControl(id, field, text, codes, language);
}

function codesOf(field: Field | undefined): readonly Code[] {
  if (field?.type === 'boolean-or-null') return [...bareCodes(field)];
  const names = new Set([field?.codes, ...(field?.when ?? []).map(({ codes }) => codes)]);
  return [...names].flatMap((name) => (name ? (reference.codes[name]?.codes ?? []) : []));
}

/** `null` is shown as nothing, so it is no choice of its own. */
const bareCodes = ({ codes }: Field): readonly Code[] =>
  (reference.codes[codes ?? '']?.codes ?? []).filter(({ code }) => code !== 'null');

const isOpen = (field: Field | undefined): boolean => Boolean(reference.codes[field?.codes ?? '']?.open);

function choiceControl(id: string, codes: readonly Code[], first: string, language: Language): Control {
  const words = RECORD_WORDS[language];
  const element = el('select', { id });
  const show = (text: string) => {
    const known = codes.some(({ code }) => code === text);
    const options = [
      el('option', { value: '' }, words.nothing),
      ...codes.map((row) => el('option', { value: row.code }, `${row.code}: ${row[language]}`)),
      // What is written stays a choice, so that looking at it changes nothing.
      ...(known || text === '' ? [] : [el('option', { value: text }, words.notListed(text))]),
    ];
    element.replaceChildren(...options);
    element.value = text;
  };
  show(first);
  return { element, note: el('p', { class: 'note' }), show, read: () => element.value };
}

interface DateForm {
  readonly type: 'date' | 'datetime-local';
  /** As the browser's field has it; nothing when it is not written in this form. */
  readonly parsed: (text: string) => string;
  readonly written: (value: string) => string;
}

/** Browsers leave out seconds that are zero. */
const withSeconds = (value: string): string => (/T\d\d:\d\d$/.test(value) ? `${value}:00` : value);

const DATES: Readonly<Partial<Record<FieldType, DateForm>>> = {
  datetime: {
    type: 'datetime-local',
    parsed: (text) => text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6'),
    written: (value) => withSeconds(value).replace(/\D/g, ''),
  },
  'iso-datetime': { type: 'datetime-local', parsed: (text) => text, written: withSeconds },
  'iso-date': { type: 'date', parsed: (text) => text, written: (value) => value },
  day: {
    type: 'date',
    parsed: (text) => text.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$2-$1'),
    written: (value) => value.replace(/^(\d+)-(\d\d)-(\d\d)$/, '$3/$2/$1'),
  },
};

/** A day that the calendar has, perhaps with a time. */
function isDate(text: string): boolean {
  const [, day = ''] = /^((?!0000)\d{4}-\d\d-\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)?$/.exec(text) ?? [];
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function dateControl(id: string, form: DateForm, first: string, language: Language): Control {
  const words = RECORD_WORDS[language];
  const element = el('input', { id, type: form.type, step: form.type === 'date' ? null : '1' });
  const note = el('p', { class: 'note' });
  let shown = first;
  let value = '';
  const show = (text: string) => {
    shown = text;
    const parsed = form.parsed(text);
    // The browser complains about what it cannot show; and a day in another form is not written as it has to be.
    const hasTime = form.type === 'datetime-local';
    const isShown = isDate(parsed) && parsed.includes('T') === hasTime && form.written(parsed) === text;
    element.value = isShown ? parsed : '';
    value = element.value;
    note.replaceChildren(...(text && !value ? [words.asWritten, el('code', { translate: 'no' }, text)] : []));
  };
  show(first);
  return { element, note, show, read: () => (element.value === value ? shown : form.written(element.value)) };
}

/** From so many characters on a text gets an area of its own. */
const LONG = 60;

function textControl(
  id: string,
  field: Field | undefined,
  first: string,
  codes: readonly Code[],
  language: Language,
): Control {
  const isLong = first.length > LONG || /[\r\n]/.test(first);
  const mode = field && ((field.form && MODES[field.form]) ?? MODES[field.type]);
  const element = isLong
    ? el('textarea', { id, rows: '3' })
    : el('input', { id, type: 'text', inputmode: mode, list: codes.length > 0 ? `${id}-codes` : null });
  const note = el(
    'p',
    { class: 'note' },
    codes.length > 0 &&
      el(
        'datalist',
        { id: `${id}-codes` },
        ...codes.map((row) => el('option', { value: row.code }, row[language])),
      ),
  );
  let shown = first;
  let value = '';
  const show = (text: string) => {
    shown = text;
    element.value = text;
    // Line ends become \n in the browser's field, and control characters may go.
    value = element.value;
  };
  show(first);
  const read = () => {
    if (element.value === value) return shown;
    return shown.includes('\r\n') ? element.value.replaceAll('\n', '\r\n') : element.value;
  };
  return { element, note, show, read };
}

/** The keyboard that a telephone shows. */
const MODES: Readonly<Partial<Record<FieldType | Form, string>>> = {
  integer: 'numeric',
  number: 'numeric',
  count: 'numeric',
  natural: 'numeric',
  amount: 'numeric',
  digits: 'numeric',
  percentage: 'decimal',
  phone: 'tel',
  email: 'email',
  url: 'url',
};
