// The two commands of the README set everything up themselves: what they load first needs no dependency.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../tools/lib.mjs';

test('npm start and npm test load before the dependencies are there', (context) => {
  const bare = mkdtempSync(join(tmpdir(), 'goitin-bare-'));
  context.after(() => rmSync(bare, { recursive: true }));
  cpSync(inRoot('package.json'), join(bare, 'package.json'));
  cpSync(inRoot('tools'), join(bare, 'tools'), { recursive: true });
  for (const command of ['start', 'test']) {
    const load = `await import('./tools/${command}.mjs')`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', load], {
      cwd: bare,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  }
});
