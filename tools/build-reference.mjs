// `goitin reference` into target/reference.json: the page's reference is made of it.
import { spawnSync } from 'node:child_process';
import { Failure, inRoot, root, write } from './lib.mjs';

export function buildReference() {
  const { status, stdout } = spawnSync(
    'cargo',
    ['run', '--locked', '--quiet', '--bin', 'goitin', '--', 'reference'],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1 << 28,
    },
  );
  if (status !== 0) throw new Failure('the reference could not be made', 'read what cargo says above');
  write(inRoot('target', 'reference.json'), stdout);
}
