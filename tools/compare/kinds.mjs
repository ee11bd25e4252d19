// The kinds of differences, counted, each with a few examples, and which of them are intended.

/** @typedef {import('./differences.mjs').Difference} Difference */
/** Members that are not named fit everything; `*` stands for any text. @typedef {{ path?: string, rule?: string, old?: string, new?: string, reason: string }} Intended */
/** @typedef {{ first: Difference, count: number, examples: Map<string, Difference>, intended: Intended | undefined }} Kind */

const EXAMPLES = 3;
const LONGEST_VALUE = 300;
/** Kinds that the terminal shows; the file has all. */
const SHOWN = 40;

/** @param {string} pattern @param {string} text */
function fits(pattern, text) {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'su').test(text);
}

export class Kinds {
  /** @type {Map<string, Kind>} */
  #kinds = new Map();
  #intended;
  /** @type {Map<string, number>} */
  #filled = new Map();

  /** @param {Intended[]} intended */
  constructor(intended) {
    this.#intended = intended;
  }

  /** @param {Difference} difference @param {string} example */
  add(difference, example) {
    const { path, rule, oldShape, newShape } = difference;
    const key = [path, rule, oldShape, newShape].join('\n');
    let kind = this.#kinds.get(key);
    if (!kind) {
      kind = { first: difference, count: 0, examples: new Map(), intended: this.#reasonFor(difference) };
      this.#kinds.set(key, kind);
    }
    kind.count++;
    if (kind.examples.size < EXAMPLES && !kind.examples.has(example)) kind.examples.set(example, difference);
  }

  /** Members of version 1 that the new report does not have yet. @param {string[]} names */
  filled(names) {
    for (const name of new Set(names)) this.#filled.set(name, (this.#filled.get(name) ?? 0) + 1);
  }

  /** @param {Difference} difference */
  #reasonFor({ path, rule, oldShape, newShape }) {
    return this.#intended.find(
      (one) =>
        fits(one.path ?? '*', path) &&
        fits(one.rule ?? '*', rule) &&
        fits(one.old ?? '*', oldShape) &&
        fits(one.new ?? '*', newShape),
    );
  }

  /** How many kinds nobody intended. */
  get unintended() {
    return [...this.#kinds.values()].filter(({ intended }) => !intended).length;
  }

  /** The kinds, those that are not intended first, then by how often they occur. */
  #sorted() {
    return [...this.#kinds.values()].sort(
      (a, b) => Number(Boolean(a.intended)) - Number(Boolean(b.intended)) || b.count - a.count,
    );
  }

  summary() {
    const lines = this.#sorted().map(({ first, count, intended, examples }) => {
      const mark = intended ? 'intended' : 'NOT INTENDED';
      const [example] = examples.keys();
      return `${String(count).padStart(7)}  ${mark}  ${title(first)}  (${example})`;
    });
    if (lines.length > SHOWN)
      lines.splice(SHOWN, lines.length, `        … ${lines.length - SHOWN} kinds more`);
    const unmet = [...this.#filled].map(
      ([name, count]) => `${String(count).padStart(7)}  not there yet: ${name}`,
    );
    return [...(lines.length > 0 ? lines : ['no differences']), ...unmet].join('\n');
  }

  /** @param {string} heading */
  markdown(heading) {
    const kinds = this.#sorted().map(({ first, count, intended, examples }) => {
      const shown = [...examples].map(
        ([example, difference]) =>
          `- ${example}\n  - old: \`${value(difference.old)}\`\n  - new: \`${value(difference.new)}\``,
      );
      const mark = intended ? `Intended: ${intended.reason}` : '**Not intended.**';
      return `## ${count} × ${title(first)}\n\n${mark}\n\n${shown.join('\n')}\n`;
    });
    return [`# ${heading}\n`, ...(kinds.length > 0 ? kinds : ['No differences.\n'])].join('\n');
  }
}

/** @param {Difference} difference */
const title = ({ path, rule, oldShape, newShape }) =>
  `${path}${rule ? ` (${rule})` : ''}: ${oldShape} -> ${newShape}`;

/** @param {unknown} value */
function value(value) {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
