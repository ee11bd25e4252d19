// What a report of the contract before version 1 would say under version 1, so that only differences that nobody decided
// remain. What cannot be worked out from an old report (texts, what `content` holds) is in ../compare-intended.json.

/** @typedef {Record<string, any>} Json */

/** Errors about the reading itself: alone they do not make a packet wrong. */
const NOT_OF_THE_PACKET = ['unknown-packet', 'too-large', 'too-deep'];

/** These say that there was nothing to check; they go before every error. */
const NOTHING_CHECKED = [
  'unreadable',
  'not-a-packet',
  'unknown-packet',
  'no-public-text',
  'bad-profile',
  'internal',
];

/**
 * Changes the report in place. What it has already stays, so that a report of version 1 is left as it is and one of a
 * half-made change is completed. Gives the names of what it filled in.
 * @param {Json} report
 */
export function toNewContract(report) {
  /** @type {string[]} */
  const filled = [];
  const fill = (
    /** @type {Json} */ holder,
    /** @type {string} */ name,
    /** @type {unknown} */ value,
    where = '',
  ) => {
    if (name in holder) return;
    holder[name] = value;
    filled.push(where + name);
  };

  // `forecast` is absent unless it was asked for.
  if (report.forecast === null) delete report.forecast;

  if (!('complete' in report)) {
    // An error of the packet decides, even where the reading stopped before its end.
    const isWrong = report.findings.some(
      (/** @type {Json} */ { severity, rule }) => severity === 'error' && !NOT_OF_THE_PACKET.includes(rule),
    );
    const complete =
      !['stopped', 'too-large'].includes(report.reason) &&
      !report.findings.some((/** @type {Json} */ { rule }) => rule === 'too-deep');
    if (isWrong && !NOTHING_CHECKED.includes(report.reason)) {
      report.verdict = 'does-not-conform';
      report.reason = null;
    } else if (report.reason === null && !complete) {
      // Nesting beyond the limit was skipped: nothing wrong in what was read, and no "conforms" either.
      report.verdict = 'not-checked';
      report.reason = 'too-large';
    }
    fill(report, 'complete', complete);
  }

  // Each source says of itself what the report says of the only one.
  report.sources.forEach((/** @type {Json} */ source, /** @type {number} */ number) => {
    if (number > 0) return;
    for (const name of ['packet', 'profile', 'baseProfile', 'recognised', 'records', 'verdict', 'reason'])
      fill(source, name, report[name], 'sources/*/');
    for (const name of ['complete', 'counts', 'notChecked']) fill(source, name, report[name], 'sources/*/');
  });

  // A related place says in which source it is; there was only that of its finding.
  for (const finding of report.findings)
    for (const related of finding.related) fill(related, 'source', finding.source, 'findings/*/related/*/');
  return filled;
}
