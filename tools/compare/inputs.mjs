// The files whose reports are compared: the samples and rule examples of the old revision, and packets changed from a
// seed. Each is written to a folder, and named together with the options it is checked with.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { mutated, spoiled } from '../../pkg-tests/support/mutations.mjs';
import { dossier, envelope, steps, xmlOf } from '../../pkg-tests/support/packets.mjs';
import { Random } from '../../pkg-tests/support/random.mjs';
import { rewritten } from '../../pkg-tests/support/token-mutations.mjs';
import { Failure, filesBelow } from '../lib.mjs';

/** @typedef {import('../../pkg-tests/support/packets.mjs').Json} Json */
/** Files that are checked with the same options. @typedef {{ options: string[], files: string[] }} Group */
/** @typedef {{ samples: string, command: string, folder: string, cases: number, seed: number }} Wanted */

/** Folders of files that are checked as they are. */
export const SAMPLE_FOLDERS = ['www/samples', 'pkg-tests/samples', 'pkg-tests/fixtures'];

/** The samples and examples are also checked with each of these. */
const FURTHER_OPTIONS = [
  ['--lang', 'en'],
  ['--max-findings', '1'],
  ['--limit-bytes', '1500'],
  ['--limit-depth', '3'],
  ['--ndjson'],
  ['--packet', 'DongBoHoSoMC'],
  ['--profile', 'qcvn120-2022'],
];

/** Writes all files into the folder, which is emptied first. @param {Wanted} wanted @returns {Group[]} */
export function writeInputs({ samples: kept, command, folder, cases, seed }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const samples = SAMPLE_FOLDERS.flatMap((name) => filesBelow(join(kept, name)));
  if (samples.length === 0) throw new Failure(`no samples in ${kept}`, 'delete target/compare and try again');
  const copies = samples.map((file) => put(folder, relative(kept, file), readFileSync(file)));
  const suites = samples.filter((file) => /(json-test-suite|xml-conformance)\.json$/.test(file));
  const cited = suites.flatMap((file) => suiteCases(folder, file));
  const examples = writeExamples(folder, command);
  const all = [...copies, ...cited, ...examples.flatMap(({ files }) => files)];
  return [
    { options: [], files: [...copies, ...cited] },
    ...examples,
    ...FURTHER_OPTIONS.map((options) => ({ options, files: all })),
    { options: [], files: writeChanged(folder, samples, cases, new Random(seed)) },
  ];
}

/** @param {string} folder @param {string} name @param {string | Uint8Array} bytes */
function put(folder, name, bytes) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return name;
}

/** The cases of a conformance suite, one file each. @param {string} folder @param {string} file */
function suiteCases(folder, file) {
  const suite = JSON.parse(readFileSync(file, 'utf8'));
  return suite.map((/** @type {any} */ entry, /** @type {number} */ number) => {
    const text = Array.isArray(entry) ? entry[1] : entry.text;
    return put(folder, join(basename(file, '.json'), String(number)), String(text));
  });
}

/** The examples of the rule pages, by what they are checked with. @param {string} folder @param {string} command */
function writeExamples(folder, command) {
  const reference = JSON.parse(
    execFileSync(command, ['reference'], { encoding: 'utf8', maxBuffer: 1 << 28 }),
  );
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const { id, examples } of reference.rules) {
    examples.forEach((/** @type {any} */ example, /** @type {number} */ number) => {
      const bytes = example.source ?? Buffer.from(example.shown.replace(/\s/g, ''), 'hex');
      const file = put(folder, join('examples', `${id}-${number}.${example.language}`), bytes);
      const options = ['packet', 'profile'].flatMap((name) =>
        example[name] ? [`--${name}`, example[name]] : [],
      );
      /** @type {Group} */
      const group = groups.get(options.join(' ')) ?? { options, files: [] };
      group.files.push(file);
      groups.set(options.join(' '), group);
    });
  }
  return [...groups.values()];
}

/** @param {string} folder @param {string[]} samples @param {number} cases @param {Random} random */
function writeChanged(folder, samples, cases, random) {
  const texts = samples
    .filter((file) => !file.includes('fixtures') && /^\.(json|xml|ndjson|txt)$/.test(extname(file)))
    .map((file) => readFileSync(file, 'utf8'));
  /** @type {Json[]} */
  const packets = [...texts.flatMap((text) => packetOf(text)), ...madePackets(random)];
  texts.push(...packets.map((packet) => xmlOf(packet, String(packet.service ?? 'DongBoHoSoMC'))));
  return Array.from({ length: cases }, (_, number) => {
    const name = join('changed', String(Math.floor(number / 1000)), `${number}`);
    return put(folder, name, changed(random, texts, packets));
  });
}

/** The packet of a JSON file, if it is one. @param {string} text @returns {Json[]} */
function packetOf(text) {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? [] : [value];
  } catch {
    return [];
  }
}

/** @param {Random} random */
function madePackets(random) {
  const dossiers = Array.from({ length: 4 }, (_, number) =>
    envelope('DongBoHoSoMC', [
      dossier(random, number, number % 2 ? '2022' : '2020'),
      dossier(random, number, number % 2 ? '2022' : '2020', { small: true }),
    ]),
  );
  return [...dossiers, envelope('CapNhatTienDoHoSoMC', steps(random, 3))];
}

/** @param {Random} random @param {string[]} texts @param {Json[]} packets */
function changed(random, texts, packets) {
  const way = random.next();
  if (way < 0.1) return spoiled(random, Buffer.from(random.pick(texts)));
  if (way < 0.7) return rewritten(random, random.pick(texts));
  let packet = random.pick(packets);
  for (let times = random.between(1, 4); times > 0 && Object.keys(packet).length > 0; times--)
    packet = mutated(random, packet).packet;
  return random.happens(0.5)
    ? JSON.stringify(packet, null, random.below(3))
    : xmlOf(packet, String(packet.service ?? 'DongBoHoSoMC'));
}
