// `npm run bench`: builds the native command and the module, then runs every pkg-tests/*.bench.mjs.
import { build } from './build.mjs';
import { filesBelow, inRoot, run, whenStarted } from './lib.mjs';

await whenStarted(import.meta, async () => {
  await build({ page: false });
  run('cargo', ['build', '--locked', '--release', '--bin', 'goitin']);
  const benches = filesBelow(inRoot('pkg-tests')).filter((file) => file.endsWith('.bench.mjs'));
  for (const file of benches) run(process.execPath, [file, ...process.argv.slice(2)]);
});
