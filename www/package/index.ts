// `goitin`: works everywhere without configuration, since the module is part of the program.
import * as glue from '../../dist/wasm/goitin.js';
import { useOrigin } from './functions.ts';
import { inlineModule } from './inline.ts';

useOrigin({ glue, module: inlineModule });

export * from './public.ts';
