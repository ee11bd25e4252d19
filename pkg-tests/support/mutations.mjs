// Changes to good packets, some of which make them bad: one change each, from a seed.
import { Random } from './random.mjs';

/** @typedef {import('./packets.mjs').Json} Json */
/** @typedef {{ holder: any, name: string, path: string }} Place */

/** Values fields may hold, good and bad, by what the fields ask for. */
export const VALUES = {
  any: [
    '',
    '   ',
    'x',
    'abc def',
    'a\u0007b',
    'a\u0085b',
    'mất \ufffd chữ',
    ' có khoảng trắng ',
    'Đang xử lý',
    '0',
    '-1',
  ],
  codes: [
    '1',
    '2',
    '3',
    '4',
    '9',
    '10',
    '11',
    '99',
    '04',
    ' 2 ',
    '2\u00a0',
    'True',
    'False',
    'true',
    'TRUE',
    'Được tiếp nhận',
  ],
  dates: [
    '20200313080400',
    ' 20200313080400',
    '20200229000000',
    '20210229000000',
    '21000229000000',
    '20000229235959',
    '20200230000000',
    '20201301000000',
    '20200013000000',
    '00000101000000',
    '00010101000000',
    '20200313240000',
    '20200313086000',
    '202003130804',
    '20200313',
    '13/03/2020',
    '2020-03-13T08:04:00',
    '1990-01-01',
    '1990-02-30',
    '1900-02-29',
    '2000-02-29',
    '1990',
    '30/02/2024',
    '01/01/1990',
    '13-2024',
  ],
  numbers: ['0', '50000', ' 50000 ', '50.000', '50.000đ', '1.5', '-5', '12a', '00012', '９'],
  percentages: [
    '0',
    '95',
    '95.0',
    '76.38',
    ' 76.38',
    '100',
    '76.381',
    '76,38',
    '76.38%',
    '80%',
    'NaN',
    '-1',
    '.5',
    '5.',
  ],
  codesOfDossiers: [
    '000.00.01.H22-200715-0003',
    'H56.14-240305-0007',
    'G09.20-20260609-0092637',
    'G09.20-20260631-0092637',
    'H22-000229-0001',
    'H22-010229-0001',
    'H22-200715-003',
    'H22-200715-00000003',
    'h22-200715-0003',
    'H22–200715–0003',
    '22-200715-0003',
    'H22..1-200715-0003',
    `H22.${'A'.repeat(31)}-200715-0003`,
    `H22.${'A'.repeat(32)}-200715-0003`,
  ],
  agencies: [
    'H22',
    '000.00.00.H22',
    '00.00.00.H22',
    '22',
    'H22.',
    '.H22',
    'H22..1',
    'h22',
    'H22 ',
    `H22.${'1'.repeat(40)}`,
  ],
  addresses: [
    'https://dvc.tinhmau.gov.vn/a.pdf',
    'HTTP://dvc.tinhmau.gov.vn',
    'http://localhost/a.pdf',
    'http://[::1]/a.pdf',
    'https://tên-miền.vn/Tờ khai.pdf',
    'ftp://dvc.tinhmau.gov.vn/a.pdf',
    '/tep/1.pdf',
    'dvc.tinhmau.gov.vn/1.pdf',
    'https:///a.pdf',
    'http://a..vn/x',
    'http://a b.vn/x',
    'http://a.vn:8080/x',
    'http://a.vn:x/x',
    'C:\\tep\\1.pdf',
  ],
};
const STRINGS = Object.values(VALUES).flat();
/** Values of other kinds, and lists that are none. */
const OTHERS = [null, 7, -1.5, true, false, {}, [], [null], ['x'], [{}], [[]], { a: 'b' }];

/** Every member of every object, the envelope's own included. @param {any} packet @returns {Place[]} */
function places(packet) {
  /** @type {Place[]} */
  const found = [];
  const walk = (/** @type {any} */ value, /** @type {string} */ path) => {
    for (const [name, inner] of Object.entries(value)) {
      const here = `${path}/${name}`;
      if (!Array.isArray(value)) found.push({ holder: value, name, path: here });
      if (inner !== null && typeof inner === 'object') walk(inner, here);
    }
  };
  walk(packet, '');
  return found;
}

/** A value like those the field takes, good or bad. @param {Random} random @param {Place} place */
function likely(random, { holder, name }) {
  const now = holder[name];
  if (Array.isArray(now) || random.happens(0.15))
    return random.pick(/** @type {unknown[]} */ (['', ' ', ...OTHERS]));
  if (name === 'MaHoSo') return random.pick(VALUES.codesOfDossiers);
  if (name === 'madonvi') return random.pick(VALUES.agencies);
  if (name.startsWith('DuongDan')) return random.pick(VALUES.addresses);
  if (/^(Gia$|SoNhan|SoTon|Tong)/.test(name)) return random.pick(VALUES.numbers);
  if (name.startsWith('PhanTram')) return random.pick(VALUES.percentages);
  if (/^(Ngay|NGAY|ThoiDiem)/.test(name)) return random.pick(VALUES.dates);
  if (/^\d{1,2}$|^True$|^False$/.test(String(now))) return random.pick(VALUES.codes);
  return random.pick(VALUES.any);
}

/** @type {((random: Random, place: Place) => void)[]} */
const ACTIONS = [
  (_, { holder, name }) => {
    delete holder[name];
  },
  (random, place) => {
    place.holder[place.name] = likely(random, place);
  },
  (random, place) => {
    place.holder[place.name] = likely(random, place);
  },
  (random, { holder, name }) => {
    holder[name] = random.pick(STRINGS);
  },
  (random, { holder, name }) => {
    holder[name] = random.pick(OTHERS);
  },
];

/** The packet with one change, and what it was. @param {Random} random @param {Json} packet */
export function mutated(random, packet) {
  const copy = structuredClone(packet);
  const place = random.pick(places(copy));
  random.pick(ACTIONS)(random, place);
  return { packet: copy, change: `${place.path} = ${JSON.stringify(place.holder[place.name])}` };
}

/** A member no dictionary knows. @param {Random} random @param {Json} packet */
export function withUnknownMember(random, packet) {
  const copy = structuredClone(packet);
  const place = random.pick(places(copy));
  place.holder.QuocGiaLaBatKy = 'x';
  return copy;
}

/** Bytes spoiled: cut, spliced, flipped, doubled, or no packet at all. @param {Random} random @param {Uint8Array} bytes */
export function spoiled(random, bytes) {
  const at = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + random.below(40));
  const noise = Uint8Array.from({ length: random.between(1, 12) }, () => random.below(256));
  const signs = Buffer.from(
    random.pick(['"', '{', '}', '[', ']', ',', ':', '<', '>', '&', '</a>', '<!--', '\\', '\\u12', '=']),
  );
  const join = (/** @type {Uint8Array[]} */ ...parts) => new Uint8Array(Buffer.concat(parts));
  switch (random.below(6)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return join(bytes.subarray(0, at), bytes.subarray(to));
    case 2:
      return join(bytes.subarray(0, at), noise, bytes.subarray(at));
    case 3:
      return join(bytes.subarray(0, at), signs, bytes.subarray(at));
    case 4:
      return join(bytes.subarray(0, to), bytes.subarray(at));
    default:
      return Uint8Array.from({ length: random.below(200) }, () => random.below(256));
  }
}
