// What a report gives away. A secret is planted in one place after another of every packet, in every form the readers
// take: no masked report of any format shows it, and what opens a door stands in no report at all.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as full from '../dist/wasm/goitin_command.js';
import { commandFile } from '../tools/build-wasm.mjs';
import { inRoot } from '../tools/lib.mjs';
import { bytesOf, check, packets, sampleOf } from './support/engine.mjs';
import { dossierPacket, xmlOf } from './support/packets.mjs';

/** @typedef {Record<string, any>} Json */

// The module that writes all formats.
full.initSync({ module: readFileSync(commandFile) });
const { write } = full;

const FORMATS = /** @type {const} */ (['json', 'text', 'csv', 'rows', 'sarif', 'html']);
const SECRET = 'Trương Bí Mật';
const TRACES = /Bí M|BiMat|TruongB|735199|S3CR3T/;

/** What is put in the place of a value. @type {unknown[]} */
const VALUES = [
  SECRET,
  ` ${SECRET}\u200b`,
  735199735199,
  '735199735199',
  [SECRET, '735199735199'],
  { TruongBiMat: SECRET },
  `https://may-trong/${SECRET}?k=S3CR3T`,
  'S3CR3T-S3CR3T-S3CR3T',
];

/** Every place of a packet that holds a plain value. @param {any} node @param {(string | number)[]} path @returns {(string | number)[][]} */
function leaves(node, path = []) {
  if (typeof node !== 'object' || node === null) return [path];
  return Object.keys(node).flatMap((key) =>
    leaves(node[key], [...path, Array.isArray(node) ? Number(key) : key]),
  );
}

/** A copy of the packet whose member at that path is changed. @param {Json} packet @param {(string | number)[]} path @param {(holder: any, key: any) => void} change */
function changed(packet, path, change) {
  const copy = structuredClone(packet);
  const holder = path.slice(0, -1).reduce((node, key) => node[key], /** @type {any} */ (copy));
  change(holder, path.at(-1));
  return copy;
}

/** The packet with the secret in that place, in every form. @param {Json} packet @param {(string | number)[]} path */
function* planted(packet, path) {
  for (const value of VALUES)
    yield changed(packet, path, (holder, key) => {
      holder[key] = value;
    });
  if (typeof path.at(-1) !== 'string') return;
  yield changed(packet, path, (holder, key) => {
    holder[key.slice(0, -1)] = SECRET;
    delete holder[key];
  });
  yield changed(packet, path, (holder) => {
    holder.TruongBiMat = SECRET;
  });
}

/** @param {Uint8Array} bytes @param {object} options @param {string} where */
function assertNoTrace(bytes, options, where) {
  for (const format of FORMATS) {
    const text = write(bytes, format, options);
    const trace = TRACES.exec(text);
    const around = trace && text.slice(Math.max(0, trace.index - 200), trace.index + 60);
    assert.ok(!trace, `${format}, ${where}: ${around}`);
  }
}

const masked = { mask: true, name: `${SECRET}.json` };
/** What is sent as JSON: the citizens' packet is XML, and a reply alone is no packet. */
const shapes = packets()
  .filter(({ id }) => id !== 'CongdanCollection' && id !== 'Reply')
  .map(({ id }) => /** @type {const} */ ([id, sampleOf(id)]));

test('no masked report of any format shows what stands in a field of any packet', () => {
  for (const [id, packet] of shapes)
    for (const path of leaves(packet))
      for (const copy of planted(packet, path))
        assertNoTrace(bytesOf(JSON.stringify(copy)), masked, `${id} ${path.join('/')}`);
});

test('nor where the packet is written as XML, in text, attributes and names that belong to nothing', () => {
  const dossier = xmlOf(dossierPacket({ bytes: 1000, edition: '2022', broken: 0, seed: 1 }));
  const citizen = readFileSync(inRoot('pkg-tests', 'samples', 'citizen-qcvn109.xml'), 'utf8');
  for (const [name, text] of Object.entries({ dossier, citizen }))
    for (const { index, 0: tag } of text.matchAll(/<[A-Za-z]\w*/g)) {
      const end = text.indexOf('>', index);
      const variants = [
        `${text.slice(0, index)}${SECRET}${text.slice(index)}`,
        `${text.slice(0, index + tag.length)} TruongBiMat="${SECRET}"${text.slice(index + tag.length)}`,
        `${text.slice(0, index + tag.length)} ${SECRET}=735199735199${text.slice(index + tag.length)}`,
        `${text.slice(0, index)}<TruongBiMat>${SECRET}</TruongBiMat>${text.slice(index)}`,
        `${text.slice(0, end + 1)}${SECRET} &TruongBiMat; ]]>${text.slice(end + 1)}`,
        `${text.slice(0, end + 1)}<![CDATA[S3CR3T]]><!-- S3CR3T -- >${text.slice(end + 1)}`,
        `${text.slice(0, index)}</TruongBiMat>${text.slice(index)}`,
        text.slice(0, index) + SECRET,
      ];
      for (const variant of variants) assertNoTrace(bytesOf(variant), masked, `${name} ${tag}`);
    }
});

