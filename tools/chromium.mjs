// Finds a Chromium for the tests and starts it through playwright-core.
// Order: $CHROMIUM, an installed Chromium, Chrome or Edge, the one Playwright downloaded.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './lib.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const MAC = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

// No sandbox, because root and many containers cannot have one: the tests open only pages of our own.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function installedPlaces() {
  if (process.platform === 'darwin') return MAC;
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots.flatMap((folder) => (folder ? WINDOWS.map((place) => join(folder, place)) : []));
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The path of a Chromium, or undefined when there is none. */
export async function chromiumPath() {
  const chosen = process.env.CHROMIUM;
  if (chosen && !existsSync(chosen)) throw new Failure(`CHROMIUM names ${chosen}, and there is no such file`);
  if (chosen) return chosen;
  const { chromium } = await import('playwright-core');
  return [...installedPlaces(), chromium.executablePath()].find((path) => existsSync(path));
}

/** A headless Chromium with an empty profile. */
export async function launch() {
  const executablePath = await chromiumPath();
  if (!executablePath) throw new Failure('no Chromium', 'run `npm run setup -- --browser`');
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
