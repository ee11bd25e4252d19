// A finding in words: its place, and as a text to send to whoever maintains the sending system.
import { type Finding, inLanguage, type Language, type Report } from '../engine/report.ts';
import { TEXTS, type Texts } from '../text/text.ts';

/** A dossier packet's records are dossiers; elsewhere a record is just a record. */
export function recordName(report: Report, record: number, texts: Texts): string {
  return report.packet === 'DongBoHoSoMC' ? texts.dossier(record + 1) : texts.record(record + 1);
}

/** "Hồ sơ 3 · 000.00… · Trường NgayTiepNhan · dòng 12", in parts. */
export function placeParts(finding: Finding, report: Report, texts: Texts): string[] {
  const parts: string[] = [];
  if (finding.source > 0) parts.push(texts.ownProfile);
  if (finding.record !== null) parts.push(recordName(report, finding.record, texts));
  if (finding.key) parts.push(finding.key);
  if (finding.field) parts.push(`${texts.field} ${finding.field}`);
  parts.push(texts.line(finding.range.start.line));
  return parts;
}

export function findingAsText(finding: Finding, report: Report, language: Language): string {
  const texts = TEXTS[language];
  const help = inLanguage(finding.help.developer, language) || inLanguage(finding.help.staff, language);
  const grounds = finding.citations.map(
    (citation) => `${citation.title}, ${citation.place} (${texts.grades[citation.grade]})`,
  );
  const rows: [string, string][] = [
    [texts.severity[finding.severity], inLanguage(finding.message, language)],
    [texts.source, `${report.sources[0]?.name ?? ''} · ${placeParts(finding, report, texts).join(' · ')}`],
    ['', finding.path],
    [texts.found, finding.found ?? ''],
    [texts.expected, inLanguage(finding.expected, language)],
    [texts.help, help],
    [texts.grounds, grounds.join('; ')],
    [texts.copyRule, `${finding.rule}, ${report.ruleset}, ${report.engine}`],
  ];
  const lines = rows
    .filter(([, text]) => text)
    .map(([name, text]) => (name ? `${name}: ${text}` : `  ${text}`));
  return `${lines.join('\n')}\n`;
}
