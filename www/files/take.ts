// From the reader's hand to the app: files, a folder, what was dropped. What tells archives and folders apart is loaded
// when the first file comes.
import type { Incoming } from './intake.ts';

/** Who opens what came in. */
interface Taker {
  take(incoming: Incoming): Promise<void>;
}

export async function takeFiles(app: Taker, files: readonly File[]): Promise<void> {
  if (files.length > 0) await app.take(await (await import('./intake.ts')).fromFiles(files));
}

export async function takeFolder(app: Taker, files: readonly File[]): Promise<void> {
  await app.take(await (await import('./intake.ts')).fromFolder(files));
}

/** The dropped list is empty once the event is over: its entries are taken at once. */
export async function takeDrop(app: Taker, dropped: DataTransfer): Promise<void> {
  const entries = [...dropped.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const files = [...dropped.files];
  const { fromDrop, fromFiles } = await import('./intake.ts');
  const folders = entries.some((entry) => entry.isDirectory);
  await app.take(await (folders ? fromDrop(entries) : fromFiles(files)));
}
