// Unpacks what tools/pack.mjs packed: the engine where it travels as text, and what the command keeps beside it. The
// program that does it, unpack.rs, is below the 4 KB that every browser compiles on the spot, on any thread; it is given
// as text, so that a worker can get it from whoever starts it.

interface Unpacker {
  memory: WebAssembly.Memory;
  unpack(packed: number, packedLength: number, text: number, known: number, length: number): number;
}

/** The length stands before the stream. */
const HEAD = 4;
const PAGE = 65_536;

/** The engine as text: the unpacking program and what it unpacks, both in base64. */
export interface Carried {
  program: string;
  packed: string;
}

export const engineOf = ({ program, packed }: Carried): Uint8Array<ArrayBuffer> =>
  unpack(program, bytesOfBase64(packed));

/** Unpacks bytes; `known` is what they were packed against. */
export function unpack(
  program: string,
  packed: Uint8Array,
  known = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
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

function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
