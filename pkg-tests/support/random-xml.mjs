// Random XML documents: mixed content, and every kind of markup that a reader could take for something else. Some are
// spoilt in one place, so that both well-formed and ill-formed ones come.
import { Random } from './random.mjs';

const NAMES = ['r', 'a', 'b', 'data', 'item', 'MaHoSo', 'GhiChu', 'x-y', 'Tên', '_'];
const TEXTS = [
  't',
  ' ',
  '\n  ',
  '\u00a0',
  '\u200b\n',
  'Nguyễn',
  '&lt;a&gt;',
  '&amp;',
  '&#160;',
  '&#x1F600;',
  'a > b',
  '"x" \'y\'',
  ']]',
  '=',
  '/',
  '1\r\n2',
];
const ASIDES = [
  '<!-- c -->',
  '<!--</a>-->',
  '<!-- <b> -->',
  '<!---->',
  '<?p?>',
  '<?p </a> > ?>',
  '<?p-q "?>',
];
const SECTIONS = ['<![CDATA[]]>', '<![CDATA[<a>]]>', '<![CDATA[</b> & ]] >]]>', '<![CDATA[x]y]]>'];
const VALUES = ['', '1', 'a > b', '/>', '&amp;', '=', ' x= ', 'ễ', '\u00a0', '\n'];
const SPLICES = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '</a>',
  '<a>',
  '/',
  '=',
  ']]>',
  '--',
  '\u0001',
  ' ',
  '<b',
  '<!',
  '?',
];

/** @param {Random} random */
function attributes(random) {
  const names = ['x', 'y', 'p-q', 'z'].filter(() => random.happens(0.25));
  return names.map((name) => {
    const quote = random.pick(['"', "'"]);
    const value = random.pick(VALUES) + (random.happens(0.3) ? (quote === '"' ? "'" : '"') : '');
    const gap = random.happens(0.1) ? ' \n ' : '';
    return `${random.pick([' ', '\n\t', '  '])}${name}${gap}=${gap}${quote}${value}${quote}`;
  });
}

/** @param {Random} random @param {number} depth @returns {string} */
function element(random, depth) {
  const name = random.pick(NAMES);
  const tag = `${name}${attributes(random).join('')}${random.pick(['', '', ' ', '\n'])}`;
  if (random.happens(0.2)) return `<${tag}/>`;
  let content = '';
  for (let parts = random.below(depth > 0 ? 6 : 2); parts > 0; parts -= 1) {
    const kind = random.next();
    if (kind < 0.45 && depth > 0) content += element(random, depth - 1);
    else if (kind < 0.8) content += random.pick(TEXTS);
    else content += random.pick(kind < 0.92 ? ASIDES : SECTIONS);
  }
  return `<${tag}>${content}</${name}${random.pick(['', '', ' ', '\n'])}>`;
}

/** The document of a seed; about a third of them are spoilt. @param {number} seed */
export function randomXml(seed) {
  const random = new Random(seed);
  const head = random.pick(['', '', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>\n']);
  const text = `${head}${random.pick(['', '\n', '<!-- c -->'])}${element(random, random.between(1, 5))}${random.pick(['', '\n'])}`;
  if (!random.happens(0.35)) return text;
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(SPLICES) + text.slice(at + random.below(4));
}
