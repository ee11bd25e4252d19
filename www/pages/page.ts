// What a page of text is made of. Text between backticks is code.
import type { PageName } from './route.ts';

export interface Section {
  readonly heading: string;
  readonly text?: readonly string[];
  readonly items?: readonly string[];
  /** After this section's text: the packets that the engine knows. */
  readonly packets?: true;
}

export interface Page {
  readonly title: string;
  readonly lede: string;
  readonly sections: readonly Section[];
}

export type Pages = Readonly<Record<PageName, Page>>;
