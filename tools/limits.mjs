// The budgets that `npm test` holds the build to.

/** The WebAssembly module: bytes after brotli, level 11. */
export const WASM_BROTLI_BYTES = 400 * 1024;

/** What a first visit downloads before the page can be used, without the engine, after brotli. */
export const INTERACTIVE_BROTLI_BYTES = 44 * 1024;

/**
 * All that a first visit to the page downloads, after brotli: the first usable state, and the worker with the module. As
 * text a module is as large as its gzip, which is 1.3 times its brotli.
 */
export const FIRST_VISIT_BROTLI_BYTES = 560 * 1024;

/**
 * The npm package, packed: the engine twice (as text, and as a module), the rule pages and the reference for the command,
 * the entry points.
 */
export const PACKED_BYTES = 1536 * 1024;

/** What a page downloads for its first `<goitin-checker>`, after gzip: the element, the entry point, the engine. */
export const ELEMENT_GZIP_BYTES = 520 * 1024;

/** The editor with colours, loaded only for readers who choose it, after brotli. */
export const EDITOR_BROTLI_BYTES = 100 * 1024;
