// The choice of the page's colours.

import { chooseTheme, chosenTheme, THEMES } from '../browser/theme.ts';
import { el } from '../dom/dom.ts';
import type { Texts } from '../text/text.ts';

export function themeSwitch(texts: Texts): HTMLElement {
  const options = THEMES.map((theme) =>
    el('option', { value: theme, selected: theme === chosenTheme() }, texts.themes[theme]),
  );
  const select = el(
    'select',
    { id: 'theme', 'aria-label': texts.themeLabel, title: texts.themeLabel },
    ...options,
  );
  select.addEventListener('change', () => {
    const theme = THEMES.find((known) => known === select.value);
    if (theme) chooseTheme(theme);
  });
  return el('div', { class: 'theme' }, select);
}
