// The recipe of a CI run, pkg-tests/recipes/ci.yml, with its own shell commands, as a runner would run them: one after the
// other, in the folder of the repository, until one fails. Steps of others (`uses`) are the code host's to run.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../tools/lib.mjs';
import { strangers, tarball } from './package.mjs';

const INSTALL = 'npm install --no-save goitin';

/** @typedef {{ run?: string, uses?: string, with?: Record<string, unknown> }} Step */

/**
 * Runs the recipe over `packets/` of a folder that has the package `yaml`.
 * @param {string} folder @returns {Promise<{ status: number | null, out: string, uploaded: string }>}
 */
export async function runWorkflow(folder) {
  for (const name of ['ci.yml', 'annotate.mjs'])
    copyFileSync(inRoot('pkg-tests', 'recipes', name), join(folder, name));
  const steps = await stepsOf(folder);
  const commands = steps.flatMap(({ run }) => run ?? []);
  assert.ok(commands.includes(INSTALL));
  // The package of this tree stands in for the one in the registry.
  const installed = `npm install --no-save --offline --no-audit --no-fund ${await tarball()}`;
  let out = '';
  let status = null;
  for (const command of commands) {
    const shell = [
      '--noprofile',
      '--norc',
      '-eo',
      'pipefail',
      '-c',
      command === INSTALL ? installed : command,
    ];
    const result = spawnSync('bash', shell, { cwd: folder, encoding: 'utf8', env: strangers() });
    assert.equal(result.error, undefined);
    out += result.stdout;
    status = result.status;
    if (status !== 0) break;
  }
  return { status, out, uploaded: String(steps.find(isUpload)?.with?.sarif_file) };
}

/** @param {string} folder @returns {Promise<Step[]>} */
async function stepsOf(folder) {
  const yaml = await import(pathToFileURL(join(folder, 'node_modules', 'yaml', 'dist', 'index.js')).href);
  const { on, permissions, jobs } = yaml.parse(readFileSync(join(folder, 'ci.yml'), 'utf8'));
  assert.equal(on, 'pull_request');
  assert.equal(permissions['security-events'], 'write');
  assert.deepEqual(Object.keys(jobs), ['packets']);
  const steps = /** @type {Step[]} */ (jobs.packets.steps);
  for (const step of steps) assert.equal(Number('run' in step) + Number('uses' in step), 1);
  return steps;
}

const isUpload = (/** @type {Step} */ { uses }) => uses?.startsWith('github/codeql-action/upload-sarif@');
