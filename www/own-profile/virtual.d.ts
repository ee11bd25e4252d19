/** The JSON Schema of a reader's own profile, as `goitin schema profile` prints it. */
declare module 'virtual:profile-schema' {
  const text: string;
  export default text;
}

declare module '*.json?raw' {
  const text: string;
  export default text;
}
