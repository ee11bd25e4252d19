// QCVN 109:2017/BTTTT: the schema goitin writes is that of the regulation's annexes. Samples conform to it, each line of
// what the schema alone accepts or refuses is tried, and on changed messages it agrees with goitin but for what only the
// text says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { bytesOf, check, repair, samples, schemaOf } from './support/engine.mjs';
import { Random } from './support/random.mjs';

/** An element: its name and its children, or its text. @typedef {[name: string, content: string | Element[]]} Element */
/** @typedef {{ attributes: Record<string, string>, citizens: Element[] }} Message */

const MUTATIONS = 5000;
const NAMESPACE = 'http://www.mic.gov.vn/dancu/1.0';
const validator = XsdValidator.fromDoc(XmlDocument.fromString(schemaOf('CongdanCollection', '--xsd')));

/** What is wrong with a document by the schema, or nothing. @param {string} xml */
function schemaFault(xml) {
  let document;
  try {
    document = XmlDocument.fromString(xml);
    validator.validate(document);
    return '';
  } catch (error) {
    return String(error);
  } finally {
    document?.dispose();
  }
}

/** @param {string} xml */
const findings = (xml) =>
  check(bytesOf(xml), { packet: 'CongdanCollection', profile: 'qcvn109-2017' }).findings;

