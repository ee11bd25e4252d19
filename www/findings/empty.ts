// What the result pane says before there is a packet: what will happen, and samples to try.
import type { App } from '../app/app.ts';
import { el } from '../dom/dom.ts';
import { inLanguage } from '../engine/report.ts';
import { firstSamples } from '../packet/sample-lists.ts';

export function emptyView(app: App): HTMLElement {
  const { texts, store } = app;
  const steps = texts.emptySteps.map((step) => el('li', {}, step));
  const packets = (store.state.engine?.packets ?? []).map((packet) =>
    el(
      'li',
      {},
      el('span', {}, inLanguage(packet.title, store.state.language)),
      ' ',
      el('code', {}, packet.id),
    ),
  );
  return el(
    'div',
    { class: 'empty' },
    store.state.refused && el('p', { class: 'verdict-end' }, store.state.refused),
    el('h2', {}, texts.emptyTitle),
    el('p', { class: 'empty-text' }, texts.emptyText),
    el('ol', { class: 'steps' }, ...steps),
    el('h3', {}, texts.emptyTry),
    el('ul', { class: 'sample-choices' }, ...firstSamples(app)),
    packets.length > 0 && el('h3', {}, texts.emptyKnown),
    packets.length > 0 && el('ul', { class: 'known-packets' }, ...packets),
  );
}
