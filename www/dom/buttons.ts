// Buttons and the small menus that open under one.
import { el } from './dom.ts';
import { type IconName, icon } from './icons.ts';

export function button(
  name: string,
  picture: IconName | null,
  press: () => void,
  kind: 'plain' | 'primary' | 'quiet' = 'plain',
): HTMLButtonElement {
  return el(
    'button',
    { type: 'button', class: `button button-${kind}`, click: press },
    picture && icon(picture),
    el('span', { class: 'button-words' }, name),
  );
}

/** A button with a picture alone; its name is for screen readers and as a tip. */
export function smallButton(name: string, picture: IconName, press: () => void): HTMLButtonElement {
  return el(
    'button',
    { type: 'button', class: 'button button-small', 'aria-label': name, title: name, click: press },
    icon(picture),
  );
}

/** The width of a menu's sheet at most, in pixels; controls.css says the same. */
const WIDEST_SHEET = 400;

/** A disclosure with a list of choices; Escape, a choice and a press elsewhere close it. */
export function menu(
  name: string,
  picture: IconName,
  ...content: readonly HTMLElement[]
): HTMLDetailsElement {
  const summary = el(
    'summary',
    { class: 'button button-plain' },
    icon(picture),
    el('span', { class: 'button-words' }, name),
    icon('fold'),
  );
  const details = el('details', { class: 'menu' }, summary, el('div', { class: 'menu-sheet' }, ...content));
  // A sheet that would reach beyond the window ends where its button ends.
  summary.addEventListener('click', () => {
    const room = document.documentElement.clientWidth - summary.getBoundingClientRect().left;
    details.classList.toggle('opens-back', room < WIDEST_SHEET);
  });
  const close = () => {
    details.open = false;
  };
  const outside = (event: Event) => {
    if (!details.isConnected) document.removeEventListener('pointerdown', outside);
    else if (!details.contains(event.target as Node)) close();
  };
  document.addEventListener('pointerdown', outside);
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    close();
    summary.focus();
  });
  return details;
}