test('nor where the text is broken', () => {
  const packet = JSON.stringify({
    service: 'DongBoHoSoMC',
    data: [{ MaHoSo: 'x', ChuHoSo: 'y', GhiChu: 'z' }],
  });
  for (const broken of [
    `${SECRET}`,
    `'${SECRET}'`,
    `"${SECRET}`,
    `{${SECRET}: 1}`,
    `[${SECRET}`,
    `“${SECRET}”`,
  ])
    for (const place of ['"x"', '"y"', '"z"', '"data"'])
      assertNoTrace(bytesOf(packet.replace(place, broken)), masked, `${place} ${broken}`);
  assertNoTrace(bytesOf(`POST /${SECRET}\r\nCookie: S3CR3T\r\n\r\n${packet}`), masked, 'before it');
  assertNoTrace(bytesOf(`${packet}\r\n${SECRET}`), masked, 'behind it');
});

test("nor in a field that the reader's own profile calls personal", () => {
  const ownProfile = {
    id: 'cua-toi',
    base: 'qcvn120-2022',
    packets: [
      {
        id: 'DongBoHoSoMC',
        types: {
          HoSo: { fields: [{ name: 'TenThuongGoi', type: 'identifier', form: 'digits', personal: true }] },
        },
      },
    ],
  };
  const packet = { ...sampleOf('DongBoHoSoMC') };
  const [record] = /** @type {Json[]} */ (packet.data);
  for (const value of [...VALUES, '29/03/1987']) {
    const bytes = bytesOf(JSON.stringify({ ...packet, data: [{ ...record, TenThuongGoi: value }] }));
    const options = { ...masked, profile: 'cua-toi', ownProfile: JSON.stringify(ownProfile) };
    assertNoTrace(bytes, options, JSON.stringify(value));
    assert.doesNotMatch(write(bytes, 'json', options), /1987|29\/03/);
  }
});

test('a code or a date of a person is not told by message, expectation or repair either', () => {
  const citizen = readFileSync(inRoot('pkg-tests', 'samples', 'citizen-qcvn109.xml'), 'utf8');
  const seen = new Set();
  for (const value of ['2000-02-30', '30/12/1999', 'nam', 'nữ', '3', '02', 'Kinh'])
    for (const name of ['GioiTinh', 'MaDanToc', 'NgayThangNam', 'LoaiTrangThai', 'SoDinhDanh']) {
      const text = citizen.replace(new RegExp(`(<${name}[^>]*>)[^<]*`), `$1${value}`);
      for (const finding of check(bytesOf(text), masked).findings) {
        if (!finding.path.includes(name)) continue;
        seen.add(finding.rule);
        assert.ok(!finding.fix && !finding.expected, JSON.stringify(finding));
        assert.doesNotMatch(
          JSON.stringify([finding.message, finding.found]),
          /1999|2000|tháng|\bnam\b|nữ|Kinh|chết/i,
        );
      }
    }
  assert.ok(seen.size >= 2, [...seen].join());
});

test('masked reports stay useful: rule, place and length are there', () => {
  let found = 0;
  for (const [id, packet] of shapes)
    for (const path of leaves(packet)) {
      const copy = changed(packet, path, (holder, key) => {
        holder[key] = 735199735199;
      });
      const bytes = bytesOf(JSON.stringify(copy));
      const [open, hidden] = [check(bytes), check(bytes, masked)];
      assert.deepEqual(
        hidden.findings.map(({ rule, path, range }) => ({ rule, path, range })),
        open.findings.map(({ rule, path, range }) => ({ rule, path, range })),
        id,
      );
      for (const finding of hidden.findings.filter((finding) => finding.found?.includes('('))) {
        assert.match(finding.found ?? '', /^\((chữ, )?\d+ (chữ số|ký tự)\)$|^\(tên lạ\)$/);
        found += 1;
      }
    }
  assert.ok(found > 200, `${found}`);
});

test('what opens a door stands in no report at all, masked or not', () => {
  const packet = JSON.stringify({ ...sampleOf('DongBoHoSoMC'), session: '@' });
  const values = [
    '"S3CR3T x"',
    '" S3CR3T"',
    '["S3CR3T"]',
    '{"S3CR3T": "S3CR3T"}',
    "'S3CR3T'",
    'S3CR3T x',
    '"S3CR3T\\"S3CR3T"',
    '"S3C\\u0052 S3CR3T\u0007"',
    '"S3CR3T',
    '"S3CR3T<x>"',
  ];
  for (const name of ['session', 'Session', 'sesion', 'accessToken', 'matKhau'])
    for (const value of values) {
      const text = packet.replace('"session"', `"${name}"`).replace('"@"', value);
      assertNoTrace(bytesOf(text), {}, `${name} ${value}`);
      assertNoTrace(bytesOf(JSON.stringify({ message: text })), {}, `${name} ${value} in a string`);
    }
  assertNoTrace(bytesOf(`Authorization: Bearer S3CR3T\r\n\r\n${packet}`), {}, 'a header');
  const xml = xmlOf(JSON.parse(packet));
  for (const value of [
    'S3CR3T x',
    '<a>S3CR3T</a>',
    '<![CDATA[S3CR3T]]>',
    'S3CR3T & S3CR3T',
    '<!-- S3CR3T -->',
  ])
    assertNoTrace(bytesOf(xml.replace('>@<', ` loai="S3CR3T">${value}<`)), {}, value);
});
