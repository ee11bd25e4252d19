// What can be done with the whole packet: repair what is safe, go back, download it, write a report, print.
import type { App } from '../app.ts';
import { el } from '../dom.ts';
import { fileNameFor, save } from '../download.ts';
import { icon } from '../icons.ts';
import { type Format, packetFindings } from '../report.ts';
import { blobOf } from '../source.ts';
import type { Checked } from '../state.ts';
import { button, menu } from './buttons.ts';

const FORMATS: readonly Exclude<Format, 'text'>[] = ['html', 'csv', 'json', 'sarif'];

export function actionsView(app: App, checked: Checked): HTMLElement {
  const { report, end } = checked;
  const { texts, store } = app;
  // What was not read to its end is not repaired: the rest would stay as it is.
  const fixes = end === 'whole' ? packetFindings(report).flatMap((finding) => finding.fix ?? []) : [];
  const safe = fixes.filter((fix) => fix.safe).length;
  const others = fixes.length - safe;
  const changed = store.state.undo.length > 0;
  return el(
    'div',
    { class: 'actions' },
    el(
      'div',
      { class: 'action-buttons' },
      safe > 0 && button(texts.repairSafe(safe), 'repair', () => void app.repairSafe(), 'primary'),
      changed && button(texts.download, 'download', () => saveSource(app), safe > 0 ? 'plain' : 'primary'),
      changed && button(texts.undo, 'undo', () => app.undo()),
      checked.source.kind === 'text' &&
        (report.records ?? 0) > 0 &&
        button(texts.table, 'table', () => void showTable(app, checked, null)),
      reportMenu(app),
    ),
    safe > 0 && el('p', { class: 'note' }, texts.repairNote),
    others > 0 && el('p', { class: 'note' }, texts.reviewNote(others)),
  );
}

/** The table of records, loaded when it is asked for; at the cell of a finding, if one is given. */
export async function showTable(app: App, checked: Checked, finding: number | null): Promise<void> {
  const { openTable } = await import('./table.ts');
  openTable(app, checked, finding, (index) =>
    document.body.dispatchEvent(new CustomEvent('reveal', { detail: index })),
  );
}

function saveSource(app: App): void {
  const { source } = app.store.state;
  app.store.change({ unsaved: false });
  if (source) save(blobOf(source), fileNameFor(source.name, app.texts.repairedName));
}

function reportMenu(app: App): HTMLElement {
  const { texts, store } = app;
  const mask = el('input', { type: 'checkbox', id: 'mask', checked: store.state.maskReports });
  mask.addEventListener('change', () => store.change({ maskReports: mask.checked }));
  const rows = FORMATS.map((format) =>
    el(
      'li',
      {},
      el(
        'button',
        { type: 'button', class: 'menu-row', click: () => void app.reports.save(format) },
        icon('download'),
        texts.reportNames[format],
      ),
    ),
  );
  const printing = el(
    'li',
    {},
    el(
      'button',
      { type: 'button', class: 'menu-row', click: () => void app.reports.print() },
      icon('print'),
      texts.print,
    ),
  );
  return menu(
    texts.reports,
    'download',
    el('div', { class: 'check-row' }, mask, el('label', { for: 'mask' }, texts.mask)),
    el('ul', {}, ...rows, printing),
  );
}
