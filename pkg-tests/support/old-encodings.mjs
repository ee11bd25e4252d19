// Vietnamese written in the codes that are older than Unicode, and Unicode that a program read wrongly: what a clerk's
// database may still hold. Made from the tables of those codes, and on purpose not from the engine's.

/** The tones as Unicode's combining marks. */
const TONES = ['\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];

/** Unicode's letters, and what the fonts .VnTime and their like show for them, in the same order. */
const TCVN3_LETTERS = 'ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ';
const TCVN3_SHOWN = '¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ';

/** Capitals with a tone are a matter of the font there: they are stored as small letters. @param {string} text */
export function tcvn3(text) {
  const letter = (/** @type {string} */ one) => {
    const place = [TCVN3_LETTERS.indexOf(one), TCVN3_LETTERS.indexOf(one.toLowerCase())].find(
      (at) => at >= 0,
    );
    return place === undefined ? one : TCVN3_SHOWN.charAt(place);
  };
  return [...text.normalize('NFC')].map(letter).join('');
}

/** VNI's fonts: letters of their own, or a letter and a mark behind it. @type {Record<string, string>} */
const VNI_LETTERS = { ì: 'ì', í: 'í', ỉ: 'æ', ĩ: 'ó', ị: 'ò', ỵ: 'î', đ: 'ñ', ơ: 'ô', ư: 'ö' };
/** The marks for a shape and a tone, in the order of TONES. @type {Record<string, string>} */
const VNI_MARKS = { '': 'øùûõï', '\u0302': 'àáåãä', '\u0306': 'èéúüë', '\u031b': 'øùûõï' };
/** @type {Record<string, string>} */
const VNI_SHAPES = { '\u0302': 'â', '\u0306': 'ê' };

/** @param {string} one */
function vniLetter(one) {
  const whole = VNI_LETTERS[one];
  if (whole !== undefined) return whole;
  const [base = '', ...marks] = one.normalize('NFD');
  const tone = TONES.findIndex((mark) => marks.includes(mark));
  const shape = Object.keys(VNI_MARKS).find((mark) => mark !== '' && marks.includes(mark)) ?? '';
  const plain = shape === '\u031b' ? (VNI_LETTERS[(base + shape).normalize('NFC')] ?? base) : base;
  return plain + (tone < 0 ? (VNI_SHAPES[shape] ?? '') : (VNI_MARKS[shape]?.charAt(tone) ?? ''));
}

/** @param {string} text */
export function vni(text) {
  const letter = (/** @type {string} */ one) => {
    const small = one.toLowerCase();
    return small === one ? vniLetter(one) : vniLetter(small).toUpperCase();
  };
  return [...text.normalize('NFC')].map(letter).join('');
}

/** Each combining mark as another sign, and what stands for đ and Đ. @param {string} signs @param {[string, string]} d */
const typed = (signs, [small, large]) => {
  const marks = [...TONES, '\u0302', '\u0306', '\u031b'];
  return (/** @type {string} */ text) => {
    // The shape comes before the tone, as people type it.
    const shapesFirst = text.normalize('NFD').replace(/([\u0323])([\u0302\u0306])/g, '$2$1');
    const letters = shapesFirst.replaceAll('đ', small).replaceAll('Đ', large);
    return [...letters].map((one) => (marks.includes(one) ? signs.charAt(marks.indexOf(one)) : one)).join('');
  };
};

/** Signs behind the letters, as on the Internet before Unicode. */
export const viqr = typed("`'?~.^(+", ['dd', 'DD']);
/** Digits behind the letters: the VNI keyboard without its program. */
export const vniDigits = typed('21345687', ['d9', 'D9']);

/** What Windows-1252 has from 0x80 to 0x9F, the controls where it has nothing; Node 20's own decoder has only controls. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** @param {number} byte */
const shownAs = (byte) =>
  byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252.charAt(byte - 0x80) : String.fromCharCode(byte);

/** UTF-8 that was read as Windows-1252. @param {string} text */
export const misread = (text) => Array.from(new TextEncoder().encode(text), shownAs).join('');

/** Vietnamese in Windows-1258 that was read as Windows-1252. @param {string} text */
export function windows1258(text) {
  const known = new TextDecoder('windows-1258').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const parts = (/** @type {string} */ one) => {
    if (known.includes(one)) return one;
    const [base = '', ...marks] = one.normalize('NFD');
    const tone = marks.find((mark) => TONES.includes(mark)) ?? '';
    return [base, ...marks.filter((mark) => mark !== tone)].join('').normalize('NFC') + tone;
  };
  const stored = [...text.normalize('NFC')].map(parts).join('');
  return [...stored].map((one) => shownAs(known.indexOf(one))).join('');
}
