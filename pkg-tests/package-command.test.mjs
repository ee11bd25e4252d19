// The command of the npm package is the native one: same output, same errors, same exit code, byte for byte.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { filesBelow, inRoot } from '../tools/lib.mjs';
import { nativeCommand, samples } from './support/engine.mjs';
import { consumer } from './support/package.mjs';

const { folder: installed, remove } = await consumer();
const folders = [installed];
after(() => {
  remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const RECORD = readFileSync(inRoot('pkg-tests', 'samples', 'dossier-2020-single.json'), 'utf8');
const BROKEN = RECORD.replace('20200313080400', '13/03/2020').replace('0983960310', '0983 960 31x');
const OWN = JSON.stringify({
  base: 'qcvn120-2020',
  documents: [{ id: 'own', title: '1/QĐ-H99', vi: 'Quy định của tỉnh', grade: 'text' }],
  packets: [
    {
      id: 'DongBoHoSoMC',
      types: {
        HoSo: {
          fields: [
            { name: 'Email', required: 'always', grade: 'text', citation: { doc: 'own', place: 'Điều 3' } },
          ],
        },
      },
    },
  ],
});
const LINES = `${RECORD.replaceAll('\n', '')}\n\n${BROKEN.replaceAll('\n', '')}\nabc\n`;

/** A folder with every sample and some broken files. */
function world() {
  const folder = mkdtempSync(join(tmpdir(), 'goitin-command-'));
  folders.push(folder);
  for (const [name, bytes] of samples()) writeFileSync(join(folder, name), bytes);
  const texts = {
    'bad.json': BROKEN,
    'odd.txt': 'abc',
    'empty.json': '',
    lines: LINES,
    'known.json': '[]',
    'not-a-list.json': '{',
    'own.json': OWN,
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'folder'));
  chmodSync(join(folder, 'bad.json'), 0o640);
  return folder;
}

const FORMATS = ['text', 'json', 'csv', 'sarif', 'html'];
const FILES = [
  'dossier-2020.json',
  'bad.json',
  'dossier-2020.xml',
  'odd.txt',
  'empty.json',
  'absent.json',
  'folder',
];

/** @type {string[][]} */
const INVOCATIONS = [
  [],
  ['--help'],
  ['-h'],
  ['help', 'check'],
  ['--version'],
  ['-V'],
  ...['check', 'fix', 'convert', 'explain', 'rules', 'packets', 'schema'].map((name) => [name, '--help']),
  ['chek', 'bad.json'],
  ['check'],
  ['check', '--fromat', 'json', 'bad.json'],
  ['check', '--format', 'yaml', 'bad.json'],
  ['check', '--lang'],
  ['check', '--max-findings', '-1', 'bad.json'],
  ['check', '-'],
  ['check', '--', '-'],
  ...FORMATS.flatMap((format) => FILES.map((name) => ['check', '--format', format, name])),
  ...FORMATS.map((format) => ['check', '--format', format, '--lang', 'en', '--developer', ...FILES]),
  ...FORMATS.map((format) => ['check', '--format', format, '--mask', 'bad.json', 'dossier-2020.xml']),
  ...FORMATS.map((format) => ['check', '--ndjson', '--format', format, 'lines']),
  ['check', '--ndjson', 'lines', 'absent', '-'],
  ['check', '--color', 'always', 'bad.json'],
  ['check', '--fail-on', 'warning', 'dossier-2020.json'],
  ['check', '--only', 'bad-date,bad-code', 'bad.json'],
  ['check', '--skip=bad-date', 'bad.json'],
  ['check', '--packet', 'DongBoHoSoMC', '--profile', 'qcvn120-2022', 'dossier-2020.json'],
  ['check', '--limit-bytes', '100', 'dossier-2020.json'],
  ['check', '--limit-depth', '1', '--format', 'json', 'dossier-2020.json'],
  ['check', '--max-findings', '1', '--format', 'json', 'bad.json'],
  ['check', '--baseline', 'known.json', 'bad.json'],
  ['check', '--baseline', 'not-a-list.json', 'bad.json'],
  ['check', '--baseline', 'absent.json', 'bad.json'],
  ['check', '--write-baseline', 'written.json', 'bad.json', 'dossier-2020.xml'],
  ['check', '--write-baseline', 'no/such/folder.json', 'bad.json'],
  ['check', '--write-baseline', 'folder', 'bad.json'],
  ['fix', 'bad.json'],
  ['fix', '--all', 'bad.json'],
  ['fix', '--all', '-'],
  ['fix', '--all', '--in-place', 'bad.json'],
  ['fix', '--all', '--in-place', '--backup', 'bad.json'],
  ['fix', '--all', '--backup', 'bad.json'],
  ['fix', '--all', '-o', 'fixed.json', 'guide-style-equals.txt'],
  ['fix', '--in-place', '-'],
  ['fix', '-o', 'folder', 'bad.json'],
  ['fix', 'absent.json'],
  ['convert', '--to', 'xml', 'bad.json'],
  ['convert', '--to', 'xml', 'dossier-reply.json'],
  ['convert', '--to', 'json', 'dossier-2020.xml'],
  ['convert', '--to', 'json', '-o', 'converted.json', 'dossier-2020.xml'],
  ['convert', '--to', 'json', 'citizen-qcvn109.xml'],
  ['convert', '--to', 'xml', 'odd.txt'],
  ['convert', 'bad.json'],
  ['fix', 'folder'],
  ['explain'],
  ['explain', 'bad-date'],
  ['explain', 'bad-dat'],
  ['explain', '../package'],
  ['rules'],
  ['rules', '--lang', 'en'],
  ['packets'],
  ['reference'],
  ['reference', 'x'],
  ['schema', 'report'],
  ['schema', 'profile'],
  ['check', '--profile', 'own.json', 'bad.json'],
  ['check', '--profile', 'known.json', '--format', 'json', 'bad.json'],
  ['check', '--profile', 'absent.json', 'bad.json'],
  ['schema', 'DongBoHoSoMC'],
  ['schema', 'DongBoHoSoMC', '--json-schema'],
  ['schema', 'DongBoHoSoMC', '--xsd', '--profile', 'qcvn120-2022'],
  ['schema', 'NoSuch', '--xsd'],
];

/** What a run says and leaves behind. @param {string} command @param {string[]} before @param {string[]} args */
function outcome(command, before, args) {
  const folder = world();
  const { status, stdout, stderr } = spawnSync(command, [...before, ...args], {
    cwd: folder,
    input: BROKEN,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '' },
  });
  const files = filesBelow(folder).map((path) => [
    path.slice(folder.length),
    statSync(path).mode,
    readFileSync(path, 'utf8'),
  ]);
  return { status, out: stdout.toString(), err: stderr.toString(), files };
}

