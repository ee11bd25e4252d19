// The W3C XML Conformance Test Suite through the module: no ill-formed document accepted, no well-formed one rejected.
// The subset is XML 1.0 fifth edition with namespaces, UTF-8, no document type (see fixtures/xml-conformance.md).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { XMLValidator } from 'fast-xml-parser';
import { XmlDocument } from 'libxml2-wasm';
import { SaxesParser } from 'saxes';
import { check } from './support/engine.mjs';
import { settle, table } from './support/results.mjs';

const READING = ['syntax', 'encoding', 'forbidden-dtd', 'too-deep', 'pasted-debris'];

/** @type {{ id: string, wellFormed: boolean, text?: string, base64?: string }[]} */
const suite = JSON.parse(readFileSync(new URL('fixtures/xml-conformance.json', import.meta.url), 'utf8'));
const documents = suite.map(({ id, wellFormed, text, base64 }) => ({
  id,
  wellFormed,
  bytes: new Uint8Array(text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text)),
}));

/** Finds fault with the form of a document. @type {Record<string, (bytes: Uint8Array) => boolean>} */
const READERS = {
  goitin: (bytes) => {
    const { reason, findings } = check(bytes);
    return reason === 'not-a-packet' || findings.some(({ rule }) => READING.includes(rule));
  },
  'libxml2-wasm': (bytes) => throws(() => XmlDocument.fromBuffer(bytes).dispose()),
  saxes: (bytes) => throws(() => saxes(textOf(bytes))),
  'fast-xml-parser': (bytes) => throws(() => textOf(bytes)) || XMLValidator.validate(textOf(bytes)) !== true,
};

const textOf = (/** @type {Uint8Array} */ bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** @param {string} text */
function saxes(text) {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
}

/** @param {() => unknown} work */
function throws(work) {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

/** Documents a reader judges otherwise than the suite. @param {(bytes: Uint8Array) => boolean} refuses */
function mistakes(refuses) {
  const wrong = documents.filter(({ wellFormed, bytes }) => refuses(bytes) === wellFormed);
  const ids = (/** @type {boolean} */ wellFormed) =>
    wrong.filter((it) => it.wellFormed === wellFormed).map(({ id }) => id);
  return { accepted: ids(false), rejected: ids(true) };
}

test('no ill-formed document is accepted, no well-formed one rejected', () => {
  assert.deepEqual(mistakes(/** @type {(bytes: Uint8Array) => boolean} */ (READERS.goitin)), {
    accepted: [],
    rejected: [],
  });
});

test('the table of results is current', () => {
  const all = Object.entries(READERS).map(([name, refuses]) => ({ name, ...mistakes(refuses) }));
  const good = documents.filter(({ wellFormed }) => wellFormed).length;
  const rows = all.map(({ name, accepted, rejected }) => [name, accepted.length, rejected.length]);
  const title =
    '## W3C XML Conformance Test Suite (2013-09-23; XML 1.0 fifth edition, namespaces, UTF-8, no DOCTYPE)';
  const head = [
    'Reader',
    `accepted of ${documents.length - good} ill-formed`,
    `rejected of ${good} well-formed`,
  ];
  const long = all.map(({ name, accepted, rejected }) => {
    const list = (/** @type {string[]} */ ids) => (ids.length > 0 ? ids.join(', ') : 'none');
    return `${name}: accepted ${list(accepted)}; rejected ${list(rejected)}`;
  });
  settle('xml-suite', `${title}\n\n${table(head, rows)}`, long.join('\n\n'));
});
