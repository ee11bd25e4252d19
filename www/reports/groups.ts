// Findings by rule and severity, the gravest first, then the most frequent: one order for the page and the paper. A rule
// that warns in one place and is broken in another has a group for each, so that no warning stands under “error”. Where
// the syntax is broken that comes first of all errors: a file that was cut off lacks other things for that reason.
import type { Finding } from '../engine/report.ts';
import { SEVERITIES } from './marks.ts';

export interface Group<Item> {
  readonly id: string;
  readonly rule: string;
  readonly members: readonly Item[];
  readonly first: Finding;
}

export function groupByRule<Item>(items: readonly Item[], findingOf: (item: Item) => Finding): Group<Item>[] {
  const groups = new Map<string, Group<Item> & { members: Item[] }>();
  for (const item of items) {
    const first = findingOf(item);
    const id = `${first.rule} ${first.severity}`;
    const known = groups.get(id);
    if (known) known.members.push(item);
    else groups.set(id, { id, rule: first.rule, members: [item], first });
  }
  const order = ({ first: { severity, rule } }: Group<Item>) =>
    2 * SEVERITIES.indexOf(severity) - (rule === 'syntax' ? 1 : 0);
  return [...groups.values()].sort((a, b) => order(a) - order(b) || b.members.length - a.members.length);
}
