// Texts of the engine: what stands between backticks is code.
import { el } from '../dom.ts';

export function prose(text: string): (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? el('code', {}, part) : part));
}
