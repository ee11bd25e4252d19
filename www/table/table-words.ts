// The words of the table of records, which is loaded when it is asked for.
import type { Language } from '../engine/report.ts';

const vi = {
  title: 'Gói tin dạng bảng',
  note: 'Mỗi dòng là một bản ghi. Bấm vào ô có dấu để xem phát hiện, bấm vào số thứ tự để xem cả bản ghi.',
  number: 'Số',
  openRecord: (number: number) => `Xem bản ghi ${number}`,
  unknownField: '(trường không có trong bảng trường)',
  unreadable:
    'Chưa lập được bảng: gói tin có lỗi cú pháp, nằm trong một chuỗi, hoặc có chữ thừa ở trước hay sau. Hãy sửa những chỗ đó trước.',
  items: (count: number) => `${count} mục`,
  more: (count: number, left: number) => `Xem thêm ${count} dòng (còn ${left})`,
};

const en: typeof vi = {
  title: 'The packet as a table',
  note: 'One row is one record. Press a marked cell for its finding, a number for the whole record.',
  number: 'No.',
  openRecord: (number) => `Show record ${number}`,
  unknownField: '(a field that the table does not have)',
  unreadable:
    'No table can be made: the packet has syntax errors, stands inside a string, or has other text before or after it. Repair that first.',
  items: (count) => `${count} ${count === 1 ? 'item' : 'items'}`,
  more: (count, left) => `Show ${count} more rows (${left} left)`,
};

export const TABLE_WORDS: Readonly<Record<Language, typeof vi>> = { vi, en };
