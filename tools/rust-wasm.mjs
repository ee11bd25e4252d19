// Which Rust compiles to WebAssembly, and with which settings.
// That is the active rustc when it has a standard library for wasm32-unknown-unknown, else the private
// Debian one that wasm-std-debian.sh made. Its RUSTC is set for wasm commands only and they have a
// target folder of their own, so that native builds never change compiler.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cache, cleanEnvironment, inRoot, output, root, run } from './lib.mjs';

export const TARGET = 'wasm32-unknown-unknown';
export const debianRust = join(cache, 'rust-debian');
/** GOITIN_NO_RUSTUP=1: take no wasm standard library from rustup, neither an installed one nor a new one. */
export const rustupAllowed = !process.env.GOITIN_NO_RUSTUP;

/** Every browser of the floor (Chrome 109, Firefox 115, Safari 16.4) has 128-bit SIMD. */
const SIMD = '-Ctarget-feature=+simd128';

/** @param {string} rustc */
function hasStd(rustc) {
  const folder = output(rustc, ['--print', 'target-libdir', '--target', TARGET]);
  return (
    folder !== undefined &&
    existsSync(folder) &&
    readdirSync(folder).some((name) => /^libstd-.*\.rlib$/.test(name))
  );
}

/** The compiler for wasm commands: `{}` is the active one; undefined when there is none yet. */
export function findRust() {
  if (rustupAllowed && hasStd('rustc')) return {};
  const RUSTC = join(debianRust, 'bin', 'rustc');
  if (existsSync(join(debianRust, '.complete')))
    return { RUSTC, RUSTDOC: join(debianRust, 'bin', 'rustdoc') };
  return undefined;
}

/** A sentence about the compiler in use; it also tells one compiler from another in a build's hash. */
export function describeRust() {
  const rust = findRust();
  const version = output(rust?.RUSTC ?? 'rustc', ['--version']);
  return `${version}${rust?.RUSTC ? ' (Debian, private)' : ''}`;
}

/**
 * Runs cargo for the wasm target.
 * @param {string[]} args @param {string[]} [forLast] for the program that compiles goitin itself
 */
export function runWasmCargo(args, forLast = []) {
  const rust = findRust();
  const env = {
    ...cleanEnvironment(),
    ...rust,
    CARGO_TARGET_DIR: inRoot('target', 'wasm'),
    CARGO_ENCODED_RUSTFLAGS: [SIMD, ...remaps(rust?.RUSTC ?? 'rustc')].join('\x1f'),
  };
  run('cargo', [...args, '--target', TARGET, ...(forLast.length > 0 ? ['--', ...forLast] : [])], { env });
}

/** Keeps this machine's paths out of the module: two machines with one compiler make the same bytes. @param {string} rustc */
function remaps(rustc) {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
  const sysroot = output(rustc, ['--print', 'sysroot']) ?? '';
  const commit = /^commit-hash: (.*)$/m.exec(output(rustc, ['-vV']) ?? '')?.[1];
  const pairs = [
    [root.replace(/[\\/]$/, ''), '.'],
    [cargoHome, '/cargo'],
    [sysroot, '/rust'],
    [join(sysroot, 'lib', 'rustlib', 'src', 'rust'), `/rustc/${commit}`],
  ];
  return pairs.map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}
