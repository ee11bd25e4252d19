// Finds a Firefox for the tests and starts it through puppeteer-core, which speaks the standard WebDriver BiDi.
// Order: $FIREFOX, an installed Firefox.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './lib.mjs';

const NAMES = ['firefox', 'firefox-esr'];

function installedPlaces() {
  if (process.platform === 'darwin') return ['/Applications/Firefox.app/Contents/MacOS/firefox'];
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']];
    return roots.flatMap((folder) => (folder ? [join(folder, 'Mozilla Firefox', 'firefox.exe')] : []));
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The path of a Firefox, or undefined when there is none. */
export function firefoxPath() {
  const chosen = process.env.FIREFOX;
  if (chosen && !existsSync(chosen)) throw new Failure(`FIREFOX names ${chosen}, and there is no such file`);
  return chosen ?? installedPlaces().find((path) => existsSync(path));
}

/** A headless Firefox with an empty profile. @param {string} executablePath */
export async function launchFirefox(executablePath) {
  const { default: puppeteer } = await import('puppeteer-core');
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
}
