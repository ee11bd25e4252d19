// Findings by rule, the gravest rules first, then the most frequent: one order for the page, the paper and the charts.
import type { Finding } from '../report.ts';
import { SEVERITIES } from './verdict.ts';

export interface Group<Item> {
  readonly rule: string;
  readonly members: readonly Item[];
  /** The gravest of them. */
  readonly first: Finding;
}

export function groupByRule<Item>(items: readonly Item[], findingOf: (item: Item) => Finding): Group<Item>[] {
  const byRule = new Map<string, Item[]>();
  for (const item of items) {
    const { rule } = findingOf(item);
    const members = byRule.get(rule);
    if (members) members.push(item);
    else byRule.set(rule, [item]);
  }
  const groups: Group<Item>[] = [];
  for (const [rule, members] of byRule) {
    const first = gravest(members.map(findingOf));
    if (first) groups.push({ rule, members, first });
  }
  const gravity = (group: Group<Item>) => SEVERITIES.indexOf(group.first.severity);
  return groups.sort((a, b) => gravity(a) - gravity(b) || b.members.length - a.members.length);
}

function gravest(findings: readonly Finding[]): Finding | undefined {
  for (const severity of SEVERITIES) {
    const found = findings.find((finding) => finding.severity === severity);
    if (found) return found;
  }
  return undefined;
}
