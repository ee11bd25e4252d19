// The module's report is the native command's, byte for byte; and any bytes at all get one, with ranges inside the source.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bytesOf, Checker, check, goitin, samples, write } from './support/engine.mjs';
import { mutated, spoiled } from './support/mutations.mjs';
import { dossier, envelope, steps, xmlOf } from './support/packets.mjs';
import { Random } from './support/random.mjs';

const CHANGED = 300;
const ANY = 3000;
const CUT = 150;

/** @param {Random} random @returns {Uint8Array[]} */
function sources(random) {
  const packets = [
    envelope('DongBoHoSoMC', [dossier(random, 1, '2020'), dossier(random, 2, '2022')]),
    envelope('CapNhatTienDoHoSoMC', steps(random, 3)),
  ];
  const made = packets.flatMap((packet) => [JSON.stringify(packet), xmlOf(packet, String(packet.service))]);
  return [...samples().values(), ...made.map(bytesOf)];
}

/** @param {number} seed @param {number} count @returns {Uint8Array[]} */
function changed(seed, count) {
  const random = new Random(seed);
  const all = sources(random);
  const good = envelope('DongBoHoSoMC', [dossier(random, 1, '2022'), dossier(random, 2, '2022')]);
  return Array.from({ length: count }, () => {
    if (random.happens(0.5)) return spoiled(random, random.pick(all));
    const { packet } = mutated(random, good);
    return bytesOf(random.happens(0.5) ? JSON.stringify(packet) : xmlOf(packet));
  });
}

/** Compact native reports of many sources, in order. @param {Uint8Array[]} sources */
function nativeReports(sources) {
  const folder = mkdtempSync(join(tmpdir(), 'goitin-'));
  try {
    const files = sources.map((bytes, number) => {
      const file = join(folder, `${number}`);
      writeFileSync(file, bytes);
      return file;
    });
    const { out, err } = goitin(['check', '--format', 'json', ...files]);
    const lines = out.trimEnd().split('\n');
    assert.equal(lines.length, sources.length, err);
    return lines.map((line, number) => ({ line, name: files[number] ?? '' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The object for JavaScript may hold a repair that writes the whole packet; a report that is handed on does not. */
function handedOn(/** @type {any} */ report, /** @type {any} */ written) {
  const findings = report.findings.map((/** @type {any} */ finding, /** @type {number} */ number) => {
    const isWhole = finding.fix?.edits.length === 1 && finding.fix.edits[0].start === 0;
    return isWhole && written.findings[number]?.fix === null ? { ...finding, fix: null } : finding;
  });
  return { ...report, findings };
}

test('wasm and native give the same report, byte for byte', () => {
  const all = [...samples().values(), ...changed(60, CHANGED)];
  const native = nativeReports(all);
  all.forEach((bytes, number) => {
    const { line, name } = /** @type {{ line: string, name: string }} */ (native[number]);
    const title = Buffer.from(bytes).toString('base64');
    const written = JSON.parse(write(bytes, 'json', { name }));
    assert.equal(JSON.stringify(written), line, title);
    assert.equal(JSON.stringify(handedOn(check(bytes, { name }), written)), line, title);
  });
});

test('a report is the caller’s own: changing it changes no other', () => {
  for (const bytes of samples().values()) {
    const text = JSON.stringify(check(bytes));
    const first = check(bytes);
    first.sources[0]?.notChecked.push(/** @type {any} */ ('changed'));
    for (const finding of first.findings) finding.message.vi = 'changed';
    Object.assign(first.selection, { changed: true });
    assert.equal(JSON.stringify(check(bytes)), text);
  }
});

test('the native command prints the same for one file, indented', () => {
  for (const bytes of samples().values()) {
    const { out } = goitin(['check', '--format', 'json', '-'], bytes);
    assert.deepEqual(JSON.parse(out), check(bytes, { name: 'stdin' }));
    assert.equal(write(bytes, 'json', { name: 'stdin' }), out.trimEnd());
  }
});

test('any bytes give a report whose ranges are inside the source', () => {
  for (const bytes of changed(70, ANY)) {
    const report = check(bytes);
    const where = () => Buffer.from(bytes).toString('base64');
    const utf16 = new TextDecoder('utf-8').decode(bytes).length;
    assert.equal(report.sources[0]?.bytes, bytes.length);
    for (const { range, related, fix } of report.findings) {
      for (const { start, end } of [range, ...related.map((other) => other.range)]) {
        assert.ok(start.byte <= end.byte && end.byte <= bytes.length, where());
        assert.ok(start.utf16 <= end.utf16 && start.line <= end.line && start.column >= 1, where());
        if (report.sources[0]?.encoding === 'utf-8') assert.ok(end.utf16 <= utf16, where());
      }
      for (const { start, end } of fix?.edits ?? []) assert.ok(start <= end && end <= bytes.length, where());
    }
  }
});

test('pieces give the report of the whole', () => {
  const random = new Random(80);
  for (const bytes of [...sources(random), ...changed(81, CUT)]) {
    const checker = new Checker();
    for (let at = 0; at < bytes.length; ) {
      const next = at + random.between(1, random.pick([3, 50, 5000]));
      checker.push(bytes.subarray(at, next));
      at = next;
    }
    assert.deepEqual(checker.finish(), check(bytes), Buffer.from(bytes).toString('base64'));
  }
});
