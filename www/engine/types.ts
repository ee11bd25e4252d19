// The public contract's types, made of the engine's own. The package carries them in place of this file.
export type * from '../../dist/types/contract.d.ts';
