// The element's words. Vietnamese is the measure: English must have exactly its keys.
import type { Severity, Verdict } from '../engine/types.ts';

const vi = {
  label: 'Nội dung gói tin (JSON hoặc XML)',
  check: 'Kiểm tra',
  repair: 'Sửa những chỗ sửa được',
  findings: 'Các phát hiện',
  checking: 'Đang kiểm tra…',
  waiting: 'Nhập gói tin để kiểm tra.',
  fault: 'Chưa kiểm tra được: bộ kiểm tra không chạy trong trang này.',
  line: (line: number) => `dòng ${line}`,
  goTo: (line: number) => `Đến dòng ${line}`,
  inProfile: (line: number) => `hồ sơ quy định riêng, dòng ${line}`,
  expected: 'Đúng ra',
  todo: 'Cần làm',
  rule: 'Quy tắc',
  repaired: (count: number) => `Đã sửa ${count} chỗ.`,
  verdicts: {
    conforms: 'Đạt',
    'does-not-conform': 'Không đạt',
    'not-checked': 'Chưa kiểm tra được',
  } as Record<Verdict, string>,
  severities: { error: 'Lỗi', warning: 'Cảnh báo', info: 'Ghi chú' } as Record<Severity, string>,
};

export type Words = typeof vi;

const en: Words = {
  label: 'Packet (JSON or XML)',
  check: 'Check',
  repair: 'Repair what can be repaired',
  findings: 'Findings',
  checking: 'Checking…',
  waiting: 'Enter a packet to check it.',
  fault: 'Not checked: the checker cannot run in this page.',
  line: (line) => `line ${line}`,
  goTo: (line) => `Go to line ${line}`,
  inProfile: (line) => `your own profile, line ${line}`,
  expected: 'Expected',
  todo: 'What to do',
  rule: 'Rule',
  repaired: (count) => `Repairs made: ${count}.`,
  verdicts: { conforms: 'Conforms', 'does-not-conform': 'Does not conform', 'not-checked': 'Not checked' },
  severities: { error: 'Error', warning: 'Warning', info: 'Note' },
};

export type Language = 'vi' | 'en';
export const WORDS: Readonly<Record<Language, Words>> = { vi, en };
