// The reader's own profile among the settings: chosen or dropped, named, kept where asked, and taken away again; and the
// files that one begins a profile with.
import type { App } from '../app/app.ts';
import { button } from '../dom/buttons.ts';
import { el } from '../dom/dom.ts';
import { filePicker } from '../dom/fields.ts';
import { keepProfile, keptProfile, type OwnProfile, profileIn, titleOf } from '../own-profile/own-profile.ts';

const PRESS = 'own-profile-choose';

export function ownProfileView(app: App): HTMLElement {
  const { texts, store } = app;
  const { ownProfile } = store.state;
  const picker = filePicker('own-profile', { accept: '.json,application/json' }, ([file]) => {
    if (file) void take(app, file);
  });
  const choose = button(ownProfile ? texts.ownProfileOther : texts.ownProfileChoose, 'file', () =>
    picker.click(),
  );
  choose.id = PRESS;
  choose.setAttribute('aria-describedby', 'own-profile-hint');
  const place = el(
    'fieldset',
    { class: 'own-profile', 'data-takes-files': true },
    el('legend', {}, texts.ownProfile),
    el('p', { class: 'note', id: 'own-profile-hint' }, texts.ownProfileHint),
    ownProfile && chosen(app, ownProfile),
    el(
      'div',
      { class: 'own-profile-buttons' },
      picker,
      choose,
      ownProfile && button(texts.ownProfileRemove, 'close', () => put(app, null)),
    ),
    ownProfile && keeping(app, ownProfile),
    beginnings(app),
  );
  place.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void take(app, file);
  });
  return place;
}

function chosen(app: App, profile: OwnProfile): HTMLElement {
  const title = titleOf(profile, app.store.state.language);
  return el(
    'p',
    { class: 'own-profile-name' },
    title && el('strong', {}, title),
    title && ' ',
    el('span', {}, profile.name),
  );
}

async function take(app: App, file: File): Promise<void> {
  const profile = await profileIn(file);
  if (profile) put(app, profile);
  else app.say(app.texts.ownProfileRefused(file.name));
}

/** Another profile, or none: what was kept follows, and the focus stays where the reader was. */
function put(app: App, profile: OwnProfile | null): void {
  const isKept = keptProfile() !== null;
  if (isKept) keepProfile(profile);
  app.choose({ ownProfile: profile });
  app.say(profile ? app.texts.ownProfileTaken(profile.name) : app.texts.ownProfileRemoved);
  document.getElementById(PRESS)?.focus();
}

function keeping(app: App, profile: OwnProfile): HTMLElement {
  const { texts } = app;
  const box = el('input', { type: 'checkbox', id: 'own-profile-keep', checked: keptProfile() !== null });
  box.addEventListener('change', () => {
    box.checked = keepProfile(box.checked ? profile : null);
  });
  return el(
    'div',
    { class: 'check-row' },
    box,
    el('label', { for: 'own-profile-keep' }, texts.ownProfileKeep),
  );
}

function beginnings({ texts }: App): HTMLElement {
  const link = (name: string, press: () => void) =>
    el('button', { type: 'button', class: 'link-button', click: press }, name);
  const files = () => import('../own-profile/files.ts');
  return el(
    'p',
    { class: 'own-profile-files' },
    link(texts.ownProfileExample, () => void files().then(({ saveExample }) => saveExample())),
    link(texts.ownProfileSchema, () => void files().then(({ saveSchema }) => saveSchema())),
  );
}
