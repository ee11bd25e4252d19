// Unpacks the engine where it travels as text: gzip in base64. The platform does it with DecompressionStream; where a
// runtime or a test runner hides that, Node's zlib does.
import { joined, piecesOfStream } from './pieces.ts';

type Bytes = Uint8Array<ArrayBuffer>;

interface Zlib {
  gunzip(packed: Bytes, done: (error: Error | null, bytes: Bytes) => void): void;
}

/** The bytes that were packed. */
export async function unpacked(base64: string): Promise<Bytes> {
  const unpack = unpacker();
  try {
    return await unpack(bytesOfBase64(base64));
  } catch (cause) {
    throw new Error('the packed engine is damaged: install goitin or load the page anew', { cause });
  }
}

function unpacker(): (packed: Bytes) => Promise<Bytes> {
  if (typeof DecompressionStream === 'function') return throughStream;
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  const zlib = process?.getBuiltinModule?.('node:zlib') as Zlib | undefined;
  if (!zlib)
    throw new Error('the engine cannot be unpacked: there is neither DecompressionStream nor node:zlib');
  return (packed) =>
    new Promise((resolve, reject) => {
      zlib.gunzip(packed, (error, bytes) => (error ? reject(error) : resolve(bytes)));
    });
}

async function throughStream(packed: Bytes): Promise<Bytes> {
  const stream = new ReadableStream<Bytes>({
    start(controller) {
      controller.enqueue(packed);
      controller.close();
    },
  });
  return (await joined(piecesOfStream(stream.pipeThrough(new DecompressionStream('gzip'))))) as Bytes;
}

function bytesOfBase64(base64: string): Bytes {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
