// A rule's own words, loaded when a reader asks: what is wrong, why it matters, its page in the reference, and a text
// about a rule that seems wrong, which carries nothing of the packet.
import type { App } from '../app/app.ts';
import { copyText } from '../browser/clipboard.ts';
import { button } from '../dom/buttons.ts';
import { el, fill } from '../dom/dom.ts';
import { prose } from '../dom/prose.ts';
import { type Finding, inLanguage, type Report } from '../engine/report.ts';
import { addressOfRule } from '../reference/address.ts';
import { reference } from '../reference/data.ts';
import { ruleReport } from './rule-report.ts';
import { RULE_WORDS } from './rule-words.ts';

export function fillRule(app: App, body: HTMLElement, finding: Finding, report: Report): void {
  const { texts, store } = app;
  const { language } = store.state;
  const words = RULE_WORDS[language];
  const known = reference.rules.find(({ id }) => id === finding.rule);
  const copy = async () => {
    const copied = await copyText(Promise.resolve(ruleReport(finding, report, store.state)));
    app.say(copied ? words.ruleReportCopied : texts.copyRefused);
  };
  fill(
    body,
    known && el('p', { class: 'label' }, words.whatIsWrong),
    known && el('p', {}, ...prose(inLanguage(known.what, language))),
    known && el('p', { class: 'label' }, words.whyItMatters),
    known && el('p', {}, ...prose(inLanguage(known.why, language))),
    el('p', {}, el('a', { href: addressOfRule(language, finding.rule) }, words.rulePage(finding.rule))),
    button(words.reportRule, 'copy', () => void copy(), 'quiet'),
    el('p', { class: 'note' }, words.reportRuleNote),
  );
}
