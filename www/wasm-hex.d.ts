// What the page's build makes of `module.wasm?hex`.
declare module '*.wasm?hex' {
  const digits: string;
  export default digits;
}
