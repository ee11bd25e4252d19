// `npm run fuzz [-- CASES]`: the property tests with many more cases than `npm test` gives them.
import { build } from './build.mjs';
import { Failure, inRoot, run, whenStarted } from './lib.mjs';

const CASES = 20_000;

await whenStarted(import.meta, async () => {
  const cases = Number(process.argv[2] ?? CASES);
  if (!Number.isInteger(cases) || cases < 1) throw new Failure(`${process.argv[2]} is no number of cases`);
  console.log(`${cases} cases for each property`);
  await build({ page: false });
  run('cargo', ['build', '--locked', '--release', '--bin', 'goitin']);
  const defects = inRoot('pkg-tests', 'defects.test.mjs');
  run(process.execPath, ['--test', defects], { env: { ...process.env, SEEDS: String(cases) } });
  run('cargo', ['test', '--locked', '--release'], { env: { ...process.env, PROPTEST_CASES: String(cases) } });
});
