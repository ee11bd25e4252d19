// What the build makes of a module that is to travel as text: gzip in base64.
declare module '*.wasm?packed' {
  const base64: string;
  export default base64;
}
