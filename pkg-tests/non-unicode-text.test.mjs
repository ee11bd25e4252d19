// The rule `non-unicode-text` on real words: thousands of them as they should be give no finding, and the same words in
// the codes older than Unicode do, with the original as the repair. The shares are what is reached, rounded down: a
// single word can often not be told from ordinary text, and the tests say how often.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, check } from './support/engine.mjs';
import * as encodings from './support/old-encodings.mjs';
import { Random } from './support/random.mjs';
import { calledInVietnamese, minorities, people, places, signs, syllables, world } from './support/words.mjs';

/** Records in one packet. */
const RECORDS = 20_000;

/** The findings about text, each with the number of its text; every text is a field of a record of its own. @param {string[]} texts */
function findings(texts) {
  /** @type {{ text: number, rule: string, found: string | null, repaired: string | undefined }[]} */
  const all = [];
  for (let first = 0; first < texts.length; first += RECORDS) {
    const data = texts.slice(first, first + RECORDS).map((text, number) => ({
      MaHoSo: `000.00.12.H99-200313-${String(number).padStart(6, '0')}`,
      GhiChu: text,
    }));
    const packet = { session: 'PHIEN-MAU', madonvi: '000.00.00.H99', service: 'DongBoHoSoMC', data };
    const report = check(bytesOf(JSON.stringify(packet)), {
      only: ['non-unicode-text', 'decomposed-text'],
      maxFindingsPerRule: RECORDS,
      lang: 'en',
    });
    assert.equal(report.records, data.length);
    for (const { record, rule, found = null, fix } of report.findings) {
      const edit = fix?.edits[0]?.text;
      const repaired = edit === undefined ? undefined : JSON.parse(`"${edit}"`);
      all.push({ text: first + (record ?? 0), rule, found, repaired });
    }
  }
  return all;
}

/** @param {string[]} texts @param {number} atLeast */
function areOrdinary(texts, atLeast) {
  assert.ok(texts.length >= atLeast, `${texts.length} texts`);
  assert.deepEqual(findings(texts.map((text) => text.normalize('NFC'))), []);
}

const random = new Random(120);
/** @param {readonly string[]} list @param {number} length */
const sentence = (list, length) => Array.from({ length }, () => random.pick(list)).join(' ');
const sentences = Array.from({ length: 4000 }, () => sentence(syllables, 6));

test('Vietnamese words are ordinary, in any case, alone and in sentences', () => {
  const title = syllables.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  areOrdinary([...syllables, ...title, ...syllables.map((word) => word.toUpperCase())], 18_000);
  areOrdinary([...sentences, ...sentences.map((text) => text.toUpperCase())], 8000);
});

