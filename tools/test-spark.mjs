// `npm run test:spark`: a partitioned data set through PySpark in local mode, each partition through `goitin check
// --ndjson -`; the counts must equal those of a single run over all of it. Installs PySpark into target/tools/spark.
// Needs Python 3.10 and Java 17 or newer; as root with apt a missing Java is installed.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { goitin, nativeCommand } from '../pkg-tests/support/engine.mjs';
import { mutated } from '../pkg-tests/support/mutations.mjs';
import { consumer, execute } from '../pkg-tests/support/package.mjs';
import { dossier, envelope } from '../pkg-tests/support/packets.mjs';
import { Random } from '../pkg-tests/support/random.mjs';
import { cache, Failure, inRoot, output, run, seconds, whenStarted, write } from './lib.mjs';

const PYSPARK = '4.3.0';
const FILES = 4;
const LINES = 500;
const PARTITIONS = 8;

const home = join(cache, 'spark');
const python = join(home, 'venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const data = join(home, 'data');

await whenStarted(import.meta, async () => {
  findJava();
  installSpark();
  const lines = makeData();
  const single = sums(goitin(['check', '--ndjson', ...lines.files]).out);
  const { folder, remove } = await consumer();
  const bin = join(folder, 'node_modules', 'goitin', 'bin.js');
  try {
    const commands = { native: [nativeCommand], npm: [process.execPath, bin] };
    for (const [name, command] of Object.entries(commands)) compare(name, command, single);
  } finally {
    remove();
  }
});

/** @param {string} name @param {string[]} command @param {string} single */
function compare(name, command, single) {
  const start = performance.now();
  const recipe = inRoot('pkg-tests', 'recipes', 'spark.py');
  const all = [...command, 'check', '--ndjson', '-'];
  const out = execute(python, [recipe, data, String(PARTITIONS), ...all], home, {
    env: { PYSPARK_PYTHON: python },
  });
  const spark = JSON.stringify(JSON.parse(out));
  if (spark !== single)
    throw new Failure(`Spark with the ${name} command counts ${spark}, a single run ${single}`);
  console.log(
    `Spark, ${PARTITIONS} partitions, ${name} command: ${spark}: equal to a single run (${seconds(start)})`,
  );
}

function findJava() {
  if (output('java', ['-version']) !== undefined) return;
  if (process.getuid?.() !== 0 || output('apt-get', ['--version']) === undefined)
    throw new Failure('Spark needs Java', 'install Java 17 or newer');
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'openjdk-17-jre-headless']);
}

function installSpark() {
  if (output(python, ['-c', 'import pyspark; print(pyspark.__version__)']) === PYSPARK) return;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  run('python3', ['-m', 'venv', join(home, 'venv')], { advice: 'install Python 3.10 or newer with venv' });
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `pyspark==${PYSPARK}`]);
}

/** Files with one packet a line, every third with a mistake. */
function makeData() {
  rmSync(data, { recursive: true, force: true });
  const random = new Random(766);
  const files = Array.from({ length: FILES }, (_, number) => join(data, `part-${number}.ndjson`));
  for (const file of files) {
    const packets = Array.from({ length: LINES }, (_, line) => {
      const packet = envelope('DongBoHoSoMC', [dossier(random, line + 1, '2022')]);
      return JSON.stringify(line % 3 === 0 ? mutated(random, packet).packet : packet);
    });
    write(file, `${packets.join('\n')}\n`);
  }
  if (!files.every(existsSync)) throw new Failure('the data set could not be written');
  return { files };
}

/** What the recipe prints, for all reports of one run. @param {string} out */
function sums(out) {
  /** @type {Map<string, number>} */
  const sum = new Map();
  const add = (/** @type {string} */ name, /** @type {number} */ number) =>
    sum.set(name, (sum.get(name) ?? 0) + number);
  for (const line of out.trimEnd().split('\n')) {
    const report = JSON.parse(line);
    for (const severity of ['error', 'warning', 'info']) add(`findings:${severity}`, report.counts[severity]);
    add(`verdict:${report.verdict}`, 1);
    add('reports', 1);
    add('records', report.records);
  }
  return JSON.stringify(Object.fromEntries([...sum].sort(([one], [other]) => (one < other ? -1 : 1))));
}
