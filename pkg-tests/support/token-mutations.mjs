// Changes to the text of any packet, JSON or XML, that leave most of it as it was: tokens moved about, values of other
// kinds, names written otherwise, wrappings, broken syntax, other encodings. One to three of them each, from a seed.
import { VALUES } from './mutations.mjs';
import { Random } from './random.mjs';

/** @typedef {string[]} Tokens */

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|[-+.\w]+|\s+|./gsu;
const XML_TOKEN = /<!--.*?-->|<[^>]*>|[^<]+|</gsu;

/** Values of every kind, as they stand in a file. */
const JSON_VALUES = [
  'null',
  'true',
  'False',
  '7',
  '-1.5',
  '1e400',
  '007',
  '{}',
  '[]',
  '""',
  '[null]',
  '{"a":"b"}',
];
const XML_VALUES = [
  '',
  ' ',
  '<item/>',
  '<a>b</a>',
  '<![CDATA[2]]>',
  '&lt;b&gt;',
  '2<!-- hai -->',
  '&#50;',
  '&nbsp;',
];
const JSON_SIGNS = [
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '=',
  '\\',
  '\\u00',
  '//',
  '/* */',
  '\u00a0',
  '\u0000',
];
const XML_SIGNS = ['<', '>', '&', '</', '/>', '<!--', '<?x?>', ']]>', '<!DOCTYPE a>', '&x;', '"', '\u0000'];

/** @param {string} text */
const isXml = (text) => text.trimStart().startsWith('<');

/** @param {string} token @param {boolean} xml */
const isName = (token, xml) => (xml ? /^<\/?[\w:]/.test(token) : /^"[A-Za-z]\w*"$/.test(token));

