// The words of the form of one record, which is loaded with the table.
import type { Language } from '../engine/report.ts';

const vi = {
  title: (number: number) => `Bản ghi ${number}`,
  note: 'Sửa ở đây là sửa ngay trong gói tin: mỗi ô được ghi lại khi bạn rời ô, rồi gói tin được kiểm tra lại.',
  back: 'Trở lại bảng',
  required: 'bắt buộc',
  nothing: '(để trống)',
  notListed: (text: string) => `${text} (không có trong danh sách)`,
  asWritten: 'Trong gói tin đang ghi: ',
  item: (number: number) => `Mục ${number}`,
  empty: 'Không có mục nào.',
  add: 'Thêm mục',
  addTo: (list: string) => `Thêm mục vào: ${list}`,
  added: (number: number, field: string) => `Đã thêm mục ${number} vào ${field}. Hãy điền các ô của mục này.`,
  remove: 'Bỏ mục',
  removeFrom: (number: number, list: string) => `Bỏ mục ${number}: ${list}`,
  removed: (number: number, field: string) =>
    `Đã bỏ mục ${number} khỏi ${field}. Bấm Hoàn tác nếu muốn lấy lại.`,
  unknownField: 'Trường không có trong bảng trường',
  missing: 'Gói tin chưa có trường này.',
  mixed: 'Giá trị này chỉ sửa được trong ô nội dung gói tin.',
  saved: (field: string) => `Đã sửa ${field} trong gói tin.`,
};

const en: typeof vi = {
  title: (number) => `Record ${number}`,
  note: 'A change here is a change in the packet: each field is written when you leave it, and the packet is checked again.',
  back: 'Back to the table',
  required: 'required',
  nothing: '(empty)',
  notListed: (text) => `${text} (not in the list)`,
  asWritten: 'The packet says: ',
  item: (number) => `Item ${number}`,
  empty: 'No items.',
  add: 'Add item',
  addTo: (list) => `Add item to: ${list}`,
  added: (number, field) => `Item ${number} was added to ${field}. Fill in its fields.`,
  remove: 'Remove item',
  removeFrom: (number, list) => `Remove item ${number}: ${list}`,
  removed: (number, field) => `Item ${number} was removed from ${field}. Undo brings it back.`,
  unknownField: 'A field that the table does not have',
  missing: 'The packet does not have this field.',
  mixed: 'This value can be changed only in the packet’s text.',
  saved: (field) => `${field} was changed in the packet.`,
};

export const RECORD_WORDS: Readonly<Record<Language, typeof vi>> = { vi, en };
