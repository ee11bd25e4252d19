// Texts made to be dear: each shape fills any size with what costs a reader, a rule or a report most. None is a packet
// that anybody sends; what they hold is made up.

/** The same piece again and again. @param {string} piece */
const again = (piece) => (/** @type {number} */ size) =>
  piece.repeat(Math.ceil(size / Buffer.byteLength(piece)));

/** Pieces by their number, between a head and a tail. @param {string} head @param {(number: number) => string} piece @param {string} tail */
const counted = (head, piece, tail) => (/** @type {number} */ size) => {
  const parts = [head];
  let length = head.length + tail.length;
  for (let number = 0; length < size; number += 1) {
    const next = piece(number);
    parts.push(next);
    length += Buffer.byteLength(next);
  }
  parts.push(tail);
  return parts.join('');
};

const ENVELOPE = '{"madonvi":"000.00.00.H99","service":"DongBoHoSoMC","data":[';
const PROGRESS = '{"madonvi":"000.00.00.H99","service":"CapNhatTienDoHoSoMC","data":[';
const CITIZENS = '<CongdanCollection xmlns="http://www.mic.gov.vn/dancu/1.0"><CongDan>';
const CITIZENS_END = '</CongDan></CongdanCollection>';
const DOSSIERS = '<DongBoHoSoMC><madonvi>000.00.00.H99</madonvi><data>';
const DOSSIERS_END = '</data></DongBoHoSoMC>';

/** @param {string} piece */
const records = (piece) => counted(ENVELOPE, (number) => (number > 0 ? ',' : '') + piece, ']}');
/** @param {(number: number) => string} piece */
const members = (piece) =>
  counted(`${ENVELOPE}{`, (number) => (number > 0 ? ',' : '') + piece(number), '}]}');
/** @param {(number: number) => string} piece */
const steps = (piece) => counted(PROGRESS, (number) => (number > 0 ? ',' : '') + piece(number), ']}');
/** @param {string} piece */
const inCitizen = (piece) => counted(CITIZENS, () => piece, CITIZENS_END);
/** @param {string} piece */
const inDossiers = (piece) => counted(DOSSIERS, () => piece, DOSSIERS_END);

