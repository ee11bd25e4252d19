// Defects planted into good packets of dossiers: each one thing that senders do wrong, with the finding it must give.
import { dossierPacket, xmlOf } from './packets.mjs';
import { Random } from './random.mjs';

/** @typedef {import('./packets.mjs').Json} Json */
/** @typedef {'json' | 'xml'} Format */
/** @typedef {{ rule: string, path: string }} Place the path as in JSON */

/**
 * `fields` are those it touches: another defect of the record must not. `field` is where the finding stands, `in` the
 * list whose first item has it, `whole` that it stands at the record. `plant` changes the record, `write` the text, in
 * which `MARK` and the record's number stand for the value; without `formats` both can have it.
 * @typedef {{ rule: string, field: string, fields?: string[], in?: string, whole?: boolean, formats?: Format[],
 *   plant?: (record: any) => void, write?: (mark: string) => [string, string] }} Defect
 */

const MARK = '@@';
/** What is set in its time only together. */
const TIME = ['NgayTiepNhan', 'NgayHenTra', 'NgayKetThucXuLy', 'NgayTra', 'TrangThaiHoSo'];

/** A field with this value. @param {string} rule @param {string} field @param {unknown} value @param {Partial<Defect>} [more] @returns {Defect} */
const valued = (rule, field, value, more = {}) => ({
  rule,
  field,
  plant: (record) => {
    record[field] = typeof value === 'function' ? value(record[field]) : value;
  },
  ...more,
});

/** A field that is not there. @param {string} field @returns {Defect} */
const missing = (field) => ({
  rule: 'missing-field',
  field,
  plant: (record) => {
    delete record[field];
  },
});

/** A piece of text in the place of a field. @param {Format} format @param {string} rule @param {string} field @param {(mark: string) => [string, string]} write @param {Partial<Defect>} [more] @returns {Defect} */
const written = (format, rule, field, write, more = {}) => ({
  rule,
  field,
  formats: [format],
  write,
  ...more,
});

/** @param {string} mark @returns {(text: string) => (mark: string) => [string, string]} */
const instead = (mark) => (text) => (number) => [mark.replace(MARK, number), text];
const jsonFax = instead(`"Fax":"${MARK}",`);
const xmlFax = instead(`<Fax>${MARK}</Fax>`);
const xmlNote = instead(`<GhiChu>${MARK}</GhiChu>`);

