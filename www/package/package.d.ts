// What the package's build makes of modules that are no TypeScript.
declare module '*/text/module.js';
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
declare module '*?script' {
  const source: string;
  export default source;
}
