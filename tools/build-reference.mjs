// What the page needs of the command: `goitin reference` into target/reference.json, of which its reference is made, and
// `goitin schema profile` into target/profile-schema.json, which it offers to readers.
import { spawnSync } from 'node:child_process';
import { Failure, inRoot, root, write } from './lib.mjs';

export function buildReference() {
  write(inRoot('target', 'reference.json'), printed('reference'));
  write(inRoot('target', 'profile-schema.json'), printed('schema', 'profile'));
}

/** What the command prints. @param {...string} words */
export function printed(...words) {
  const { status, stdout } = spawnSync(
    'cargo',
    ['run', '--locked', '--quiet', '--bin', 'goitin', '--', ...words],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1 << 28,
    },
  );
  if (status !== 0) throw new Failure(`goitin ${words.join(' ')} failed`, 'read what cargo says above');
  return stdout;
}
