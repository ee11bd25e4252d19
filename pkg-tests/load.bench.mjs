// How long a program waits for the module: from bytes to the first answer, median of many.
import { readFileSync } from 'node:fs';

const RUNS = 101;
const wasm = new URL('../dist/wasm/', import.meta.url);
const bytes = readFileSync(new URL('goitin_bg.wasm', wasm));

/** @param {number} run */
async function timeOnce(run) {
  const glue = await import(`${wasm}goitin.js?run=${run}`); // a fresh copy each time
  const start = performance.now();
  glue.initSync({ module: bytes });
  glue.version();
  return performance.now() - start;
}

const times = [];
for (let run = 0; run < RUNS; run += 1) times.push(await timeOnce(run));
times.sort((a, b) => a - b);
console.log(
  `load: ${bytes.length} bytes, median ${times[RUNS >> 1]?.toFixed(2)} ms, slowest ${times.at(-1)?.toFixed(2)} ms`,
);
