// Workbooks as a stranger reads them: the archive by its directory, the XML strictly, and of each cell the type that the
// file gives it.
import assert from 'node:assert/strict';
import { crc32, inflateRawSync } from 'node:zlib';
import { SaxesParser } from 'saxes';

/** @typedef {{ type: string, format: string, text: string }} Cell */

/** Formats that need no declaration. @type {Record<string, string>} */
const KNOWN_FORMATS = { 0: 'General', 49: '@' };

/** The first sheet of a workbook. @param {Buffer} bytes */
export function readWorkbook(bytes) {
  const files = unzip(bytes);
  const part = (/** @type {string} */ name) => {
    const text = files.get(name);
    assert.ok(text !== undefined, `${name} in ${[...files.keys()]}`);
    return text;
  };
  /** @type {string[]} */
  const names = [];
  const codes = { ...KNOWN_FORMATS };
  /** @type {string[]} */
  const formats = [];
  let isFormat = false;
  readXml(part('xl/workbook.xml'), {
    open: (name, { name: sheet }) => void (name === 'sheet' && names.push(sheet ?? '')),
  });
  readXml(part('xl/styles.xml'), {
    open(name, { numFmtId = '', formatCode = '' }) {
      if (name === 'numFmt') codes[numFmtId] = formatCode;
      if (name === 'cellXfs') isFormat = true;
      if (name === 'xf' && isFormat) formats.push(codes[numFmtId] ?? '');
    },
    close(name) {
      if (name === 'cellXfs') isFormat = false;
    },
  });
  return { names, formats, ...readSheet(part('xl/worksheets/sheet1.xml'), formats) };
}

/** @param {string} xml @param {readonly string[]} formats */
function readSheet(xml, formats) {
  /** @type {Map<string, Cell>[]} */
  const rows = [];
  /** @type {number[]} */
  const widths = [];
  /** @type {Record<string, string>} */
  let pane = {};
  /** @type {Cell | undefined} */
  let cell;
  readXml(xml, {
    open(name, attributes) {
      if (name === 'pane') pane = attributes;
      if (name === 'col') widths.push(Number(attributes.width));
      if (name === 'row') rows.push(new Map());
      if (name !== 'c') return;
      cell = { type: attributes.t ?? 'n', format: formats[Number(attributes.s ?? 0)] ?? '', text: '' };
      rows.at(-1)?.set((attributes.r ?? '').replace(/\d+/, ''), cell);
    },
    text(text) {
      if (cell) cell.text += text;
    },
    close(name) {
      if (name !== 'c' || !cell) return;
      // As Excel reads it.
      cell.text = cell.text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code) =>
        String.fromCharCode(parseInt(code, 16)),
      );
      cell = undefined;
    },
  });
  return { rows, widths, pane };
}

/**
 * @param {string} xml
 * @param {{ open?: (name: string, attributes: Record<string, string>) => void, text?: (text: string) => void, close?: (name: string) => void }} hear
 */
function readXml(xml, hear) {
  const parser = new SaxesParser();
  parser.on('error', (error) => assert.fail(error));
  parser.on('opentag', ({ name, attributes }) =>
    hear.open?.(name, /** @type {Record<string, string>} */ (attributes)),
  );
  parser.on('text', (text) => hear.text?.(text));
  parser.on('closetag', ({ name }) => hear.close?.(name));
  parser.write(xml).close();
}

/** The files of an archive as texts. @param {Buffer} bytes @returns {Map<string, string>} */
function unzip(bytes) {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  assert.ok(end > 0, 'an archive');
  /** @type {Map<string, string>} */
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const size = bytes.readUInt32LE(at + 20);
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(start, start + size);
    const content = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(body) : body;
    assert.equal(crc32(content), bytes.readUInt32LE(at + 16), 'checksum');
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), content.toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return files;
}

/** The cells of a CSV text (RFC 4180). @param {string} text @returns {string[][]} */
export function readCsv(text) {
  /** @type {string[][]} */
  const rows = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  assert.deepEqual(rows.pop(), [], 'the last row ends');
  return rows;
}
