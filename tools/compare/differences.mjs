// Where two reports differ, and of which kind each difference is: the place with `*` for every index, the rule, and the
// shape of the old and the new value. Findings are paired by rule and place, so that one more does not move all others.

/** @typedef {Record<string, any>} Json */
/** @typedef {{ path: string, rule: string, old: unknown, new: unknown, oldShape: string, newShape: string }} Difference */

/** Stands for a member that is not there. */
const ABSENT = Symbol('absent');

/** Numbers that differ by at most this much are told apart: a BOM is three bytes. */
const NEAR = 8;

const LONGEST_SHAPE = 200;

/** @param {Json} old @param {Json} now @returns {Difference[]} */
export function differences(old, now) {
  const { findings: oldFindings, ...oldRest } = old;
  const { findings: newFindings, ...newRest } = now;
  /** @type {Difference[]} */
  const found = [];
  compare(oldRest, newRest, '', '', found);
  compareFindings(oldFindings, newFindings, found);
  return found;
}

/** @param {unknown} value @returns {value is Json} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} old @param {unknown} now @param {string} path @param {string} rule @param {Difference[]} found */
function compare(old, now, path, rule, found) {
  if (Object.is(old, now)) return;
  if (isObject(old) && isObject(now)) {
    for (const name of new Set([...Object.keys(old), ...Object.keys(now)]))
      compare(
        name in old ? old[name] : ABSENT,
        name in now ? now[name] : ABSENT,
        `${path}/${name}`,
        rule,
        found,
      );
  } else if (Array.isArray(old) && Array.isArray(now)) {
    for (let at = 0; at < Math.max(old.length, now.length); at++)
      compare(at in old ? old[at] : ABSENT, at in now ? now[at] : ABSENT, `${path}/*`, rule, found);
  } else add(found, path, rule, old, now);
}

/** @param {Difference[]} found @param {string} path @param {string} rule @param {unknown} old @param {unknown} now */
function add(found, path, rule, old, now) {
  const [oldShape, newShape] = shapes(old, now);
  const shown = (/** @type {unknown} */ value) => (value === ABSENT ? undefined : value);
  found.push({ path, rule, old: shown(old), new: shown(now), oldShape, newShape });
}

/** @param {unknown} old @param {unknown} now @returns {[string, string]} */
function shapes(old, now) {
  if (typeof old === 'number' && typeof now === 'number') {
    const change = now - old;
    if (Math.abs(change) <= NEAR) return ['number', `number${change > 0 ? '+' : ''}${change}`];
    return ['number', change > 0 ? 'greater number' : 'smaller number'];
  }
  return [shape(old), shape(now)];
}

/** Values of a small set as they are, texts without what they quote. @param {unknown} value @returns {string} */
function shape(value) {
  if (value === ABSENT) return 'absent';
  if (typeof value === 'number') return 'number';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `list of ${shape(value[0])}`;
  if (isObject(value)) return `{${Object.keys(value).join(', ')}}`.slice(0, LONGEST_SHAPE);
  if (typeof value !== 'string') return String(value);
  if (/^[0-9a-f]{16,}$/.test(value)) return 'hash';
  const text = value
    .replace(/“[^”]*”/gu, '“…”')
    .replace(/\/\S+/gu, '/…')
    .replace(/\S•+\S/gu, 'Name')
    .replace(/\p{Lu}\p{L}*\p{Ll}\p{Lu}\p{L}*/gu, 'Name')
    .replace(/[\d.,]*\d/gu, '#');
  return JSON.stringify(text.length > LONGEST_SHAPE ? `${text.slice(0, LONGEST_SHAPE)}…` : text);
}

/** The ways to pair findings, the narrowest first. @type {((finding: Json) => string)[]} */
const PAIRINGS = [
  ({ rule, path, range, message }) => `${rule} ${path} ${range.start.byte} ${message.vi}`,
  ({ rule, path, range }) => `${rule} ${path} ${range.start.byte}`,
  ({ rule, path }) => `${rule} ${path}`,
  ({ rule, range }) => `${rule} ${range.start.byte}`,
];

/** @param {Json[]} old @param {Json[]} now @param {Difference[]} found */
function compareFindings(old, now, found) {
  /** @type {Map<Json, Json>} */
  const pairs = new Map();
  const paired = new Set();
  for (const key of PAIRINGS) {
    /** @type {Map<string, Json[]>} */
    const waiting = new Map();
    for (const finding of now) {
      if (paired.has(finding)) continue;
      const same = waiting.get(key(finding));
      if (same) same.push(finding);
      else waiting.set(key(finding), [finding]);
    }
    for (const finding of old) {
      const partner = pairs.has(finding) ? undefined : waiting.get(key(finding))?.shift();
      if (!partner) continue;
      pairs.set(finding, partner);
      paired.add(partner);
    }
  }
  for (const finding of old) {
    const partner = pairs.get(finding);
    if (partner) compare(finding, partner, '/findings/*', finding.rule, found);
    else found.push(whole(finding, 'old'));
  }
  for (const finding of now) if (!paired.has(finding)) found.push(whole(finding, 'new'));
  compareOrder(
    old.flatMap((finding) => pairs.get(finding) ?? []),
    now.filter((finding) => paired.has(finding)),
    found,
  );
}

/** A finding that only one side has. @param {Json} finding @param {'old' | 'new'} side @returns {Difference} */
function whole(finding, side) {
  const shown = `${finding.severity}: ${shape(finding.message.vi ?? finding.message.en)}`;
  const both = { path: '/findings/*', rule: finding.rule, old: undefined, new: undefined };
  const shapes = { oldShape: 'absent', newShape: 'absent' };
  return { ...both, ...shapes, [side]: finding, [`${side}Shape`]: shown };
}

/** @param {Json[]} old @param {Json[]} now @param {Difference[]} found */
function compareOrder(old, now, found) {
  const at = old.findIndex((finding, number) => finding !== now[number]);
  if (at < 0) return;
  const text = (/** @type {Json | undefined} */ finding) => `${finding?.rule} at ${finding?.path}`;
  const [was, is] = [text(old[at]), text(now[at])];
  found.push({ path: '/findings', rule: '', old: was, new: is, oldShape: 'order', newShape: 'other order' });
}