/** @param {string} token @param {boolean} xml */
const isValue = (token, xml) => (xml ? /^[^<]*\S[^<]*$/s.test(token) : /^["\w-]/.test(token));

/** The place of a token that `fits`, or of any. @param {Random} random @param {Tokens} tokens @param {(token: string) => boolean} fits */
function placeOf(random, tokens, fits) {
  const places = tokens.flatMap((token, at) => (fits(token) ? [at] : []));
  return places.length > 0 ? random.pick(places) : random.below(tokens.length);
}

/** A value as the file writes it. @param {Random} random @param {boolean} xml */
function otherValue(random, xml) {
  if (random.happens(0.4)) return random.pick(xml ? XML_VALUES : JSON_VALUES);
  const value = random.pick(random.pick(Object.values(VALUES)));
  return xml ? value : JSON.stringify(value);
}

/** The name as another program or hand would write it. @param {Random} random @param {string} name */
function otherName(random, name) {
  const at = random.below(name.length);
  switch (random.below(7)) {
    case 0:
      return name.toLowerCase();
    case 1:
      return name.charAt(0).toLowerCase() + name.slice(1);
    case 2:
      return name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, '_');
    case 3:
      return name.slice(0, at) + name.slice(at + 1);
    case 4:
      return name.slice(0, at) + name.charAt(at) + name.slice(at);
    case 5:
      return `ns:${name}`;
    default:
      return name + random.pick(['1', ' ', 'x', 'ọ']);
  }
}

/** @typedef {(random: Random, tokens: Tokens, xml: boolean) => void} Change */

/** @type {Change[]} */
const CHANGES = [
  function dropTokens(random, tokens) {
    tokens.splice(random.below(tokens.length), random.between(1, 6));
  },
  function doubleTokens(random, tokens) {
    const at = random.below(tokens.length);
    tokens.splice(at, 0, ...tokens.slice(at, at + random.between(1, 12)));
  },
  function swapTokens(random, tokens, xml) {
    const first = placeOf(random, tokens, (token) => isValue(token, xml));
    const second = placeOf(random, tokens, (token) => isValue(token, xml));
    [tokens[first], tokens[second]] = [tokens[second] ?? '', tokens[first] ?? ''];
  },
  function changeValue(random, tokens, xml) {
    const at = placeOf(random, tokens, (token) => isValue(token, xml) && !isName(token, xml));
    tokens[at] = otherValue(random, xml);
  },
  function changeAnyValue(random, tokens, xml) {
    tokens[placeOf(random, tokens, (token) => isValue(token, xml))] = otherValue(random, xml);
  },
  function spaceValue(random, tokens, xml) {
    const at = placeOf(random, tokens, (token) => isValue(token, xml));
    const space = random.pick([' ', '\t', '\u00a0', '\u200b', '\ufeff', '\u202e']);
    tokens[at] = (tokens[at] ?? '').replace(
      /^("?)(.*?)("?)$/su,
      random.happens(0.5) ? `$1${space}$2$3` : `$1$2${space}$3`,
    );
  },
  function decompose(random, tokens) {
    const at = placeOf(random, tokens, (token) => /[\u00c0-\u1ef9]/.test(token));
    tokens[at] = (tokens[at] ?? '').normalize('NFD');
  },
  function rename(random, tokens, xml) {
    const at = placeOf(random, tokens, (token) => isName(token, xml));
    tokens[at] = (tokens[at] ?? '').replace(/\w+/, (name) => otherName(random, name));
  },
  function insertSign(random, tokens, xml) {
    tokens.splice(random.below(tokens.length + 1), 0, random.pick(xml ? XML_SIGNS : JSON_SIGNS));
  },
  function breakToken(random, tokens) {
    const at = random.below(tokens.length);
    const token = tokens[at] ?? '';
    tokens[at] = token.slice(0, random.below(token.length + 1));
  },
  function cut(random, tokens) {
    tokens.splice(random.below(tokens.length));
  },
  function singleQuotes(_, tokens) {
    tokens.forEach((token, at) => {
      if (token.startsWith('"')) tokens[at] = token.replaceAll('"', "'");
    });
  },
  function equals(_, tokens, xml) {
    if (xml) return;
    tokens.forEach((token, at) => {
      tokens[at] = token === ':' ? '=' : token;
    });
  },
  function lineEnds(random, tokens) {
    const end = random.pick(['\r\n', '\r', '\n\n', ' ']);
    tokens.forEach((token, at) => {
      tokens[at] = token.replaceAll('\n', end);
    });
  },
];

/** What people and programs put around a packet. @type {((text: string) => string)[]} */
const WRAPPINGS = [
  (text) => JSON.stringify(text),
  (text) => `[${text}]`,
  (text) => `{"data":${text}}`,
  (text) => text + text,
  (text) => `${text}\n${text.replaceAll('\n', ' ')}\n`,
  (text) => `\`\`\`json\n${text}\n\`\`\`\n`,
  (text) =>
    `POST /api HTTP/1.1\r\nContent-Type: application/json\r\nAuthorization: Bearer mau\r\n\r\n${text}`,
  (text) => Buffer.from(text).toString('base64'),
  (text) => text.replaceAll('<', '&lt;'),
  (text) =>
    `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${text.replace(/^<\?xml.*?\?>/s, '')}</soap:Body></soap:Envelope>`,
  (text) => text.replace(/encoding="[^"]*"/, 'encoding="windows-1258"'),
  (text) => `callback(${text});`,
];

/** @type {((text: string) => Uint8Array)[]} */
const ENCODINGS = [
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  (text) => Buffer.from(text, 'latin1'),
  (text) => Buffer.from(Buffer.from(text).toString('latin1')),
];

/** The packet's text with some changes, as bytes. @param {Random} random @param {string} text @returns {Uint8Array} */
export function rewritten(random, text) {
  const xml = isXml(text);
  const tokens = text.match(xml ? XML_TOKEN : JSON_TOKEN) ?? [];
  for (let times = random.between(1, 3); times > 0 && tokens.length > 0; times--)
    random.pick(CHANGES)(random, tokens, xml);
  let changed = tokens.join('');
  if (random.happens(0.08)) changed = random.pick(WRAPPINGS)(changed);
  return random.happens(0.08) ? random.pick(ENCODINGS)(changed) : Buffer.from(changed);
}
