// One finding in the element's list: how grave, where, what is wrong, what belongs there and what to do.
import { el } from '../dom/dom.ts';
import { prose } from '../dom/prose.ts';
import type { Finding, Localized } from '../engine/types.ts';
import type { Language, Words } from './words.ts';

/** Findings of the packet; those of another source stand in the reader's own profile. */
export const IN_PACKET = 0;

export interface Place {
  /** Shows the finding's place in the source. */
  goTo(finding: Finding): void;
  /** The address of a rule's page, when the site has them. */
  rulePage(rule: string): string | undefined;
}

export function findingItem(finding: Finding, language: Language, words: Words, place: Place): HTMLLIElement {
  const { severity, rule, field } = finding;
  const text = (both: Localized | null) => both?.[language] ?? '';
  const expected = text(finding.expected);
  const todo = text(finding.help.developer);
  return el(
    'li',
    { class: severity, part: `finding finding-${severity}` },
    el(
      'div',
      { class: 'head' },
      el('strong', {}, words.severities[severity]),
      placeView(finding, words, place),
      field && el('code', {}, field),
    ),
    el('p', { part: 'message' }, ...prose(text(finding.message))),
    expected && el('p', { class: 'soft' }, `${words.expected}: `, ...prose(expected)),
    todo && el('p', { class: 'soft' }, `${words.todo}: `, ...prose(todo)),
    el('p', { class: 'soft' }, `${words.rule}: `, ruleView(rule, place.rulePage(rule))),
  );
}

function placeView(finding: Finding, words: Words, place: Place): HTMLElement {
  const { line } = finding.range.start;
  if (finding.source !== IN_PACKET) return el('span', { part: 'place' }, words.inProfile(line));
  return el(
    'button',
    {
      type: 'button',
      class: 'place',
      part: 'place',
      'aria-label': words.goTo(line),
      click: () => place.goTo(finding),
    },
    words.line(line),
  );
}

function ruleView(rule: string, page: string | undefined): HTMLElement {
  return page ? el('a', { href: page, part: 'rule' }, rule) : el('code', { part: 'rule' }, rule);
}
