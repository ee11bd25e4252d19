// What the rules' pages and the dictionary say, as modules for the page: `virtual:rules/vi` (what is wrong and why it
// matters, by rule) and `virtual:fields/vi` (the meanings of fields and codes, by packet), the same in English. They are
// made from the sources at build time and loaded when a reader asks.
import { readdirSync, readFileSync } from 'node:fs';
import { inRoot } from './lib.mjs';

/** @typedef {'vi' | 'en'} Language */

const WHAT = { vi: 'Sai ở đâu', en: 'What is wrong' };
const WHY = { vi: 'Vì sao quan trọng', en: 'Why it matters' };

/** @param {string} page @param {string} heading */
function section(page, heading) {
  const start = page.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`no section “${heading}”`);
  const body = page.slice(start + heading.length + 5);
  return body.slice(0, body.search(/\n#{1,2} |$(?![\s\S])/)).trim();
}

/** What is wrong and why, by rule. @param {Language} language */
export function ruleTexts(language) {
  const folder = inRoot('src', 'rules');
  const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return Object.fromEntries(
    pages.sort().map((name) => {
      const page = readFileSync(`${folder}/${name}`, 'utf8');
      return [name.slice(0, -3), { what: section(page, WHAT[language]), why: section(page, WHY[language]) }];
    }),
  );
}

/** @typedef {{ name: string, type: string, codes?: string, meaning: Record<Language, string>, example?: string }} Row */
/** @typedef {{ id: string, record: string, types: Record<string, { fields?: Row[] }> }} PacketFile */
/** @typedef {{ codes: ({ code: string } & Record<Language, string>)[] }} CodeList */

const readJson = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));

/** The fields of each packet's records, and the code lists they use. @param {Language} language */
export function fieldMeanings(language) {
  const folder = inRoot('src', 'standard', 'packets');
  /** @type {Record<string, CodeList>} */
  const lists = readJson(inRoot('src', 'standard', 'codes.json'));
  /** @type {PacketFile[]} */
  const files = readdirSync(folder)
    .sort()
    .map((name) => readJson(`${folder}/${name}`));
  const packets = files.map((file) => [file.id, fieldsOf(file, language)]);
  const codes = Object.entries(lists).map(([id, { codes }]) => [
    id,
    codes.map((row) => [row.code, row[language] ?? row.vi ?? '']),
  ]);
  return { packets: Object.fromEntries(packets), codes: Object.fromEntries(codes) };
}

/** @param {PacketFile} file @param {Language} language */
function fieldsOf(file, language) {
  const rows = file.types?.[file.record]?.fields ?? [];
  return rows.map(({ name, type, codes, meaning, example }) => ({
    name,
    type,
    meaning: meaning?.[language] ?? meaning?.vi ?? name,
    ...(codes && { codes }),
    ...(example && { example }),
  }));
}

/** @type {Record<string, (language: Language) => unknown>} */
const MODULES = { rules: ruleTexts, fields: fieldMeanings };

/** Serves the modules to the page's build. @returns {import('vite').Plugin} */
export function reference() {
  const pattern = /^virtual:(rules|fields)\/(vi|en)$/;
  return {
    name: 'reference',
    resolveId: (id) => (pattern.test(id) ? `\0${id}` : undefined),
    load(id) {
      const [, what = '', language = ''] = pattern.exec(id.replace('\0', '')) ?? [];
      const make = MODULES[what];
      if (!make) return undefined;
      return `export default ${JSON.stringify(make(/** @type {Language} */ (language)))};`;
    },
  };
}
