// The answers of the dossier while the page is open, and over reloads where the reader asks for that. Who leaves without
// having kept or downloaded them is asked first.
import { beginning, type Values } from './dossier.ts';

const KEPT = 'goitin.connection';

function kept(): Values | null {
  try {
    const values: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
    if (typeof values !== 'object' || values === null) return null;
    return Object.fromEntries(
      Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
  } catch {
    return null;
  }
}

const found = kept();

let values: Values = found ?? beginning();
let keeps = found !== null;
let unsaved = false;

export const answers = (): Values => values;
export const isKept = (): boolean => keeps;

export function answer(path: string, text: string): void {
  values = { ...values, [path]: text };
  unsaved = true;
  if (keeps) keep(true);
}

export function forget(): void {
  values = beginning();
  unsaved = false;
  if (keeps) keep(true);
}

/** The answers lie in a file now. */
export function saved(): void {
  unsaved = false;
}

/** Keeps the answers on this machine, or deletes them there. */
export function keep(wanted: boolean): void {
  try {
    if (wanted) localStorage.setItem(KEPT, JSON.stringify(values));
    else localStorage.removeItem(KEPT);
    keeps = wanted;
  } catch {
    keeps = false;
  }
}

addEventListener('beforeunload', (event) => {
  if (unsaved && !keeps) event.preventDefault();
});
