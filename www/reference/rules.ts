// A rule's page, and the list of all rules.
import { type Child, el } from '../dom/dom.ts';
import { prose } from '../dom/prose.ts';
import type { Language } from '../engine/report.ts';
import { day } from '../text/text.ts';
import { addressOfRule } from './address.ts';
import { type Example, type Keyed, type Rule, reference } from './data.ts';
import { cited, type Entry, facts, link, list, paragraphs, section } from './parts.ts';
import { WORDS } from './words.ts';

export function rulePage(rule: Rule, language: Language): Entry {
  const words = WORDS[language];
  const content = [
    facts([
      [words.severityOf, words.severity[rule.severity]],
      [words.group, words.groups[rule.group]],
      [words.since, day(rule.since, language)],
      [words.code, el('code', {}, rule.id)],
    ]),
    section(words.why, ...paragraphs(rule.why[language])),
    section(words.staff, ...paragraphs(rule.staff[language])),
    section(words.developer, ...paragraphs(rule.developer[language])),
    section(words.grounds, list(rule.citations.map((citation) => cited(citation, language)))),
    section(words.messages, keyed(rule.messages, language)),
    rule.expected.length > 0 && section(words.expected, keyed(rule.expected, language)),
    rule.fixes.length > 0 && section(words.fixes, keyed(rule.fixes, language)),
    section(words.examples, ...rule.examples.flatMap((example) => shown(example, language))),
  ];
  return {
    title: rule.title[language],
    lede: rule.what[language],
    content: content.filter((part) => part !== false),
  };
}

export function rulesByGroup(language: Language): HTMLElement[] {
  const words = WORDS[language];
  return (Object.keys(words.groups) as Rule['group'][]).map((group) =>
    el(
      'div',
      {},
      el('h4', {}, words.groups[group]),
      list(
        reference.rules
          .filter((rule) => rule.group === group)
          .map((rule) => [
            link(addressOfRule(language, rule.id), rule.title[language]),
            ' ',
            el('code', {}, rule.id),
          ]),
      ),
    ),
  );
}

/** Texts with words in the place of their placeholders, marked as what they are. */
const keyed = (texts: readonly Keyed[], language: Language): HTMLElement =>
  list(texts.map((text) => marked(text[language], language)));

function marked(text: string, language: Language): Child[] {
  return text
    .split(/(\{[^}]+\})/u)
    .flatMap((part) => (part.startsWith('{') ? [el('var', {}, wordsFor(part, language))] : prose(part)));
}

/** The words for a placeholder in braces; the build sees to it that there are some. */
const wordsFor = (placeholder: string, language: Language): string =>
  reference.placeholders[placeholder.slice(1, -1)]?.[language] ?? placeholder;

function shown(example: Example, language: Language): HTMLElement[] {
  const words = WORDS[language];
  const findings = example.findings.map((finding) => [
    `${words.severity[finding.severity]} · `,
    link(addressOfRule(language, finding.rule), el('code', {}, finding.rule)),
    ' · ',
    el('code', {}, finding.path),
  ]);
  return [
    el('h4', {}, example.title[language]),
    el('pre', { class: 'rule-example', tabindex: '0' }, el('code', {}, example.shown)),
    findings.length > 0 ? list(findings) : el('p', {}, words.good),
  ];
}
