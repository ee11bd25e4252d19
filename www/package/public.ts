// What an entry point without a worker exports.
export type { Bytes, CallOptions, Goitin, PieceChecker, Source, Which } from './api.ts';
export { EngineFault } from './api.ts';
export {
  applyEdits,
  Checker,
  check,
  checkSync,
  packets,
  ready,
  repair,
  repairSync,
  rules,
  version,
} from './functions.ts';
export type * from './types.ts';
