// Bytes to a verdict: goitin beside what people use otherwise, on the same packets, in one run, round by round.
// The table goes to the terminal and to dist/bench.md. With --quick a slice: two sizes, two rounds, Node only.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { wasmSizes } from '../../tools/build-wasm.mjs';
import { inRoot, run, whenStarted } from '../../tools/lib.mjs';
import { dossierPacket, xmlOf } from '../support/packets.mjs';
import { chromiumContenders, closeChromium } from './chromium.mjs';
import { jsonContenders, xmlContenders } from './contenders.mjs';
import { nativeContenders } from './native.mjs';

/** @typedef {{ json: Uint8Array, xml: Uint8Array, edition: '2020' | '2022' }} Packet */
/** @typedef {{ name: string, speed: (milliseconds: number) => number | Promise<number>, close?: () => unknown }} Contender */
/** @typedef {Map<string, { speed: number, times: number }>} Column By contender: MB/s, and how many times as fast goitin is. */

const QUICK = process.argv.includes('--quick');
const SIZES = QUICK ? [1_000, 25_000] : [1_000, 25_000, 1_000_000, 10_000_000];
const ROUNDS = QUICK ? 2 : 15;
const PATIENCE = QUICK ? 5 : 60;
const jsonschema = inRoot('pkg-tests', 'bench', 'jsonschema', 'Cargo.toml');

/** One packet of each edition. @param {number} bytes @param {number} broken @returns {Packet[]} */
function packets(bytes, broken) {
  return /** @type {const} */ (['2020', '2022']).map((edition) => {
    const packet = dossierPacket({ bytes, edition, broken, seed: bytes });
    return { edition, json: Buffer.from(JSON.stringify(packet)), xml: Buffer.from(xmlOf(packet)) };
  });
}

/**
 * Each contender once a round, and compared within its round: whatever slows the machine for a while slows them all.
 * @param {Contender[]} contenders @returns {Promise<Column>}
 */
async function race(contenders) {
  /** @type {Map<string, number[]>} */
  const speeds = new Map(contenders.map(({ name }) => [name, []]));
  for (const { speed } of contenders) await speed(QUICK ? 0 : 400);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, speed } of contenders) speeds.get(name)?.push(await speed(PATIENCE));
  }
  for (const { close } of contenders) await close?.();
  const [ours = []] = speeds.values();
  const times = (/** @type {number[]} */ list) =>
    median(list.map((speed, round) => (ours[round] ?? 0) / speed));
  return new Map([...speeds].map(([name, list]) => [name, { speed: median(list), times: times(list) }]));
}

/** @param {number[]} list */
function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** @param {string} title @param {Column[]} columns @param {string[]} heads */
function table(title, columns, heads) {
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  const rows = names.map(
    (name) => `| ${[name, ...columns.map((column) => cell(column, name))].join(' | ')} |`,
  );
  const rule = `|---|${'---:|'.repeat(heads.length)}`;
  return [`### ${title}`, '', `| MB/s (goitin ÷ it) | ${heads.join(' | ')} |`, rule, ...rows, ''].join('\n');
}

/** @param {Column} column @param {string} name */
function cell(column, name) {
  const found = column.get(name);
  return found ? `${found.speed.toFixed(found.speed < 10 ? 1 : 0)} (${found.times.toFixed(2)})` : '–';
}

const label = (/** @type {number} */ bytes) => (bytes < 1e6 ? `${bytes / 1e3} KB` : `${bytes / 1e6} MB`);

/** @param {string} title @param {(packets: Packet[]) => Promise<Contender[]>} contenders */
async function section(title, contenders) {
  const heads = [];
  const columns = [];
  for (const broken of [0, 5]) {
    for (const bytes of SIZES) {
      heads.push(`${label(bytes)}${broken ? `, ${broken} % broken` : ''}`);
      columns.push(await race(await contenders(packets(bytes, broken))));
      console.error(`${title}: ${heads.at(-1)}`);
    }
  }
  return table(title, columns, heads);
}

/** Programs that only this benchmark needs. */
function buildNative() {
  run('cargo', ['build', '--locked', '--release', '--example', 'bench-native']);
  const target = ['--target-dir', inRoot('target', 'bench')];
  run('cargo', ['build', '--locked', '--release', '--manifest-path', jsonschema, ...target]);
}

/** Work folder for the files that native programs read. */
function workFolder() {
  const folder = inRoot('target', 'bench', 'packets');
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function bench() {
  if (!QUICK) buildNative();
  const native = (/** @type {Packet[]} */ list, /** @type {'json' | 'xml'} */ format) =>
    QUICK ? [] : nativeContenders(list, format, workFolder());
  const { raw, gzip, brotli } = wasmSizes();
  const parts = [
    '# goitin beside others',
    '',
    `Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}; medians of ${ROUNDS} interleaved rounds; made-up dossier`,
    'packets, one of each edition; bytes to a report (or to what the other gives). In brackets: how many times as fast goitin in wasm is.',
    '',
    await section('JSON in Node', async (list) => [...jsonContenders(list), ...native(list, 'json')]),
    await section('XML in Node', async (list) => [...(await xmlContenders(list)), ...native(list, 'xml')]),
    ...(QUICK ? [] : [await section('XML in Chromium', chromiumContenders)]),
    `WebAssembly module: ${raw} bytes, gzip ${gzip}, brotli ${brotli}.`,
    '',
  ];
  await closeChromium();
  const text = parts.join('\n');
  console.log(text);
  if (!QUICK) writeFileSync(inRoot('dist', 'bench.md'), text);
}

await whenStarted(import.meta, bench);
