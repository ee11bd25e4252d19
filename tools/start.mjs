// `npm start [-- --port N]`: builds what is not built and serves the page.
import { build } from './build.mjs';
import { whenStarted } from './lib.mjs';
import { serveUntilStopped } from './serve.mjs';

await whenStarted(import.meta, async () => {
  await build();
  await serveUntilStopped();
});
