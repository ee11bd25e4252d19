// The sheet that names the keys.

import { button } from '../dom/buttons.ts';
import { el } from '../dom/dom.ts';
import type { Language } from '../engine/report.ts';
import type { Texts } from '../text/text.ts';

const ROWS: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  vi: [
    ['Ctrl + Enter', 'Kiểm tra ngay'],
    ['F8', 'Đến phát hiện sau'],
    ['Shift + F8', 'Về phát hiện trước'],
    ['Tab', 'Đến nút hoặc ô kế tiếp'],
    ['Enter', 'Trên vị trí của phát hiện: đến chỗ đó trong gói tin'],
    ['Esc', 'Đóng bảng đang mở'],
  ],
  en: [
    ['Ctrl + Enter', 'Check now'],
    ['F8', 'Next finding'],
    ['Shift + F8', 'Previous finding'],
    ['Tab', 'Next button or field'],
    ['Enter', "On a finding's place: go to it in the packet"],
    ['Esc', 'Close what is open'],
  ],
};

/** Shows the sheet beside its button, which gets the focus back. */
export function showKeys(opener: HTMLElement, texts: Texts, language: Language): void {
  const rows = ROWS[language].map(([keys, what]) =>
    el('div', {}, el('dt', {}, el('kbd', {}, keys)), el('dd', {}, what)),
  );
  const close = button(texts.close, 'close', () => sheet.close());
  const sheet = el(
    'dialog',
    { class: 'keys-sheet', 'aria-labelledby': 'keys-title', close: () => sheet.remove() },
    el('h2', { id: 'keys-title' }, texts.keys),
    el('dl', { class: 'keys-list' }, ...rows),
    close,
  );
  opener.after(sheet);
  sheet.showModal();
}
