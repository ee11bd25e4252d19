// Words of what surrounds the checking, in English.
import type { platformVi } from './platform-vi.ts';

/** The first names of many. */
const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

export const platformEn: typeof platformVi = {
  themeLabel: 'Colours of the page',
  themes: { machine: 'System colours', light: 'Light', dark: 'Dark', contrast: 'High contrast' },

  updateReady: 'A newer version of this page is ready.',
  updateKeeps: 'Reload to use it; what you have open comes along.',
  updateNow: 'Reload',
  updateLater: 'Later',
  updateLoses: (files, steps) =>
    [
      files.length > 0 && `Not kept over the reload, to be chosen again: ${few(files)}.`,
      steps > 0 && `${steps === 1 ? '1 change' : `${steps} changes`} can no longer be undone.`,
      'Reload anyway?',
    ]
      .filter(Boolean)
      .join(' '),

  pagesLabel: 'About this page',
  connectionName: 'Connection dossier',
  referenceName: 'Reference',
  pageNames: { 'rieng-tu': 'Privacy', 'pham-vi': 'What is checked', 'tro-nang': 'Accessibility' },
  pageBack: 'Back to checking',
  pageLoading: 'Opening…',
  pageMissing: 'This part could not be opened without a network. Please try again when there is one.',

  editorOn: 'Use the editor with colours',
  editorOff: 'Use the plain text box',
  editorLoading: 'Opening the editor…',
  editorMissing: 'The editor could not be opened without a network. The plain text box still works.',
  editorTabs: 'Press Tab to leave the box.',
  editorPhrases: {},
};
