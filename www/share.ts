// Findings of one rule carry the same advice and grounds. Told once, they travel once: the page takes a report of
// thousands of findings without stopping for it, and sees by identity what findings share.
import type { Finding, Report } from './report.ts';

export function withSharedParts(report: Report): Report {
  const known = new Map<string, unknown>();
  const share = <Part>(part: Part): Part => {
    const key = JSON.stringify(part);
    const first = known.get(key);
    if (first === undefined) known.set(key, part);
    return (first ?? part) as Part;
  };
  const lighter = (finding: Finding): Finding => ({
    ...finding,
    help: share(finding.help),
    citations: share(finding.citations),
    expected: share(finding.expected),
    related: share(finding.related),
  });
  return { ...report, findings: report.findings.map(lighter) };
}
