// The numbers that `npm test` holds the build to.

/** The WebAssembly module as a browser downloads it: bytes after brotli, level 11. */
export const WASM_BROTLI_BYTES = 100 * 1024;
