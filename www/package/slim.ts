// `goitin/slim`: the caller gives the module, `goitin/goitin.wasm`, and can have reports as text, CSV, SARIF and HTML.
import * as glue from '../../dist/wasm/goitin_command.js';
import type { Options } from '../engine/types.ts';
import type { Source } from './api.ts';
import { allBytes } from './bytes.ts';
import type { Engine } from './engine.ts';
import { useOrigin } from './functions.ts';

/** `goitin/goitin.wasm`: its bytes, compiled, as a response or by its address; or a promise of one of these. */
export type ModuleSource = BufferSource | WebAssembly.Module | Response | URL | string;

/** Forms of a report for people and for other programs. */
export type Format = 'text' | 'json' | 'csv' | 'sarif' | 'html';

let engine: Engine | undefined;

/**
 * Says where the module comes from, and starts the engine. Must be called before anything else; later calls change
 * nothing.
 *
 * @example
 * import { check, initialise } from 'goitin/slim';
 * await initialise(new URL('goitin/goitin.wasm', import.meta.url));
 */
export async function initialise(source: ModuleSource | Promise<ModuleSource>): Promise<void> {
  engine ??= useOrigin({ glue, module: async () => compiled(await source) });
  await engine.start();
}

/** Checks a source and writes the report in one of the formats. */
export async function write(source: Source, format: Format, options?: Options): Promise<string> {
  const bytes = await allBytes(source);
  if (!engine) throw new Error('goitin/slim has no module yet: call initialise(module) first');
  return engine.use(() => glue.write(bytes, format, options));
}

async function compiled(source: ModuleSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === 'string' || source instanceof URL) return fromAddress(source);
  if (typeof Response === 'function' && source instanceof Response) return fromResponse(source);
  return WebAssembly.compile(source as BufferSource);
}

// Node's fetch reads no files.
async function fromAddress(address: string | URL): Promise<WebAssembly.Module> {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  const url = typeof address === 'string' ? address : address.href;
  const files = url.startsWith('file:') ? process?.getBuiltinModule?.('node:fs') : undefined;
  if (!files) return fromResponse(await fetch(url));
  const { readFileSync } = files as { readFileSync(path: URL): Uint8Array<ArrayBuffer> };
  return WebAssembly.compile(readFileSync(new URL(url)));
}

async function fromResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new Error(`goitin.wasm could not be loaded: ${response.status} ${response.url}`);
  // A host that does not know the type of .wasm cannot be compiled from while it loads.
  if (response.headers.get('content-type') === 'application/wasm')
    return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

export * from './public.ts';
