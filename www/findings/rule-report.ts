// "This rule seems wrong", as a text to send to whoever maintains the rules. Nothing of the packet stands in it: the rule,
// the field's name where the dictionary knows it, the ground, the versions, and lines to fill in.
import { type Finding, inLanguage, type Report } from '../engine/report.ts';
import type { State } from '../state/state.ts';
import { TEXTS } from '../text/text.ts';
import { RULE_WORDS } from './rule-words.ts';

/** Rules about names that the dictionary does not know: such a name comes from the packet. */
const NAMES_OF_THE_PACKET = /^(unknown|misspelled|duplicate-key)/;

export function ruleReport(finding: Finding, report: Report, { language, engine }: State): string {
  const texts = TEXTS[language];
  const words = RULE_WORDS[language];
  const rule = engine?.rules.find(({ id }) => id === finding.rule);
  const field = NAMES_OF_THE_PACKET.test(finding.rule) ? '' : (finding.field ?? '');
  const grounds = finding.citations.map(
    ({ title, place, grade }) => `${[title, place].filter(Boolean).join(', ')} (${texts.grades[grade]})`,
  );
  const rows: [string, string][] = [
    [texts.copyRule, [finding.rule, inLanguage(rule?.title, language)].filter(Boolean).join(': ')],
    [texts.field, field],
    [texts.packet, [report.packet, report.profile].filter(Boolean).join(', ')],
    [texts.ruleset, `${report.ruleset}, ${report.engine}`],
    [texts.grounds, grounds.join('; ')],
    [words.ruleReportWhat, '…'],
    [words.ruleReportGround, '…'],
  ];
  const lines = rows.filter(([, text]) => text).map(([name, text]) => `${name}: ${text}`);
  return [words.ruleReportTitle, '', ...lines, '', words.ruleReportEnd, ''].join('\n');
}
