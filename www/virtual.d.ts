// What the build makes of the rules' pages and the dictionary, one module a language.
interface RuleText {
  readonly what: string;
  readonly why: string;
}

interface FieldMeaning {
  readonly name: string;
  readonly type: string;
  readonly meaning: string;
  readonly codes?: string;
  readonly example?: string;
}

interface Meanings {
  readonly packets: Readonly<Record<string, readonly FieldMeaning[]>>;
  /** Code and meaning, by the list's id. */
  readonly codes: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}

declare module 'virtual:rules/*' {
  const texts: Readonly<Record<string, RuleText>>;
  export default texts;
}

declare module 'virtual:fields/*' {
  const meanings: Meanings;
  export default meanings;
}
