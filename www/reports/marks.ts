// The marks of verdicts, and severities in their order.

import type { IconName } from '../dom/icons.ts';
import type { Severity, Verdict } from '../engine/report.ts';

export const MARKS: Readonly<Record<Verdict, IconName>> = {
  conforms: 'good',
  'does-not-conform': 'bad',
  'not-checked': 'open',
};

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
