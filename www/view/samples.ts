// The list of sample packets, for the menu beside the input and for the empty page.
import type { App } from '../app.ts';
import { el } from '../dom.ts';
import { icon } from '../icons.ts';
import { inLanguage } from '../report.ts';
import { SAMPLES, type Sample } from '../samples.ts';
import { sourceOfText } from '../source.ts';

export function sampleLists(app: App, chosen: () => void): HTMLElement[] {
  const { texts } = app;
  return [
    sampleList(app, texts.badSamples, false, chosen),
    sampleList(app, texts.goodSamples, true, chosen),
    el('p', { class: 'note' }, texts.samplesNote),
  ];
}

export function sampleButton(app: App, sample: Sample, chosen: () => void): HTMLButtonElement {
  const open = () => {
    chosen();
    app.open(sourceOfText(sample.name, sample.text));
  };
  return el(
    'button',
    { type: 'button', class: `sample sample-${sample.good ? 'good' : 'bad'}`, click: open },
    icon(sample.good ? 'good' : 'bad'),
    el('span', {}, inLanguage(sample.title, app.store.state.language)),
  );
}

function sampleList(app: App, title: string, good: boolean, chosen: () => void): HTMLElement {
  const rows = SAMPLES.filter((sample) => sample.good === good).map((sample) =>
    el('li', {}, sampleButton(app, sample, chosen)),
  );
  return el('div', { class: 'sample-group' }, el('p', { class: 'menu-title' }, title), el('ul', {}, ...rows));
}
