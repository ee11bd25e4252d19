// How a report travels from the worker to the page. Findings of one rule carry the same advice and grounds: told once,
// they travel once, and the page sees by identity what findings share. Thousands of findings travel in portions, each a
// task of its own for the page, so that it never stops for them.
import type { Finding, Report } from './report.ts';

/** Findings of a portion: taken in within a few milliseconds. */
const PORTION = 500;

const SHARED = ['help', 'citations', 'expected', 'related'] as const;
type SharedName = (typeof SHARED)[number];

/** A finding whose shared parts are numbers in the list of parts. */
type Light = Omit<Finding, SharedName> & Readonly<Record<SharedName, number>>;

export interface Portion {
  readonly findings: readonly Light[];
  /** The parts that no portion before this one had. */
  readonly parts: readonly unknown[];
}

/** The findings in portions; what stays of the report has none. */
export function inPortions(report: Report): { bare: Report; portions: Portion[] } {
  const known = new Map<string, number>();
  const portions: Portion[] = [];
  for (let from = 0; from < report.findings.length; from += PORTION) {
    const parts: unknown[] = [];
    const numberOf = (part: unknown): number => {
      const key = JSON.stringify(part);
      const number = known.get(key) ?? known.size;
      if (number === known.size) parts.push(part);
      known.set(key, number);
      return number;
    };
    const light = (finding: Finding): Light => ({
      ...finding,
      help: numberOf(finding.help),
      citations: numberOf(finding.citations),
      expected: numberOf(finding.expected),
      related: numberOf(finding.related),
    });
    portions.push({ findings: report.findings.slice(from, from + PORTION).map(light), parts });
  }
  return { bare: { ...report, findings: [] }, portions };
}

/** Puts the portions of one report together again. */
export class Unpacker {
  readonly findings: Finding[] = [];
  readonly #parts: unknown[] = [];

  take({ findings, parts }: Portion): void {
    this.#parts.push(...parts);
    for (const finding of findings) this.findings.push(this.#whole(finding));
  }

  #whole(light: Light): Finding {
    const whole: Record<string, unknown> = { ...light };
    for (const name of SHARED) whole[name] = this.#parts[light[name]];
    return whole as unknown as Finding;
  }
}
