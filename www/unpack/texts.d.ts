// What the build makes of a program in Rust and of a module that is to travel as text: both in base64, the second packed.
declare module '*.rs?base64' {
  const base64: string;
  export default base64;
}
declare module '*.wasm?packed' {
  const base64: string;
  export default base64;
}
