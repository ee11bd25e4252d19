// Unpacks what tools/pack.mjs packed: the engine where it travels as text, and what the command keeps beside it. The
// unpacking module is below the 4 KB that every browser compiles on the spot, on any thread.
import program from './unpack.rs?base64';

interface Unpacker {
  memory: WebAssembly.Memory;
  unpack(packed: number, packedLength: number, text: number, known: number, length: number): number;
}

/** The length stands before the stream. */
const HEAD = 4;
const PAGE = 65_536;

/** Unpacks bytes; `known` is what they were packed against. */
export function unpack(packed: Uint8Array, known = new Uint8Array()): Uint8Array<ArrayBuffer> {
  const module = new WebAssembly.Module(bytesOfBase64(program));
  const { memory, unpack } = new WebAssembly.Instance(module).exports as unknown as Unpacker;
  const length =
    known.length + new DataView(packed.buffer, packed.byteOffset, packed.byteLength).getUint32(0, true);
  const stream = packed.subarray(HEAD);
  const start = memory.buffer.byteLength;
  const text = start + stream.length;
  memory.grow(Math.ceil((stream.length + length) / PAGE));
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(stream, start);
  bytes.set(known, text);
  if (!unpack(start, stream.length, text, known.length, length))
    throw new Error('the packed bytes are broken');
  return bytes.subarray(text + known.length, text + length);
}

export function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
