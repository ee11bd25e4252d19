// What the result pane says before there is a packet: what will happen, and samples to try.
import type { App } from '../app.ts';
import { el } from '../dom.ts';
import { inLanguage } from '../report.ts';
import { SAMPLES } from '../samples.ts';
import { sampleButton } from './samples.ts';

/** The samples offered first: one with defects and one without, as JSON and XML. */
const FIRST = ['ho-so-co-loi.json', 'ho-so-co-loi.xml', 'ho-so.json'];

export function emptyView(app: App): HTMLElement {
  const { texts, store } = app;
  const steps = texts.emptySteps.map((step) => el('li', {}, step));
  const samples = SAMPLES.filter((sample) => FIRST.includes(sample.name)).map((sample) =>
    el(
      'li',
      {},
      sampleButton(app, sample, () => {}),
    ),
  );
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
    el('h2', {}, texts.emptyTitle),
    el('p', { class: 'empty-text' }, texts.emptyText),
    el('ol', { class: 'steps' }, ...steps),
    el('h3', {}, texts.emptyTry),
    el('ul', { class: 'sample-choices' }, ...samples),
    packets.length > 0 && el('h3', {}, texts.emptyKnown),
    packets.length > 0 && el('ul', { class: 'known-packets' }, ...packets),
  );
}
