// A plugin for Vite: tells the service worker which files the build made. It runs when all of them are written.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Failure, filesBelow, write } from './lib.mjs';
import { BILL } from './software-bill.mjs';

const SCRIPT = 'sw.js';

/** The page itself is kept under the folder's address, and nobody needs the bill to use it. */
const NOT_LISTED = ['index.html', SCRIPT, BILL];

/** @returns {import('vite').Plugin} */
export function offlineFiles() {
  let folder = '';
  return {
    name: 'offline-files',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, relative(config.root, config.build.outDir));
    },
    closeBundle() {
      const names = filesBelow(folder).map((file) => relative(folder, file).split(sep).join('/'));
      const hash = createHash('sha256');
      for (const name of names) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
      const listed = names.filter((name) => !NOT_LISTED.includes(name));
      const script = join(folder, SCRIPT);
      write(script, filled(readFileSync(script, 'utf8'), listed, hash.digest('hex').slice(0, 16)));
    },
  };
}

/** @param {string} script @param {string[]} files @param {string} build */
function filled(script, files, build) {
  for (const name of ['GOITIN_FILES', 'GOITIN_BUILD'])
    if (!script.includes(name)) throw new Failure(`the service worker does not name ${name}`);
  return script
    .replace('GOITIN_FILES', () => JSON.stringify(files))
    .replace('GOITIN_BUILD', () => JSON.stringify(build));
}
