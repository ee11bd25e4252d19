// Files that are certainly no packets, told by their first bytes: shown as text they would be noise, and what was found
// in that noise would be untrue.

export interface Foreign {
  readonly name: string;
  readonly kind: 'office' | 'pdf' | 'picture' | 'archive';
}

/** So many bytes tell. */
export const TELLING_BYTES = 12;

/** Where the signs stand, and which they are. */
const SIGNATURES: readonly (readonly [kind: Foreign['kind'], at: number, signs: string])[] = [
  ['office', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['pdf', 0, '%PDF-'],
  ['picture', 0, '\x89PNG\r\n'],
  ['picture', 0, '\xff\xd8\xff'],
  ['picture', 0, 'GIF8'],
  ['picture', 0, 'II*\0'],
  ['picture', 0, 'MM\0*'],
  ['picture', 8, 'WEBP'],
  ['picture', 4, 'ftyphei'],
  ['archive', 0, 'Rar!\x1a'],
  ['archive', 0, "7z\xbc\xaf'\x1c"],
  ['archive', 0, '\xfd7zXZ\0'],
];

export function foreignKind(start: Uint8Array): Foreign['kind'] | null {
  const text = String.fromCharCode(...start.subarray(0, TELLING_BYTES));
  return SIGNATURES.find(([, at, signs]) => text.startsWith(signs, at))?.[0] ?? null;
}
