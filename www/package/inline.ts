// The small engine as text, for programs without a second file. Deflated and in base64 it is less than half of the module
// and starts as quickly. The text is a script of neither module system, which leaves it under a symbol: so the package
// has it once, and a bundle of ESM and CommonJS parts as well.
import './text/module.js';

interface Zlib {
  inflateRawSync(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
}

const { [Symbol.for('goitin.module')]: text } = globalThis as unknown as Record<symbol, string>;

let compiled: Promise<WebAssembly.Module> | undefined;

/** The module, compiled once for everyone who asks. */
export function inlineModule(): Promise<WebAssembly.Module> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<WebAssembly.Module> {
  if (!text) throw new Error('goitin/text/module.js is missing: a bundler must keep what has side effects');
  return WebAssembly.compile(await inflated(bytesOfBase64(text)));
}

// Node's own zlib starts sooner than its streams. It is asked for at run time: a bundler sees no import.
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<BufferSource> {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): Zlib | undefined } };
  const zlib = process?.getBuiltinModule?.('node:zlib');
  if (zlib) return zlib.inflateRawSync(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).arrayBuffer();
}

function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