/** @type {Readonly<Record<string, (size: number) => string>>} */
export const SHAPES = {
  // Brackets and marks.
  'lists of lists': again('['),
  'objects in objects': again('{"a":'),
  'wrong closers': again('[}[}'),
  'closers alone': again(']}'),
  commas: again(','),
  colons: again('{:'),
  'quotation marks': again('"'),
  'curly quotation marks': again('{“a”:“b”}'),
  'single quotes': again("{'a':'b'},"),
  backslashes: counted('{"a":"', () => '\\', '"}'),
  'bad escapes': counted('{"a":"', () => '\\q', '"}'),
  'lone surrogates': counted('{"a":"', () => '\\ud800', '"}'),
  'raw control characters': counted('{"a":"', () => '\u0001', '"}'),
  'raw line ends': counted('{"a":"', () => 'x\n', '"}'),
  'comments of JSON': counted('[', () => '/*x*/1,//y\n', ']'),
  'words without quotes': counted('[', () => 'abc,', ']'),
  'numbers of no kind': counted('[', () => '+1.,', ']'),
  'no-break spaces': counted('[', () => '\u00a0', ']'),
  'zero-width spaces': counted('{"madonvi":', () => '\u200b', '"H99"}'),
  'white space': counted('{"madonvi":', () => ' ', '"H99"}'),
  'line ends': counted('{"madonvi":', () => '\n', '"H99"}'),
  'one string': counted('{"madonvi":"', () => 'x', '"}'),
  'one name': counted('{"', () => 'x', '":1}'),
  'one number': counted(`${ENVELOPE}{"MaHoSo":`, () => '9', '}]}'),
  'equals signs': counted('{', (number) => `a${number} = 1,`, '}'),
  // Records and lines.
  'lists of nothing': records('{}'),
  'lists of null': records('null'),
  'lists of numbers': records('1'),
  'lists of strings': records('"x"'),
  'NDJSON of nothing': again('{}\n'),
  'NDJSON broken': again('{"MaHoSo":\n'),
  'lines of text': again('abc\n'),
  'values one after another': again('{"a":1} '),
  'replies one after another': again('{"error_code":"-1","message":"x"} '),
  'many lists in a record': members((number) => `"TaiLieuNop${number}":[{}]`),
  'one list of many': counted(`${ENVELOPE}{"TaiLieuNop":[`, (number) => (number > 0 ? ',{}' : '{}'), ']}]}'),
  // Names.
  'unknown names': members((number) => `"x${number}":1`),
  'names that are near': members((number) => `"MaHoS${number % 10}${number}":1`),
  'the same name': members(() => '"MaHoSo":"1"'),
  'names in another case': members(() => '"mahoso":"1"'),
  'escaped names': members((number) => `"\\u004da${number}":1`),
  'roots of many names': counted('{', (number) => `${number > 0 ? ',' : ''}"k${number}":{}`, '}'),
  'services in services': counted('', (number) => `{"x${number}":`, ''),
  // Values.
  'dossiers all the same': steps(() => '{"MaHoSo":"000.00.12.H99-200313-0001"}'),
  'dossiers all different': steps(
    (number) => `{"MaHoSo":"000.00.12.H99-200313-${String(number).padStart(7, '0')}"}`,
  ),
  'steps out of order': steps(
    (number) => `{"MaHoSo":"000.00.12.H99-200313-0001","ThoiDiemXuLy":"2020${String(1231235959 - number)}"}`,
  ),
  'dates of two readings': steps(
    (number) => `{"ThoiDiemXuLy":"0${(number % 9) + 1}/0${(number % 8) + 1}/2020"}`,
  ),
  'mojibake of mojibake': steps(() => '{"NguoiXuLy":"NguyÃƒÂ¡Ã‚Â»Ã¢â‚¬Â¦n"}'),
  'decomposed letters': steps(() => '{"NguoiXuLy":"e\u0302\u0303e\u0302\u0301"}'),
  'question marks in words': counted(`${PROGRESS}{"NguoiXuLy":"`, () => 'Nguy?n ', '"}]}'),
  'percent signs': counted(`${PROGRESS}{"NguoiXuLy":"`, () => '%E1%BB%85', '"}]}'),
  'one count': counted(
    '{"madonvi":"H99","service":"DongBoThongKeHoSo","data":[{"SoNhanTrongKy":"',
    () => '9',
    '"}]}',
  ),
  // XML.
  'open tags': again('<a>'),
  'end tags': again('</a>'),
  'angle brackets': again('<'),
  'tags never closed': inDossiers('<item>'),
  'items of nothing': inDossiers('<item/>'),
  ampersands: inCitizen('&'),
  'unknown entities': inCitizen('&x;'),
  'character references': inCitizen('&#7877;'),
  'attributes without quotes': counted('<a ', (number) => `b${number}=c `, '/>'),
  'attributes twice': counted('<a ', () => 'b="c" ', '/>'),
  'attributes by number': counted('<a ', (number) => `b${number}="c" `, '/>'),
  'namespaces by number': counted('<a>', (number) => `<b xmlns:p${number}="u${number}"/>`, '</a>'),
  'prefixes undeclared': counted('<a>', (number) => `<p${number}:b/>`, '</a>'),
  'comments of XML': inCitizen('<!-- x -->'),
  'comments never closed': again('<!-- '),
  CDATA: inCitizen('<![CDATA[x]]>'),
  'CDATA never closed': again('<![CDATA['),
  instructions: inCitizen('<?a b?>'),
  'document types': again('<!DOCTYPE a>'),
  'entities declared': counted('<!DOCTYPE a [', (number) => `<!ENTITY e${number} "x">`, ']><a/>'),
  'stray text': inDossiers('x<item/>'),
  'second roots': again('<a/>'),
  'elements out of order': inCitizen('<TonGiao/><GioiTinh/>'),
  'repeated elements': inCitizen('<SoCMND>1</SoCMND>'),
  'unknown elements': counted(CITIZENS, (number) => `<x${number}>1</x${number}>`, CITIZENS_END),
  'white space between tags': inDossiers(' '),
  // Around a packet.
  'base64 of nothing': again('QUJD'),
  'entities around': again('{&quot;a&quot;:'),
  'escapes around': again('{\\"a\\":'),
  'a packet in strings': counted('"{\\"a\\":[', () => '{},', ']}"'),
  'mail marks': again('> {}\n'),
  'a log': counted('', (number) => `2020-03-13 08:04:${number} INFO sent\n`, '{"a":1}'),
  'a table': again('a,b,c\n'),
};

/** Bytes that are no text. @type {Readonly<Record<string, (size: number) => Uint8Array>>} */
export const BYTES = {
  zeros: (size) => new Uint8Array(size),
  'bytes that are no UTF-8': (size) => new Uint8Array(size).fill(0x7b, 0, 1).fill(0xff, 1),
  'half characters': (size) => new Uint8Array(size).fill(0xe1).fill(0x7b, 0, 1),
  'UTF-16': (size) =>
    new Uint8Array(Buffer.from(`\ufeff${'[}'.repeat(Math.ceil(size / 4))}`, 'utf16le').subarray(0, size)),
  'Windows-1258': (size) => new Uint8Array(size).fill(0xea, 2).fill(0x7b, 0, 1).fill(0x22, 1, 2),
};

/** All shapes, as bytes. @returns {[string, (size: number) => Uint8Array][]} */
export const allShapes = () => [
  ...Object.entries(SHAPES).map(
    ([name, make]) =>
      /** @type {[string, (size: number) => Uint8Array]} */ ([
        name,
        (size) => new TextEncoder().encode(make(size)),
      ]),
  ),
  ...Object.entries(BYTES),
];
