// The verdict: mark, word and sentence, the counts, and what was checked against what.
import type { App } from '../app/app.ts';
import { el, unseen } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import { counted } from '../dom/prose.ts';
import { inLanguage, type Report } from '../engine/report.ts';
import { MARKS, SEVERITIES } from '../reports/marks.ts';
import type { Checked } from '../state/state.ts';
import { day, size } from '../text/text.ts';

export function verdictView(app: App, checked: Checked): HTMLElement {
  const { report } = checked;
  const { texts } = app;
  return el(
    'div',
    { class: `verdict verdict-${report.verdict}` },
    icon(MARKS[report.verdict]),
    el(
      'div',
      { class: 'verdict-words' },
      el(
        'h2',
        { class: 'verdict-word', tabindex: '-1' },
        unseen(`${texts.verdictLabel}: `),
        texts.verdicts[report.verdict],
      ),
      el(
        'p',
        { class: 'verdict-sentence' },
        ...counted(inLanguage(report.summary, app.store.state.language), texts.number),
      ),
      report.reason === 'bad-profile' &&
        el('p', { class: 'verdict-end' }, texts.ownProfileBad(checked.ownProfile?.name ?? '')),
      checked.end !== 'whole' && el('p', { class: 'verdict-end' }, texts.ends[checked.end]),
      countsView(app, report),
    ),
    factsView(app, checked),
  );
}

function countsView(app: App, report: Report): HTMLElement | null {
  const rows = SEVERITIES.filter((severity) => report.counts[severity] > 0).map((severity) =>
    el(
      'li',
      { class: `chip chip-${severity}` },
      icon(severity),
      app.texts.count[severity](report.counts[severity]),
    ),
  );
  return rows.length > 0 ? el('ul', { class: 'counts' }, ...rows) : null;
}

function factsView(app: App, checked: Checked): HTMLElement {
  const { texts, store } = app;
  const { report } = checked;
  const { language, engine } = store.state;
  const source = report.sources[0];
  const packet = engine?.packets.find((known) => known.id === report.packet);
  const kind = [source?.format?.toUpperCase(), source?.encoding?.toUpperCase()].filter(Boolean).join(', ');
  const profile = profileName(app, report);
  const facts = el(
    'dl',
    { class: 'facts' },
    ...fact(texts.packet, report.packet, texts.unknown),
    ...fact(texts.profile, profile, texts.unknown),
    ...fact(texts.recognised, inLanguage(report.recognised, language)),
    ...fact(texts.records, texts.number(report.records ?? 0)),
    ...fact(
      texts.source,
      [checked.source.name, size(source?.bytes ?? 0, language), kind].filter(Boolean).join(' · '),
    ),
    ...fact('SHA-256', checked.sha256),
    ...fact(texts.ruleset, texts.rulesetOf(day(report.ruleset, language), report.engine)),
  );
  const title = [inLanguage(packet?.title, language) || texts.unknown, profile].filter(Boolean).join(' · ');
  // Where there are findings to read, they come first.
  const open = report.verdict !== 'does-not-conform';
  return el(
    'details',
    { class: 'facts-fold', open },
    el(
      'summary',
      {},
      el(
        'span',
        {},
        el('span', { class: 'facts-label' }, texts.checkedAs),
        ' ',
        el('span', { class: 'facts-title' }, title),
      ),
      icon('fold'),
    ),
    facts,
  );
}

/** The profile in words; one of the reader's own is named by what it lies over. */
function profileName({ texts }: App, { profile, baseProfile }: Report): string | null {
  if (baseProfile) return texts.ownProfileOver(texts.profiles[baseProfile] ?? baseProfile);
  return profile && (texts.profiles[profile] ?? profile);
}

function fact(name: string, value: string | null, otherwise = ''): HTMLElement[] {
  const text = value || otherwise;
  return text ? [el('div', { class: 'fact' }, el('dt', {}, name), el('dd', {}, text))] : [];
}
