// What can be done with the whole packet: repair what is safe, go back, download it, write a report, print.
import type { App } from '../app/app.ts';
import { fileNameFor, save } from '../browser/download.ts';
import { button } from '../dom/buttons.ts';
import { el } from '../dom/dom.ts';
import { packetFindings } from '../engine/report.ts';
import { blobOf } from '../files/source.ts';
import { reportMenu } from '../reports/report-menu.ts';
import type { Checked } from '../state/state.ts';

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
      reportMenu(app, {
        id: 'mask',
        name: texts.reports,
        save: (format) => app.reports.save(format),
        printName: texts.print,
        print: () => app.reports.print(),
      }),
    ),
    safe > 0 && el('p', { class: 'note' }, texts.repairNote),
    others > 0 && el('p', { class: 'note' }, texts.reviewNote(others)),
  );
}

/** The table of records, loaded when it is asked for; at the cell of a finding, if one is given. */
export async function showTable(app: App, checked: Checked, finding: number | null): Promise<void> {
  const { openTable } = await import('../table/table.ts');
  openTable(app, checked, finding, (index) =>
    document.body.dispatchEvent(new CustomEvent('reveal', { detail: index })),
  );
}

function saveSource(app: App): void {
  const { source } = app.store.state;
  app.store.change({ unsaved: false });
  if (source) save(blobOf(source), fileNameFor(source.name, app.texts.repairedName));
}