const bin = join(installed, 'node_modules', 'goitin', 'bin.js');

test('it does what the native command does', async (t) => {
  for (const args of INVOCATIONS)
    await t.test(`goitin ${args.join(' ')}`, () => {
      assert.deepEqual(outcome(process.execPath, [bin], args), outcome(nativeCommand, [], args));
    });
});

test('a file that cannot be written keeps what it had, and no other is left', () => {
  const folder = world();
  const target = join(folder, 'bad.json');
  copyFileSync(target, join(folder, 'before.json'));
  const { status } = spawnSync(process.execPath, [bin, 'fix', '-o', 'no-folder/x.json', 'bad.json'], {
    cwd: folder,
  });
  assert.equal(status, 2);
  assert.equal(readFileSync(target, 'utf8'), readFileSync(join(folder, 'before.json'), 'utf8'));
  assert.deepEqual(
    filesBelow(folder).filter((path) => path.endsWith('.goitin')),
    [],
  );
});

test('a reader that leaves ends it quietly, like the native command', () => {
  const many = Array.from({ length: 200 }, () => 'bad.json').join(' ');
  const run = (/** @type {string} */ command) =>
    spawnSync('sh', ['-c', `(${command} check ${many}; echo $? >&2) | head -c 10 >/dev/null`], {
      cwd: world(),
      encoding: 'utf8',
    }).stderr;
  assert.equal(run(`${process.execPath} ${bin}`), run(nativeCommand));
});
