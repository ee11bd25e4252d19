// The records of a packet, for readers who do not read JSON or XML. A record is whatever has at least two fields of the
// packet's table; they are numbered in the order of the text, as the engine numbers them.

import type { Finding } from '../engine/report.ts';
import { type Group, type Located, locatedIn } from '../form/located.ts';

/** Nothing when the text cannot be read as it stands. */
export function recordsOf(text: string, format: string | null, known: ReadonlySet<string>): Group[] | null {
  try {
    return locatedIn(text, format).flatMap((value) => found(value, known));
  } catch {
    return null;
  }
}

function found(value: Located, known: ReadonlySet<string>): Group[] {
  if (value.kind === 'scalar') return [];
  if (value.kind === 'list') return value.items.flatMap((item) => found(item, known));
  const names = [...value.members.keys()];
  if (names.filter((name) => known.has(name)).length >= 2) return [value];
  return [...value.members.values()].flatMap((member) => found(member, known));
}

/** Which column of its record a finding speaks of. */
export function columnOf(finding: Finding, columns: ReadonlySet<string>): string | null {
  const parts = finding.path.split('/').map((part) =>
    part
      .replace(/\[\d+\]$/, '')
      .replaceAll('~1', '/')
      .replaceAll('~0', '~'),
  );
  return (
    parts.find((part) => columns.has(part)) ??
    (finding.field && columns.has(finding.field) ? finding.field : null)
  );
}
