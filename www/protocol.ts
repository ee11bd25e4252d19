// What the page and the worker say to each other. Every call carries an id, and its answer the same one; a file
// also reports how far its reading has come, and can be given up.
import type { Edit, Format, Options, PacketInfo, Report, RuleInfo } from './report.ts';

export type Content = Uint8Array<ArrayBuffer> | Blob;

export interface Progress {
  readonly bytes: number;
  readonly records: number;
  readonly findings: number;
}

export interface EngineInfo {
  readonly version: string;
  readonly rules: readonly RuleInfo[];
  readonly packets: readonly PacketInfo[];
}

/** The calls: what is asked, and what the answer is. */
export interface Calls {
  check: { ask: { content: Content; options: Options }; answer: Report };
  edit: { ask: { content: Content; edits: readonly Edit[] }; answer: Uint8Array<ArrayBuffer> };
  repair: {
    ask: { content: Content; which: 'safe' | 'all'; options: Options };
    answer: { bytes: Uint8Array<ArrayBuffer>; applied: number; report: Report };
  };
  write: { ask: { content: Content; format: Format; options: Options }; answer: string };
}

export type CallName = keyof Calls;

export type Question =
  | { [Name in CallName]: { id: number; call: Name; ask: Calls[Name]['ask'] } }[CallName]
  | { id: number; call: 'cancel' };

export type Answer =
  | { kind: 'ready'; info: EngineInfo }
  | { kind: 'progress'; id: number; progress: Progress }
  | { kind: 'answer'; id: number; answer: Calls[CallName]['answer'] }
  | { kind: 'cancelled'; id: number }
  | { kind: 'fault'; id: number | null; message: string };
