// `goitin`: works everywhere without configuration, since the module is part of the program.
import makeGlue from '../../dist/wasm/goitin_factory.js';
import { useOrigin } from './functions.ts';
import { inlineModule } from './inline.ts';

useOrigin({ makeGlue, module: inlineModule });

export * from './public.ts';
