// `goitin` where bytes may not be compiled: the runtime or its bundler hands the module over.
import makeGlue from '../../dist/wasm/goitin_full_factory.js';
import { useOrigin } from './functions.ts';
import module from './goitin.wasm';

useOrigin({ makeGlue, module: async () => module });

export * from './public.ts';
