// The engine as text, where no second file can be loaded: gzip in base64, which www/engine/unpack.ts unpacks.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BEST = 9;

/** A file as gzip. @param {string} file */
export const packed = (file) => gzipSync(readFileSync(file), { level: BEST });

/** `module.wasm?packed`: the module as text for a script to carry. @type {import('vite').Plugin} */
export const packedModules = {
  name: 'packed-modules',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('.wasm?packed')) return undefined;
    return `export default '${packed(id.slice(0, id.indexOf('?'))).toString('base64')}';`;
  },
};
