// The clipboard, where the browser lets a page near it: it needs a secure address, and for reading the reader's leave.

export const canPaste = (): boolean => typeof navigator.clipboard?.readText === 'function';

export async function pastedText(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return null;
  }
}

/** Copies a text that may still be in the making: some browsers want the call itself within the click. */
export async function copyText(text: Promise<string>): Promise<boolean> {
  try {
    const blob = text.then((made) => new Blob([made], { type: 'text/plain' }));
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
    return true;
  } catch {
    return copyLate(await text);
  }
}

async function copyLate(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
