// What runs in Node: goitin in wasm, and what people use otherwise. Everyone starts from bytes.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { SaxesParser } from 'saxes';
import { check, schemaOf } from '../support/engine.mjs';

/** @typedef {import('./side-by-side.bench.mjs').Packet} Packet */
/** @typedef {import('./side-by-side.bench.mjs').Contender} Contender */

const decoder = new TextDecoder();

/**
 * A contender that runs in this process: as many turns as fit into the time.
 * @param {string} name @param {Packet[]} packets @param {'json' | 'xml'} format
 * @param {(bytes: Uint8Array, edition: Packet['edition']) => unknown} work @param {() => unknown} [close] @returns {Contender}
 */
function contender(name, packets, format, work, close = () => {}) {
  const bytes = packets.reduce((sum, packet) => sum + packet[format].length, 0);
  /** @param {number} milliseconds */
  const speed = (milliseconds) => {
    const start = performance.now();
    let turns = 0;
    do {
      for (const packet of packets) work(packet[format], packet.edition);
      turns += 1;
    } while (performance.now() - start < milliseconds);
    return (bytes * turns) / (performance.now() - start) / 1e3;
  };
  return { name, speed, close };
}

const parse = (/** @type {Uint8Array} */ bytes) => JSON.parse(decoder.decode(bytes));

/** @param {Packet[]} packets @returns {Contender[]} */
export function jsonContenders(packets) {
  const generated = validators((schema) => schema);
  const plain = validators(withoutTextPatterns);
  return [
    contender('goitin wasm', packets, 'json', (bytes) => check(bytes)),
    contender('decode + JSON.parse + ajv', packets, 'json', (bytes, edition) =>
      generated[edition](parse(bytes)),
    ),
    contender('same, schema without control characters', packets, 'json', (bytes, edition) =>
      plain[edition](parse(bytes)),
    ),
    contender('decode + JSON.parse', packets, 'json', parse),
  ];
}

/** Compiled validators of both editions. @param {(schema: any) => object} prepare */
function validators(prepare) {
  const compile = (/** @type {string} */ edition) => {
    const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
    return ajv.compile(prepare(JSON.parse(generatedSchema(edition, '--json-schema'))));
  };
  return { 2020: compile('2020'), 2022: compile('2022') };
}

/** @param {string} edition @param {string} kind */
const generatedSchema = (edition, kind) => schemaOf('DongBoHoSoMC', kind, '--profile', `qcvn120-${edition}`);

/** The schema without its patterns on plain text: what a hand-written one would have. @param {any} schema */
function withoutTextPatterns(schema) {
  for (const name of ['text', 'line']) delete schema.$defs[name]?.pattern;
  for (const name of ['text-required', 'line-required']) {
    const { [name]: value } = schema.$defs;
    if (value) value.pattern = '\\S';
  }
  return schema;
}

/** @param {Packet[]} packets @returns {Promise<Contender[]>} */
export async function xmlContenders(packets) {
  const xsds = { 2020: xsdValidator('2020'), 2022: xsdValidator('2022') };
  const parser = new XMLParser();
  return [
    contender('goitin wasm', packets, 'xml', (bytes) => check(bytes)),
    contender(
      'libxml2-wasm parse + XSD',
      packets,
      'xml',
      (bytes, edition) => libxml(bytes, xsds[edition].validator),
      () => {
        for (const { close } of Object.values(xsds)) close();
      },
    ),
    contender('libxml2-wasm parse', packets, 'xml', (bytes) => libxml(bytes)),
    contender('fast-xml-parser parse', packets, 'xml', (bytes) => parser.parse(decoder.decode(bytes))),
    contender('fast-xml-parser validate', packets, 'xml', (bytes) =>
      XMLValidator.validate(decoder.decode(bytes)),
    ),
    contender('saxes', packets, 'xml', saxes),
  ];
}

/** @param {string} edition */
function xsdValidator(edition) {
  const xsd = XmlDocument.fromString(generatedSchema(edition, '--xsd'));
  const validator = XsdValidator.fromDoc(xsd);
  return {
    validator,
    close: () => {
      validator.dispose();
      xsd.dispose();
    },
  };
}

/** @param {Uint8Array} bytes @param {XsdValidator} [validator] */
function libxml(bytes, validator) {
  const document = XmlDocument.fromBuffer(bytes);
  try {
    validator?.validate(document);
  } catch {
    // What it found is in the error; that it was found is enough here.
  } finally {
    document.dispose();
  }
}

/** @param {Uint8Array} bytes */
function saxes(bytes) {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('text', () => {});
  parser.on('opentag', () => {});
  parser.on('closetag', () => {});
  parser.write(decoder.decode(bytes)).close();
}
