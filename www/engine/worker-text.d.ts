// What the build of the one file makes of `virtual:worker-text`: the worker's whole script.
declare module 'virtual:worker-text' {
  const code: string;
  export default code;
}
