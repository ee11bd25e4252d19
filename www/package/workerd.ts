// `goitin` where bytes may not be compiled: the runtime or its bundler hands the module over.
import * as glue from '../../dist/wasm/goitin_command.js';
import { useOrigin } from './functions.ts';
import module from './goitin.wasm';

useOrigin({ glue, module: async () => module });

export * from './public.ts';
