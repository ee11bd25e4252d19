/** The world outside the command. What goes wrong is thrown as Node throws it: with `code` and `errno`. */
export interface CommandHost {
  /** Opens a file for reading; `-` is standard input. */
  open(path: string): CommandInput;
  /** Writes a whole file. One that is there keeps its rights and owner; a new one has no wider rights than `original`. */
  write(path: string, bytes: Uint8Array, original?: string): void;
  /** Copies a file to the name with `~` behind it, with the rights it has. */
  backUp(path: string): void;
  /** Writes to standard output; false when nobody reads it any more. The bytes are gone after the call. */
  out(bytes: Uint8Array): boolean;
  /** Writes a line to standard error. */
  err(line: string): void;
  /** Shall text be coloured, when nobody says? */
  wantsColor(): boolean;
  /** The page of a rule, in Markdown. */
  page(rule: string): string | undefined;
  /** What `goitin reference` prints. */
  reference(): string;
}
export interface CommandInput {
  /** The next bytes; undefined at the end. */
  chunk(): Uint8Array | undefined;
}
