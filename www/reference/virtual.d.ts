// What the page's build makes of `goitin reference`.
declare module 'virtual:reference' {
  const text: string;
  export default text;
}
