// The HTML report says which bytes it speaks of: the engine, which sees them only once and in pieces, has no hash of them.
const FACTS_END = '</dl>';

/** Adds the SHA-256 to the first facts of a report. Its values are escaped: the first end of a list is theirs. */
export function withHash(html: string, sha256: string | null): string {
  const end = html.indexOf(FACTS_END);
  if (!sha256 || end < 0) return html;
  return `${html.slice(0, end)}<div><dt>SHA-256</dt><dd>${sha256}</dd></div>\n${html.slice(end)}`;
}
