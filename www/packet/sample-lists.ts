// The list of sample packets, for the menu beside the input and for the empty page.
import type { App } from '../app/app.ts';
import { el } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import { sourceOfText } from '../files/source.ts';
import { SAMPLES, type Sample, type SampleKind, sampleTitle } from './samples.ts';

/** The mark of the verdict that each gets. */
const MARKS = { dat: 'good', loi: 'bad', chua: 'open' } as const;

/** All samples, those with defects first, in the order of the packets. */
export function sampleLists(app: App, chosen: () => void): HTMLElement[] {
  const { texts } = app;
  return [
    sampleList(app, texts.badSamples, 'loi', chosen),
    sampleList(app, texts.goodSamples, 'dat', chosen),
    sampleList(app, texts.openSamples, 'chua', chosen),
    el('p', { class: 'note' }, texts.samplesNote),
  ];
}

/** The samples offered first: of the first packet, without anything special. */
export function firstSamples(app: App): HTMLElement[] {
  const [first] = app.store.state.engine?.packets ?? [];
  const plain = SAMPLES.filter(({ packet, variant }) => packet === first?.id && !variant);
  const of = (kind: SampleKind) => plain.filter((sample) => sample.kind === kind);
  const offered = [...of('loi'), ...of('dat').slice(0, 1)];
  return offered.map((sample) =>
    el(
      'li',
      {},
      sampleButton(app, sample, () => {}),
    ),
  );
}

function sampleButton(app: App, sample: Sample, chosen: () => void): HTMLButtonElement {
  const open = async () => {
    chosen();
    app.open(sourceOfText(sample.name, await sample.text()));
  };
  return el(
    'button',
    {
      type: 'button',
      class: `sample sample-${MARKS[sample.kind]}`,
      click: () => void open(),
      'data-sample': sample.name,
    },
    icon(MARKS[sample.kind]),
    el('span', {}, sampleTitle(sample, app.store.state)),
  );
}

function sampleList(app: App, title: string, kind: SampleKind, chosen: () => void): HTMLElement {
  const order = app.store.state.engine?.packets.map(({ id }) => id) ?? [];
  const rows = SAMPLES.filter((sample) => sample.kind === kind)
    .sort((a, b) => order.indexOf(a.packet) - order.indexOf(b.packet))
    .map((sample) => el('li', {}, sampleButton(app, sample, chosen)));
  return el('div', { class: 'sample-group' }, el('p', { class: 'menu-title' }, title), el('ul', {}, ...rows));
}
