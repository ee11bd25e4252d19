// `npm run fuzz [-- CASES]`: the property tests with many more cases than `npm test` gives them.
import { Failure, run, whenStarted } from './lib.mjs';

const CASES = 20_000;

await whenStarted(import.meta, () => {
  const cases = Number(process.argv[2] ?? CASES);
  if (!Number.isInteger(cases) || cases < 1) throw new Failure(`${process.argv[2]} is no number of cases`);
  console.log(`${cases} cases for each property`);
  run('cargo', ['test', '--locked', '--release'], { env: { ...process.env, PROPTEST_CASES: String(cases) } });
});
