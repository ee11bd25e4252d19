// Makes elements from values. Text always becomes text nodes: nothing here, or anywhere on the page, reads HTML.

export type Child = Node | string | null | undefined | false;

type Value = string | number | boolean | null | undefined | ((event: Event) => void);

/** An element with its attributes (`true` is an empty one, `false` none), listeners (functions) and children. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) assign(element, key, value);
  append(element, children);
  return element;
}

function assign(element: HTMLElement, key: string, value: Value): void {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === 'function') element.addEventListener(key, value);
  else element.setAttribute(key, value === true ? '' : String(value));
}

function append(element: HTMLElement, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
}

/** Replaces what an element holds. */
export function fill(element: HTMLElement, ...children: readonly Child[]): void {
  element.replaceChildren();
  append(element, children);
}

/** Shows or hides an element, for everybody. */
export function show(element: HTMLElement, visible: boolean): void {
  element.hidden = !visible;
}

/** Text that only screen readers get. */
export const unseen = (text: string): HTMLElement => el('span', { class: 'unseen' }, text);
