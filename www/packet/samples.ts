// The packets to try: every file of the folder `samples`, named `<packet>-<dat|loi|chua>[-<variant>].<ending>` (it
// conforms, it has defects, or it is one that never gets a verdict). They are scripts of the page, loaded when one is chosen: nothing else is ever fetched.
import type { State } from '../state/state.ts';
import { TEXTS } from '../text/text.ts';

export type SampleKind = 'dat' | 'loi' | 'chua';

export interface Sample {
  readonly name: string;
  readonly packet: string;
  readonly kind: SampleKind;
  readonly variant: string;
  readonly ending: string;
  readonly text: () => Promise<string>;
}

const files = import.meta.glob<string>('../samples/*', { query: '?raw', import: 'default' });

const NAME = /^\.\.\/samples\/((\w+)-(dat|loi|chua)(?:-([\w-]+))?\.(\w+))$/;

export const SAMPLES: readonly Sample[] = Object.entries(files).flatMap(([path, text]) => {
  const [, name = '', packet = '', kind, variant = '', ending = ''] = NAME.exec(path) ?? [];
  return packet ? [{ name, packet, kind: kind as SampleKind, variant, ending, text }] : [];
});

/** What a sample is called: the packet's name, what is special about it, and its form. */
export function sampleTitle({ packet, kind, variant, ending }: Sample, state: State): string {
  const { language, engine } = state;
  const texts = TEXTS[language];
  const title = engine?.packets.find(({ id }) => id === packet)?.title[language] ?? packet;
  const special = texts.sampleVariants[variant] ?? texts.sampleKinds[kind];
  return `${title}: ${special} (${ending.toUpperCase()})`;
}
