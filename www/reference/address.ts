// The addresses of the reference's entries: #/tra-cuu/quy-tac/bad-date&lang=vi.
import type { Language } from '../engine/report.ts';
import { addressOf, REFERENCE } from '../pages/route.ts';

const address = (language: Language, ...parts: readonly string[]): string =>
  addressOf(language, [REFERENCE, ...parts].join('/'));

export const addressOfHome = (language: Language) => address(language);
export const addressOfRule = (language: Language, id: string) => address(language, 'quy-tac', id);
export const addressOfPacket = (language: Language, id: string) => address(language, 'goi-tin', id);
export const addressOfField = (language: Language, packet: string, table: string, field: string) =>
  address(language, 'goi-tin', packet, table, field);
export const addressOfCodes = (language: Language, name: string) => address(language, 'danh-muc', name);
export const addressOfDocument = (language: Language, id: string) => address(language, 'van-ban', id);
export const addressOfCoverage = (language: Language, packet = '') =>
  packet ? address(language, 'bang-phu', packet) : address(language, 'bang-phu');
export const addressOfHistory = (language: Language) => address(language, 'lich-su');
