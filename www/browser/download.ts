// Saves what the page made as a file of the reader's machine.

export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the blob after the click: it must live on for a while.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** `ho-so.json` as `ho-so.da-sua.json`; with an ending of its own as `ho-so.bao-cao.html`. */
export function fileNameFor(name: string, what: string, ending?: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  const stem = dot > 0 ? file.slice(0, dot) : file;
  const own = dot > 0 ? file.slice(dot + 1) : 'txt';
  return `${stem}.${what}.${ending ?? own}`;
}
