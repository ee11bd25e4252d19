// A profile of the reader's own: a JSON file that is laid over a built-in profile. It is kept in the browser only where
// the reader asks for that.
import { inLanguage, type Language, type Localized } from '../engine/report.ts';
import { fileSource, isSmall, type Source, sourceOfBytes, sourceOfText } from '../files/source.ts';

const KEPT = 'goitin.own-profile';

export interface OwnProfile {
  readonly name: string;
  readonly text: string;
}

/** The profile in a file; nothing when it is too large to be one or cannot be read. */
export async function profileIn(file: File): Promise<OwnProfile | null> {
  if (!isSmall(fileSource(file.name, file))) return null;
  try {
    const source = sourceOfBytes(file.name, new Uint8Array(await file.arrayBuffer()));
    return source.kind === 'text' ? { name: file.name, text: source.text } : null;
  } catch {
    return null;
  }
}

/** Its text as something that can be quoted from. */
export const sourceOfProfile = ({ name, text }: OwnProfile): Source => sourceOfText(name, text);

/** What the profile calls itself, as far as it can be read. */
export function titleOf({ text }: OwnProfile, language: Language): string {
  try {
    const { title } = JSON.parse(text) as { title?: Localized };
    const words = inLanguage(title, language);
    return typeof words === 'string' ? words : '';
  } catch {
    return '';
  }
}

export function keptProfile(): OwnProfile | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Partial<OwnProfile> | null;
    return kept?.name && kept.text ? { name: kept.name, text: kept.text } : null;
  } catch {
    return null;
  }
}

/** Keeps a profile over reloads, or forgets the one that was kept; tells whether it is kept now. */
export function keepProfile(profile: OwnProfile | null): boolean {
  try {
    if (profile) localStorage.setItem(KEPT, JSON.stringify(profile));
    else localStorage.removeItem(KEPT);
    return profile !== null;
  } catch {
    return false;
  }
}
