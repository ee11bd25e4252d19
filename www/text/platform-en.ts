// Words of what surrounds the checking, in English.
import type { platformVi } from './platform-vi.ts';

export const platformEn: typeof platformVi = {
  themeLabel: 'Colours of the page',
  themes: { machine: 'Colours as the machine', light: 'Light', dark: 'Dark', contrast: 'High contrast' },

  updateReady: 'A newer version of this page is ready.',
  updateKeeps: 'Reload to use it; the packet you have open stays.',
  updateNow: 'Reload',
  updateLater: 'Later',
  updateLoses:
    'The packet you have open is too large to be kept over the reload: you will have to choose the file again. Reload anyway?',

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
