// The engine off the main thread. The module is part of this file, so that nothing is fetched.
import { initSync, version } from '../dist/wasm/goitin.js';
import base64 from '../dist/wasm/goitin_wasm_inline.js';

initSync({ module: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) });

addEventListener('message', (event: MessageEvent<'version'>) => {
  if (event.data === 'version') postMessage(version());
});
