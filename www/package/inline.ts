// The engine as text, for programs without a second file: packed, and in base64. The text is a script of neither module
// system, which leaves it under a symbol: so the package has it once, and a bundle of ESM and CommonJS parts as well.
import './text/module.js';
import { unpacked } from '../engine/unpack.ts';

const { [Symbol.for('goitin.module')]: text } = globalThis as unknown as Record<symbol, string>;

let compiled: Promise<WebAssembly.Module> | undefined;

/** The engine as text, for a worker to make its own module of. */
export function inlineText(): string {
  if (!text) throw new Error('goitin/text/module.js is missing: a bundler must keep what has side effects');
  return text;
}

/** The module, compiled once for everyone who asks. */
export function inlineModule(): Promise<WebAssembly.Module> {
  compiled ??= compile();
  return compiled;
}

const compile = async () => WebAssembly.compile(await unpacked(inlineText()));
