// Light, dark or high contrast: as the machine says, until the reader chooses. The styles know it by two attributes of
// the root element.
import { prefer, preference } from './preference.ts';

export const THEMES = ['machine', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

const NAME = 'theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(prefers-contrast: more)');
let theme: Theme = preference(NAME, THEMES);

export const chosenTheme = (): Theme => theme;

export function chooseTheme(choice: Theme): void {
  theme = choice;
  prefer(NAME, choice === 'machine' ? null : choice);
  apply();
}

/** Dresses the page, and dresses it anew when the machine's setting changes. */
export function followTheme(): void {
  apply();
  for (const setting of [dark, contrast]) setting.addEventListener('change', apply);
}

function apply(): void {
  const root = document.documentElement;
  const own = theme === 'light' || theme === 'dark';
  root.setAttribute('data-theme', own ? theme : dark.matches ? 'dark' : 'light');
  if (theme === 'contrast' || (theme === 'machine' && contrast.matches))
    root.setAttribute('data-contrast', 'more');
  else root.removeAttribute('data-contrast');
}
