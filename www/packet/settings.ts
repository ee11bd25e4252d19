// The kind of packet and the profile: recognised by themselves, and the reader may say otherwise, or bring a profile.
import type { App } from '../app/app.ts';
import { el } from '../dom/dom.ts';
import { labelled, select } from '../dom/fields.ts';
import { inLanguage } from '../engine/report.ts';
import { ownProfileView } from './own-profile.ts';

export function settingsView(app: App, open: boolean): HTMLElement {
  const { texts } = app;
  const { engine, language, packet, profile, ownProfile } = app.store.state;
  const packets = (engine?.packets ?? []).map((known): [string, string] => [
    known.id,
    `${known.id}: ${inLanguage(known.title, language)}`,
  ]);
  const profiles = [...new Set((engine?.packets ?? []).flatMap((known) => known.profiles))].map(
    (id): [string, string] => [id, texts.profiles[id] ?? id],
  );
  return el(
    'details',
    { class: 'settings', open: open || Boolean(packet || profile || ownProfile) },
    el('summary', {}, texts.settings),
    el(
      'div',
      { class: 'settings-fields' },
      choice(texts.packetChoice, 'packet-choice', packets, packet, texts.automatic, (value) =>
        app.choose({ packet: value }),
      ),
      choice(texts.profileChoice, 'profile-choice', profiles, profile, texts.automatic, (value) =>
        app.choose({ profile: value }),
      ),
      ownProfileView(app),
    ),
  );
}

function choice(
  label: string,
  id: string,
  rows: readonly [string, string][],
  chosen: string,
  automatic: string,
  choose: (value: string) => void,
): HTMLElement {
  return labelled(label, select(id, [['', automatic], ...rows], chosen, choose));
}
