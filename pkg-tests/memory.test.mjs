// A source of any length is checked in little memory: 100 MB of records in pieces of 1 MB.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, Checker, exports } from './support/engine.mjs';
import { dossier, element } from './support/packets.mjs';
import { Random } from './support/random.mjs';

const TOTAL = 100_000_000;
const PIECE = 1_000_000;
const MOST = 32 * 1024 * 1024;
const DIFFERENT = 500;
const HEAD = { session: 'PHIEN-MAU', madonvi: '000.00.00.H99', service: 'DongBoHoSoMC', isUpdating: 'False' };

/** The records, with a dossier code of its own each. @param {(record: object) => string} write */
function* records(write) {
  const random = new Random(3);
  const texts = Array.from({ length: DIFFERENT }, (_, number) => write(dossier(random, number, '2022')));
  for (let number = 0; ; number += 1) {
    const text = texts[number % DIFFERENT] ?? '';
    yield text.replace(/(H99-\d+-)\d+/, (_, code) => `${code}${String(number).padStart(7, '0')}`);
  }
}

/** Pushes records until there are enough bytes. @param {string} head @param {string} join @param {string} tail @param {(record: object) => string} write */
function push(head, join, tail, write) {
  const checker = new Checker();
  let text = head;
  let bytes = 0;
  let count = 0;
  for (const record of records(write)) {
    text += count > 0 ? join + record : record;
    count += 1;
    if (text.length < PIECE) continue;
    const piece = bytesOf(text);
    checker.push(piece);
    bytes += piece.length;
    text = '';
    if (bytes >= TOTAL) break;
  }
  checker.push(bytesOf(text + tail));
  const progress = checker.progress();
  return { report: checker.finish(), progress, count, bytes: bytes + (text + tail).length };
}

/** @param {ReturnType<typeof push>} outcome */
function judge({ report, progress, count, bytes }) {
  assert.equal(report.records, count);
  assert.equal(progress.bytes, bytes);
  assert.equal(report.sources[0]?.bytes, bytes);
  assert.equal(report.verdict, 'conforms', JSON.stringify(report.findings[0]));
  const used = exports.memory.buffer.byteLength;
  console.log(`${bytes} bytes, ${count} records: ${(used / 1024 / 1024).toFixed(1)} MiB of wasm memory`);
  assert.ok(used <= MOST, `${used} bytes of wasm memory`);
}

test('100 MB of JSON', () => {
  const head = JSON.stringify({ ...HEAD, data: [] }).slice(0, -2);
  judge(push(head, ',', ']}', JSON.stringify));
});

test('100 MB of XML', () => {
  const head = element('DongBoHoSoMC', HEAD).replace('</DongBoHoSoMC>', '<data>');
  judge(push(head, '\n', '</data></DongBoHoSoMC>', (record) => element('item', record)));
});
