// The numbers that `npm test` holds the build to.

/** The WebAssembly module as a browser downloads it: bytes after brotli, level 11. */
export const WASM_BROTLI_BYTES = 100 * 1024;

/** All that a first visit to the page downloads: HTML, CSS, scripts, the worker with its module, after brotli. */
export const FIRST_VISIT_BROTLI_BYTES = 150 * 1024;
