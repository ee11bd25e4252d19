// Small choices the reader made, kept in the browser: never anything of a packet. A browser that keeps nothing (a page
// opened from disk, a private window) forgets them.

const PREFIX = 'goitin.';

/** The remembered choice, when it is one of those there are; else the first of them. */
export function preference<Choice extends string>(
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return choices.find((choice) => choice === kept) ?? choices[0];
  } catch {
    return choices[0];
  }
}

/** `null` forgets the choice. */
export function prefer(name: string, choice: string | null): void {
  try {
    if (choice === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, choice);
  } catch {
    // Nothing is kept: the choice holds until the page is left.
  }
}
