// The benchmark runs and prints its tables; how fast anything is, is not asserted.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { inRoot } from '../tools/lib.mjs';

test('a slice of the benchmark', () => {
  const bench = inRoot('pkg-tests', 'bench', 'side-by-side.bench.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bench, '--quick'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  for (const line of ['### JSON in Node', '### XML in Node', '| goitin wasm |', 'WebAssembly module: '])
    assert.ok(stdout.includes(line), line);
});