/** @type {Defect[]} */
const DEFECTS = [
  valued('bad-date', 'NgayHenTra', '10/03/2020', { fields: TIME }),
  valued('date-order', 'NgayHenTra', '20190101170000', { fields: TIME }),
  valued('bad-code', 'TrangThaiHoSo', '99', { fields: TIME }),
  valued('bad-code', 'HinhThuc', '7'),
  missing('DonViXuLy'),
  valued('decomposed-text', 'DonViXuLy', (/** @type {string} */ text) => text.normalize('NFD')),
  valued('empty-required', 'TenTTHC', ''),
  valued('non-unicode-text', 'TrichYeuHoSo', 'CÊp giÊy phÐp x©y dùng nhµ ë riªng lÎ'),
  valued('surrounding-space', 'MaLinhVuc', (/** @type {string} */ text) => `${text} `),
  valued('bad-identifier', 'MaHoSo', (/** @type {string} */ text) => `${text}x`),
  valued('bad-identifier', 'MaTTHC', 'abc'),
  valued('bad-identifier', 'SoDienThoai', '0123'),
  valued('bad-identifier', 'Email', 'không có'),
  valued('too-long', 'ChuHoSo', 'Nguyễn Văn An '.repeat(60)),
  valued('placeholder-value', 'ChuHoSo', 'test'),
  valued('unknown-field', 'SoLuuKho', 'x'),
  {
    rule: 'misspelled-field',
    field: 'TrichYeuHoso',
    fields: ['TrichYeuHoSo'],
    plant: (record) => {
      record.TrichYeuHoso = record.TrichYeuHoSo;
      delete record.TrichYeuHoSo;
    },
  },
  {
    rule: 'unreachable-url',
    field: 'DuongDanTaiTepTin',
    in: 'TaiLieuNop',
    plant: (record) => {
      record.TaiLieuNop[0].DuongDanTaiTepTin = 'http://localhost/a.pdf';
    },
  },
  {
    rule: 'missing-field',
    field: 'TenTepDinhKem',
    in: 'TaiLieuNop',
    plant: (record) => {
      delete record.TaiLieuNop[0].TenTepDinhKem;
    },
  },
  valued('wrong-type', 'LoaiDoiTuong', 1, { formats: ['json'] }),
  valued('wrong-type', 'DanhSachTepDinhKemKhac', {}, { formats: ['json'] }),
  valued('control-character', 'GhiChu', 'a\u0007b', { formats: ['json'] }),
  written('json', 'syntax', 'Fax', jsonFax('"Fax":"" '), { whole: true }),
  written('json', 'syntax', 'Fax', jsonFax('"Fax":"",,'), { whole: true }),
  written('json', 'syntax', 'Fax', jsonFax('"Fax":\'\','), {}),
  written('json', 'syntax', 'Fax', jsonFax('"Fax":"\\q",'), {}),
  written('json', 'equals-for-colon', 'Fax', jsonFax('"Fax"="",'), {}),
  written('json', 'duplicate-key', 'Fax', jsonFax('"Fax":"","Fax":"",'), {}),
  written('xml', 'syntax', 'Fax', xmlFax('<Fax>1</Fux>'), {}),
  written('xml', 'syntax', 'GhiChu', xmlNote('<GhiChu>Anh & em</GhiChu>'), {}),
  written('xml', 'syntax', 'GhiChu', xmlNote('<GhiChu>a&nbsp;b</GhiChu>'), {}),
  written('xml', 'syntax', 'GhiChu', xmlNote('<GhiChu>3 < 5</GhiChu>'), {}),
];

/** How many kinds of defect each format can have. @param {Format} format */
export const kinds = (format) => DEFECTS.filter((defect) => defect.formats?.includes(format) ?? true);

/** @param {Json} packet @param {Format} format */
const textOf = (packet, format) => (format === 'json' ? JSON.stringify(packet) : xmlOf(packet));

/**
 * A good packet, and the same with so many defects that have nothing to do with each other; all from a seed.
 * @param {number} seed @param {Format} format @param {number} count
 */
export function planted(seed, format, count) {
  const random = new Random(seed);
  const edition = random.pick(/** @type {const} */ (['2020', '2022']));
  const make = () => /** @type {any} */ (dossierPacket({ bytes: 9000, edition, seed }));
  const packet = make();
  const taken = new Set();
  /** @type {Place[]} */
  const places = [];
  /** @type {((text: string) => string)[]} */
  const writes = [];
  const choice = kinds(format);
  while (places.length < count) {
    const number = random.below(packet.data.length);
    const defect = random.pick(choice);
    const fields = [...(defect.fields ?? []), defect.in ?? defect.field].map((field) => `${number} ${field}`);
    if (fields.some((field) => taken.has(field))) continue;
    for (const field of fields) taken.add(field);
    defect.plant?.(packet.data[number]);
    if (defect.write) {
      const mark = `${MARK}${number}`;
      packet.data[number][defect.field] = mark;
      const [from, to] = defect.write(mark);
      writes.push((text) => text.replace(from, to));
    }
    places.push({ rule: defect.rule, path: pathOf(defect, number) });
  }
  const text = writes.reduce((text, write) => write(text), textOf(packet, format));
  return { good: textOf(make(), format), text, places };
}

/** @param {Defect} defect @param {number} number */
function pathOf(defect, number) {
  const steps = [defect.in && `${defect.in}/0`, !defect.whole && defect.field].filter(Boolean);
  return ['/data', number, ...steps].join('/');
}

/** The path of a finding as it is in JSON. @param {string} path */
export const jsonPath = (path) =>
  path.replace(/^\/DongBoHoSoMC/, '').replace(/(?:\/item)?\[(\d+)\]/g, (_, place) => `/${Number(place) - 1}`);