const escaped = (/** @type {string} */ text) =>
  text.replace(/[&<"]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&quot;'));

/** @param {Element} element @returns {string} */
function written([name, content]) {
  const inner = typeof content === 'string' ? escaped(content) : content.map(written).join('');
  return `<${name}>${inner}</${name}>`;
}

/** @param {Message} message */
function xmlOf({ attributes, citizens }) {
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<CongdanCollection xmlns="${NAMESPACE}" xmlns:dc="${NAMESPACE}"${list.join('')}>${citizens.map(written).join('')}</CongdanCollection>`;
}

/** @returns {Element} */
const name = () => [
  'HoVaTen',
  [
    ['Ho', 'Huỳnh'],
    ['ChuDem', 'Thị'],
    ['Ten', 'Yến'],
  ],
];
/** @param {Element} number @param {string} relation @returns {Element} */
const relative = (number, relation) => [relation, [number, ['QuocTich', 'VN'], ['QuocTich', 'US'], name()]];
/** @param {string} where @returns {Element} */
const address = (where) => [
  where,
  [
    ['MaDonViHanhChinh', '36'],
    ['ChiTiet', 'Số 1 phố Mẫu'],
  ],
];

/** A message that fills every structure. @returns {Message} */
function goodMessage() {
  /** @type {Element} */
  const first = [
    'CongDan',
    [
      ['SoDinhDanh', '945807302157'],
      ['SoCMND', '368193036'],
      name(),
      ['GioiTinh', '2'],
      [
        'DanToc',
        [
          ['MaDanToc', '02'],
          ['TenGoiKhac', 'Pa Dí'],
        ],
      ],
      ['TonGiao', [['MaTonGiao', '01']]],
      ['TinhTrangHonNhan', '1'],
      ['NhomMau', '04'],
      ['NgayThangNamSinh', [['NgayThangNam', '1980-02-29']]],
      address('NoiDangKyKhaiSinh'),
      address('QueQuan'),
      address('ThuongTru'),
      [
        'NoiOHienTai',
        [
          ['ChiTiet', '1 Main Street'],
          ['QuocGia', 'US'],
        ],
      ],
      relative(['SoDinhDanh', '056224154990'], 'Cha'),
      relative(['SoCMND', '012345678'], 'Me'),
      relative(['SoCMND', '012345678901'], 'VoChong'),
      relative(['SoDinhDanh', '056224154991'], 'NguoiDaiDien'),
      ['QuocTich', 'VN'],
      ['ChuHo', [['ThongTinChuHo', [name(), ['SoDinhDanh', '885159045847'], ['QuanHe', '03']]]]],
      [
        'TrangThai',
        [
          ['LoaiTrangThai', '2'],
          ['ThoiGianChetMattich', [['Nam', '2010']]],
        ],
      ],
    ],
  ];
  /** @type {Element} */
  const second = [
    'CongDan',
    [
      ['SoDinhDanh', '540613589525'],
      name(),
      ['GioiTinh', '1'],
      ['NgayThangNamSinh', [['Nam', '1950']]],
      ['QuocTich', 'VN'],
      ['ChuHo', [['LaChuHo', 'true']]],
    ],
  ];
  return { attributes: { ThoiDiemDuLieu: '2024-01-01T00:00:00', GhiChu: 'Mẫu' }, citizens: [first, second] };
}

test('the sample and a full message conform to the schema and to goitin', () => {
  const sample = new TextDecoder().decode(samples().get('citizen-qcvn109.xml'));
  for (const xml of [sample, xmlOf(goodMessage())]) {
    assert.equal(schemaFault(xml), '');
    assert.deepEqual(
      findings(xml).filter(({ severity }) => severity !== 'info'),
      [],
    );
    assert.equal(check(bytesOf(xml)).profile, 'qcvn109-2017');
  }
});

test('production traffic is told by its structure and conforms to practice, not to the schema', () => {
  const sample = samples().get('citizen-live.xml') ?? new Uint8Array();
  const { verdict, profile, counts } = check(sample);
  assert.deepEqual(
    { verdict, profile, counts },
    { verdict: 'conforms', profile: 'dancu-live', counts: { error: 0, warning: 0, info: 1 } },
  );
  assert.equal(check(sample, { profile: 'qcvn109-2017' }).verdict, 'does-not-conform');
});

/** Replaces the text of the first element of that name. @param {string} element @param {string} text */
const text = (element, text) => (/** @type {string} */ xml) =>
  xml.replace(new RegExp(`<${element}>[^<]*</${element}>`), `<${element}>${text}</${element}>`);
/** @param {string | RegExp} from @param {string} to */
const replaced = (from, to) => (/** @type {string} */ xml) => xml.replace(from, to);
/** @param {string} attribute */
const atRoot = (attribute) => replaced(' ThoiDiemDuLieu', ` ${attribute} ThoiDiemDuLieu`);
/** @param {string} moment */
const moment = (moment) => replaced('2024-01-01T00:00:00', moment);

/** What the schema alone accepts or refuses, and what goitin says. @type {[string, (xml: string) => string, 'accepts' | 'refuses', string][]} */
const PROBES = [
  ['spaces around a token', text('GioiTinh', ' 2 '), 'accepts', 'warning surrounding-space'],
  ['spaces around a card number', text('SoCMND', ' 368193036 '), 'accepts', 'warning surrounding-space'],
  ['spaces around SoDinhDanh', text('SoDinhDanh', ' 945807302157 '), 'refuses', 'error bad-identifier'],
  ['a date with Z', text('NgayThangNam', '1980-02-29Z'), 'accepts', 'error bad-date'],
  ['a date with an offset', text('NgayThangNam', '1980-02-29+07:00'), 'accepts', 'error bad-date'],
  ['a moment with a fraction', moment('2024-01-01T00:00:00.5'), 'accepts', 'error bad-date'],
  ['a moment with a zone', moment('2024-01-01T00:00:00Z'), 'accepts', 'error bad-date'],
  ['the date of the sample in Annex Đ', moment('2016-1-1T0:00:00'), 'refuses', 'error bad-date'],
  ['SoCongDan = -1', atRoot('SoCongDan="-1"'), 'accepts', 'error bad-number'],
  ['SoCongDan of another number', atRoot('SoCongDan="3"'), 'accepts', 'error count-mismatch'],
  ['SoCongDan of the right number', atRoot('SoCongDan="2"'), 'accepts', ''],
  ['an empty collection', replaced(/<CongDan>.*<\/CongDan>/, ''), 'accepts', ''],
  [
    'no ThoiDiemDuLieu',
    replaced(' ThoiDiemDuLieu="2024-01-01T00:00:00"', ''),
    'refuses',
    'error missing-field',
  ],
  ['MaDonViHanhChinh without prefix', atRoot('MaDonViHanhChinh="36"'), 'refuses', 'error wrong-namespace'],
  ['dc:MaDonViHanhChinh', atRoot('dc:MaDonViHanhChinh="36"'), 'accepts', ''],
  [
    'dc:MaDonViHanhChinh of other residences',
    atRoot('dc:MaDonViHanhChinh="22"'),
    'accepts',
    'error address-mismatch',
  ],
  ['an unknown attribute of the root', atRoot('id="1"'), 'refuses', 'error unknown-attribute'],
  [
    'an attribute inside',
    replaced('<GioiTinh>', '<GioiTinh nguon="x">'),
    'refuses',
    'error unknown-attribute',
  ],
  ['LaChuHo empty', text('LaChuHo', ''), 'accepts', 'warning empty-required'],
  ['LaChuHo 1', text('LaChuHo', '1'), 'refuses', 'error bad-code'],
  ['LaChuHo false', text('LaChuHo', 'false'), 'refuses', 'error bad-code'],
  [
    'a time of death of somebody alive',
    text('LoaiTrangThai', '1'),
    'accepts',
    'error status-contradicts-date',
  ],
  [
    'dead without a time',
    replaced(/<ThoiGianChetMattich>.*?<\/ThoiGianChetMattich>/, ''),
    'accepts',
    'warning status-needs-date',
  ],
  ['a name that was not split', replaced(/<Ho>Huỳnh<\/Ho><ChuDem>Thị<\/ChuDem>/, '<Ho></Ho>'), 'accepts', ''],
  ['a middle name without a family name', text('Ho', ''), 'accepts', 'warning name-parts'],
  ['an empty address', replaced(/<QueQuan>.*?<\/QueQuan>/, '<QueQuan/>'), 'accepts', ''],
  ['a year with a sign', text('Nam', '+2010'), 'accepts', 'warning bad-date'],
  ['a country in lower case', text('QuocTich', 'vn'), 'refuses', 'error bad-code'],
  ['XK', text('QuocTich', 'XK'), 'refuses', 'error bad-code'],
  ['a card number of 12 digits', text('SoCMND', '368193036001'), 'accepts', ''],
  [
    'both numbers of the father',
    replaced(
      '<SoDinhDanh>056224154990</SoDinhDanh>',
      '<SoDinhDanh>056224154990</SoDinhDanh><SoCMND>012345678</SoCMND>',
    ),
    'refuses',
    'error choice-conflict',
  ],
  [
    'nationality before the father',
    replaced(/(<Cha>.*<\/NguoiDaiDien>)(<QuocTich>VN<\/QuocTich>)/, '$2$1'),
    'refuses',
    'error wrong-order',
  ],
  ['TenGoi', replaced(/TenGoiKhac/g, 'TenGoi'), 'refuses', 'error misspelled-field'],
  [
    'ThoiGianChetMatTich',
    replaced(/ThoiGianChetMattich/g, 'ThoiGianChetMatTich'),
    'refuses',
    'error misspelled-field',
  ],
  ['ThoiGian', replaced(/ThoiGianChetMattich/g, 'ThoiGian'), 'refuses', 'error misspelled-field'],
  ['religion 13', text('MaTonGiao', '13'), 'accepts', 'warning bad-code'],
  ['religion 14', text('MaTonGiao', '14'), 'refuses', 'error bad-code'],
  ['Congdan', replaced(/CongDan>/g, 'Congdan>'), 'refuses', 'error misspelled-field,error misspelled-field'],
  [
    'xsi:nil',
    replaced(
      '<GioiTinh>2</GioiTinh>',
      '<GioiTinh xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>',
    ),
    'refuses',
    'error empty-required',
  ],
  [
    'Việt Nam written out',
    replaced('<ChiTiet>Số 1 phố Mẫu</ChiTiet>', '<ChiTiet>Số 1 phố Mẫu</ChiTiet><QuocGia>VN</QuocGia>'),
    'accepts',
    '',
  ],
];

for (const [title, change, schema, said] of PROBES)
  test(`what the schema alone says: ${title}`, () => {
    const good = xmlOf(goodMessage());
    const xml = change(good);
    assert.notEqual(xml, good);
    assert.equal(schemaFault(xml) === '' ? 'accepts' : 'refuses', schema, schemaFault(xml));
    const found = findings(xml).filter(({ severity }) => severity !== 'info');
    assert.equal(found.map(({ severity, rule }) => `${severity} ${rule}`).join(), said);
  });

test('four digits of an administrative unit are refused', () => {
  const xml = text('MaDonViHanhChinh', '1234')(xmlOf(goodMessage()));
  assert.notEqual(schemaFault(xml), '');
  assert.equal(findings(xml).find(({ severity }) => severity === 'error')?.rule, 'bad-identifier');
});

/** Errors that only the text can say. @type {Record<string, string>} */
const OF_THE_TEXT = {
  'status-contradicts-date': '2.2.3.7: compares two elements',
  'address-mismatch': '2.2.3.2, 2.3.3 c: compares elements and citizens',
  'count-mismatch': '2.3.3 b: counts the citizens',
};
/** Values that the schema's types take and the text does not, with the place; the probes above try each. @type {[RegExp, string][]} */
const VALUES_OF_THE_TEXT = [
  [/NgayThangNam = "1980-05-06(Z|\+07:00)"$/, '2.2.4.12: digits and hyphens only, so no zone'],
  [/ThoiDiemDuLieu = "2024-01-01T08:30:00(\.5|Z)"$/, '2.3.3 a: digits only, so no fraction and no zone'],
  [/SoCongDan = "-1"$/, '2.3.3 b: a natural number'],
];
const TEXTS = [
  '',
  ' ',
  '0',
  '1',
  '01',
  '2',
  '3',
  '00',
  '99',
  'x',
  'VN',
  'US',
  'vn',
  'true',
  'false',
  '12',
  '123',
  '1234',
  '12345',
  '012345678',
  '0123456789',
  '012345678901',
  '0123456789012',
  '1980',
  '1899',
  '2400',
  '+1980',
  '1980-05-06',
  '1980-05-06Z',
  '1980-05-06+07:00',
  '1980-02-30',
  '1899-12-31',
  '2400-01-01',
  '19800506',
  'Huỳnh',
  'a & b',
];
const NAMES = [
  'GioiTinh',
  'SoDinhDanh',
  'SoCMND',
  'HoVaTen',
  'QuocTich',
  'TenGoi',
  'ThoiGian',
  'Nam',
  'NgayThangNam',
  'LaChuHo',
  'Ten',
  'LaMotTheLa',
];
const MOMENTS = [
  '2024-01-01T08:30:00',
  '2024-01-01T08:30:00.5',
  '2024-01-01T08:30:00Z',
  '2024-02-30T08:30:00',
  '2024-01-01',
  '20240101083000',
  '',
  'x',
];

/** Every element with its parent's children. @param {Element[]} list @returns {{ list: Element[], index: number }[]} */
const places = (list) =>
  list.flatMap((element, index) => [
    { list, index },
    ...(typeof element[1] === 'string' ? [] : places(element[1])),
  ]);

/** The message with one change, and what it was. @param {Random} random @param {Message} message */
function mutated(random, message) {
  const copy = structuredClone(message);
  if (random.happens(0.08)) {
    const [attribute, values] = random.pick(
      /** @type {[string, string[]][]} */ ([
        ['ThoiDiemDuLieu', MOMENTS],
        ['SoCongDan', ['2', '-1', '3', 'x', '']],
        ['GhiChu', ['', 'x']],
        ['Khac', ['x']],
        ['dc:MaDonViHanhChinh', ['36', '22', '1', 'x']],
        ['MaDonViHanhChinh', ['36']],
      ]),
    );
    copy.attributes[attribute] = random.pick(values);
    return { message: copy, change: `${attribute} = "${copy.attributes[attribute]}"` };
  }
  const { list, index } = random.pick(places(copy.citizens));
  const element = list[index] ?? ['', ''];
  const [tag] = element;
  switch (random.below(6)) {
    case 0:
      list.splice(index, 1);
      return { message: copy, change: `${tag} left out` };
    case 1:
      list.splice(index, 0, structuredClone(element));
      return { message: copy, change: `${tag} twice` };
    case 2: {
      const to = random.below(list.length);
      list.splice(index, 1);
      list.splice(to, 0, element);
      return { message: copy, change: `${tag} from ${index} to ${to}` };
    }
    case 3:
      element[0] = random.pick(NAMES);
      return { message: copy, change: `${tag} renamed ${element[0]}` };
    case 4:
      list.splice(index, 0, [random.pick(NAMES), random.pick(TEXTS)]);
      return { message: copy, change: `${list[index]?.[0]} before ${tag}` };
    default:
      element[1] = random.pick(TEXTS);
      return { message: copy, change: `${tag} = "${element[1]}"` };
  }
}

test('the schema and goitin agree on changed messages, but for what only the text says', () => {
  const random = new Random(109);
  const good = goodMessage();
  const tally = { accepted: 0, refused: 0 };
  const disagreements = [];
  for (let count = 0; count < MUTATIONS; count += 1) {
    const { message, change } = mutated(random, good);
    const xml = xmlOf(message);
    const errors = findings(xml).filter(({ severity }) => severity === 'error');
    const known = VALUES_OF_THE_TEXT.some(([pattern]) => pattern.test(change));
    const byText = errors.filter(({ rule }) => rule in OF_THE_TEXT);
    const fault = schemaFault(xml);
    if (errors.length > byText.length === (fault !== '')) tally[fault ? 'refused' : 'accepted'] += 1;
    else if (!known || fault !== '')
      disagreements.push({ change, errors: errors.map(({ rule, path }) => `${rule} ${path}`), fault });
  }
  assert.deepEqual(disagreements.slice(0, 10), [], `${disagreements.length} of ${MUTATIONS}`);
  assert.ok(tally.accepted > MUTATIONS / 20 && tally.refused > MUTATIONS / 2, JSON.stringify(tally));
  for (const rule of Object.keys(OF_THE_TEXT))
    assert.ok(
      PROBES.some(([, , , said]) => said.endsWith(rule)),
      `${rule} has no probe`,
    );
});

test('what can be repaired safely is repaired: names, order, dates, the namespace', () => {
  const broken = xmlOf(goodMessage())
    .replace(` xmlns="${NAMESPACE}"`, '')
    .replace(/CongDan>/g, 'Congdan>')
    .replace(/TenGoiKhac/g, 'TenGoi')
    .replace(/ThoiGianChetMattich/g, 'ThoiGianChetMatTich')
    .replace('1980-02-29', '19800229')
    .replace(/(<Cha>.*<\/NguoiDaiDien>)(<QuocTich>VN<\/QuocTich>)/, '$2$1');
  const repaired = new TextDecoder().decode(repair(bytesOf(broken), 'safe').bytes);
  assert.equal(
    repaired,
    xmlOf(goodMessage()).replace(
      `<CongdanCollection xmlns="${NAMESPACE}"`,
      `<CongdanCollection xmlns="${NAMESPACE}"`,
    ),
  );
  assert.equal(schemaFault(repaired), '');
});
