// What runs as a native program: goitin, the XML tokenizer under it, the jsonschema crate.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../tools/lib.mjs';
import { schemaOf } from '../support/engine.mjs';

/** @typedef {import('./side-by-side.bench.mjs').Packet} Packet */
/** @typedef {import('./side-by-side.bench.mjs').Contender} Contender */

const harness = inRoot('target', 'release', 'examples', 'bench-native');
const jsonschema = inRoot('target', 'bench', 'release', 'goitin-bench-jsonschema');

/** @param {Packet[]} packets @param {'json' | 'xml'} format @param {string} folder @returns {Contender[]} */
export function nativeContenders(packets, format, folder) {
  const files = packets.map((packet) => written(join(folder, `${packet.edition}.${format}`), packet[format]));
  /** @type {Contender[]} */
  const list = [program('goitin native', harness, ['goitin'], files)];
  if (format === 'xml')
    return [...list, program('quick-xml native, tokens only', harness, ['quick-xml'], files)];
  const [older, newer] = /** @type {[string, string]} */ (
    packets.map(({ edition }) => {
      const schema = schemaOf('DongBoHoSoMC', '--json-schema', '--profile', `qcvn120-${edition}`);
      return written(join(folder, `${edition}.schema.json`), schema);
    })
  );
  const [first, second] = /** @type {[string, string]} */ (files);
  const both = [program('', jsonschema, [older], [first]), program('', jsonschema, [newer], [second])];
  return [
    ...list,
    { name: 'jsonschema crate native', speed: (milliseconds) => meanSpeed(both, milliseconds / 2) },
  ];
}

/** @param {Contender[]} programs @param {number} milliseconds */
async function meanSpeed(programs, milliseconds) {
  let sum = 0;
  for (const { speed } of programs) sum += 1 / (await speed(milliseconds));
  return programs.length / sum;
}

/** @param {string} name @param {string} command @param {string[]} first @param {string[]} files @returns {Contender} */
function program(name, command, first, files) {
  /** @param {number} milliseconds */
  const speed = (milliseconds) => {
    const result = spawnSync(command, [...first, String(Math.ceil(milliseconds)), ...files], {
      encoding: 'utf8',
    });
    if (result.status !== 0) throw new Error(`${command}: ${result.stderr ?? result.error}`);
    return Number(result.stdout);
  };
  return { name, speed };
}

/** @param {string} file @param {string | Uint8Array} content */
function written(file, content) {
  writeFileSync(file, content);
  return file;
}
