// What an entry point without a worker exports.

export type * from '../engine/types.ts';
export type {
  Bytes,
  CallOptions,
  Goitin,
  NamedSource,
  PieceChecker,
  SetChecker,
  Source,
  Which,
} from './api.ts';
export { EngineFault } from './api.ts';
export {
  applyEdits,
  Checker,
  check,
  checkSet,
  checkSync,
  packets,
  ready,
  repair,
  repairSync,
  rules,
  Session,
  version,
} from './functions.ts';