test('names of people and places of Vietnam and of its minorities are ordinary', () => {
  const plain = people.map((name) => name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd'));
  areOrdinary([...people, ...people.map((name) => name.toUpperCase()), ...plain], 7000);
  areOrdinary([...places, ...calledInVietnamese], 800);
  areOrdinary([...minorities, ...Array.from({ length: 3000 }, () => sentence(minorities, 3))], 3100);
});

test('other languages are ordinary, alone and beside Vietnamese', () => {
  areOrdinary(world, 50_000);
  areOrdinary(
    Array.from({ length: 40_000 }, () => sentence(world, 3)),
    40_000,
  );
  areOrdinary(
    Array.from({ length: 20_000 }, () => `${random.pick(people)} ${random.pick(world)}`),
    20_000,
  );
});

test('addresses, codes and formulas are ordinary', () => {
  const alphabets = ['0123456789abcdef', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/'];
  const codes = Array.from({ length: 20_000 }, (_, number) => {
    const alphabet = [...(alphabets[number % alphabets.length] ?? '')];
    return Array.from({ length: random.between(6, 40) }, () => random.pick(alphabet)).join('');
  });
  const files = people.map(
    (name) => `https://dvc.tinhmau.gov.vn/${encodeURIComponent(name)}(${random.below(9)}).pdf`,
  );
  areOrdinary([...signs, ...codes, ...files], 20_000);
});

/**
 * How many of the texts in that code are found, and of those how many the repair brings back, in percent.
 * @param {string[]} texts @param {(text: string) => string} encode
 */
function shares(texts, encode) {
  const pairs = texts.map((text) => ({ text, old: encode(text) })).filter(({ text, old }) => text !== old);
  // Lost letters are another finding, which proposes nothing: a tone of VIQR may look like one.
  const found = findings(pairs.map(({ old }) => old)).filter(({ repaired }) => repaired !== undefined);
  const back = found.filter(({ text, repaired }) => {
    // Capitals with a tone are no characters of their own in TCVN3.
    const wanted = pairs[text]?.text;
    return encode === encodings.tcvn3
      ? repaired?.toLowerCase() === wanted?.toLowerCase()
      : repaired === wanted;
  });
  assert.ok(pairs.length > 2000, `${pairs.length} texts`);
  return {
    found: (100 * found.length) / pairs.length,
    back: (100 * back.length) / Math.max(1, found.length),
  };
}

/**
 * At least so many in a hundred are found, and of those so many come back: of names, of sentences, of single words.
 *
 * What is not found: a text of which only one word tells, so every single word in most codes. The rule wants two, since
 * one may be a word of another language or a code. What does not come back: in VIQR a tone at a sentence's end, which
 * may be its full stop or question mark. In Windows-1258 a Đ alone may tell, and is put right alone.
 * @type {[habit: string, encode: (text: string) => string, shares: Record<'names' | 'sentences' | 'words', [number, number]>][]}
 */
const HABITS = [
  [
    'decomposed',
    (text) => text.normalize('NFD'),
    { names: [100, 100], sentences: [100, 100], words: [100, 100] },
  ],
  [
    'UTF-8 read as Windows-1252',
    encodings.misread,
    { names: [99, 100], sentences: [99, 100], words: [96, 100] },
  ],
  ['TCVN3', encodings.tcvn3, { names: [94, 100], sentences: [98, 99], words: [0, 0] }],
  ['VNI', encodings.vni, { names: [91, 100], sentences: [99, 100], words: [0, 0] }],
  ['VIQR', encodings.viqr, { names: [85, 100], sentences: [97, 94], words: [40, 100] }],
  ['VNI digits', encodings.vniDigits, { names: [81, 100], sentences: [97, 99], words: [0, 0] }],
  [
    'Windows-1258 read as Windows-1252',
    encodings.windows1258,
    { names: [75, 100], sentences: [95, 99], words: [0, 0] },
  ],
];

/** What escapes each letter, and what it makes of one. @type {[habit: string, escape: (letter: string) => string][]} */
const ESCAPES = [
  ['decimal entities', (letter) => `&#${letter.codePointAt(0)};`],
  ['JSON', (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`],
  ['addresses', encodeURIComponent],
];

/** @param {(letter: string) => string} asEscaped */
const escaped = (asEscaped) => (/** @type {string} */ text) =>
  [...text].map((letter) => (letter < '\x80' ? letter : asEscaped(letter))).join('');

for (const [habit, asEscaped] of ESCAPES)
  test(`${habit} are found and come back, also of what was read wrongly`, () => {
    for (const texts of [people, sentences, syllables])
      assert.deepEqual(shares(texts, escaped(asEscaped)), { found: 100, back: 100 });
    const twice = shares(people, (text) => escaped(asEscaped)(encodings.misread(text)));
    assert.ok(twice.found >= 99 && twice.back >= 99, `${twice.found} % found, ${twice.back} % of them back`);
  });

test('UTF-8 that was read wrongly twice comes back whole', () => {
  for (const texts of [people, sentences]) {
    const { found, back } = shares(texts, (text) => encodings.misread(encodings.misread(text)));
    assert.ok(found >= 99 && back === 100, `${found} % found, ${back} % of them back`);
  }
});

test('letters that are lost in names are missed, and nothing is proposed', () => {
  const lost = people.map((name) => name.replaceAll(/[^ -~]/g, '?'));
  const inside = lost.filter((name) => /[A-Za-z]\?+[A-Za-z]/.test(name));
  const found = findings(inside);
  assert.ok(
    inside.length > 1000 && found.length >= 0.99 * inside.length,
    `${found.length} of ${inside.length}`,
  );
  assert.ok(found.every(({ repaired }) => repaired === undefined));
});

for (const [habit, encode, expected] of HABITS)
  test(`${habit} is found and comes back`, () => {
    for (const [kind, texts] of Object.entries({ names: people, sentences, words: syllables })) {
      const { found, back } = shares(texts, encode);
      const least = expected[/** @type {keyof typeof expected} */ (kind)];
      assert.ok(found >= least[0] && back >= least[1], `${kind}: ${found} % found, ${back} % of them back`);
    }
  });
