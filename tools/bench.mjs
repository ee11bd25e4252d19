// `npm run bench`: builds the native command, the module and the page, then runs every pkg-tests/*.bench.mjs.
import { build } from './build.mjs';
import { filesBelow, inRoot, run, whenStarted } from './lib.mjs';

await whenStarted(import.meta, async () => {
  await build();
  run('cargo', ['build', '--locked', '--release', '--bin', 'goitin']);
  const benches = filesBelow(inRoot('pkg-tests')).filter((file) => file.endsWith('.bench.mjs'));
  for (const file of benches) run(process.execPath, [file, ...process.argv.slice(2)]);
});
