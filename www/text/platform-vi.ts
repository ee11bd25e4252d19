// Words of what surrounds the checking, in Vietnamese: colours, editor, pages of text, a newer version.
import type { Theme } from '../browser/theme.ts';

/** The first names of many. */
const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} và ${names.length - 3} tệp nữa` : names.join(', ');

export const platformVi = {
  themeLabel: 'Màu của trang',
  themes: {
    machine: 'Màu theo máy',
    light: 'Nền sáng',
    dark: 'Nền tối',
    contrast: 'Tương phản cao',
  } satisfies Record<Theme, string>,

  updateReady: 'Đã có bản mới của trang này.',
  updateKeeps: 'Tải lại để dùng; những gì đang mở được mang theo.',
  updateNow: 'Tải lại',
  updateLater: 'Để sau',
  updateLoses: (files: readonly string[], steps: number) =>
    [
      files.length > 0 && `Không mang theo được khi tải lại, sau đó cần chọn lại: ${few(files)}.`,
      steps > 0 && `${steps} bước sửa sẽ không hoàn tác được nữa.`,
      'Vẫn tải lại?',
    ]
      .filter(Boolean)
      .join(' '),

  pagesLabel: 'Về trang này',
  connectionName: 'Hồ sơ kết nối',
  referenceName: 'Tra cứu',
  pageNames: { 'rieng-tu': 'Quyền riêng tư', 'pham-vi': 'Phạm vi kiểm tra', 'tro-nang': 'Khả năng tiếp cận' },
  pageBack: 'Về trang kiểm tra',
  pageLoading: 'Đang mở…',
  pageMissing: 'Chưa mở được phần này vì không có mạng. Hãy thử lại khi có mạng.',

  editorOn: 'Dùng ô soạn thảo có màu',
  editorOff: 'Dùng ô văn bản thường',
  editorLoading: 'Đang mở ô soạn thảo…',
  editorMissing: 'Chưa mở được ô soạn thảo vì không có mạng. Ô văn bản thường vẫn dùng được.',
  editorTabs: 'Nhấn Tab để ra khỏi ô.',
  /** CodeMirror's own words, by its English ones. */
  editorPhrases: {
    Find: 'Tìm',
    Replace: 'Thay bằng',
    next: 'tiếp theo',
    previous: 'trước đó',
    all: 'chọn tất cả',
    'match case': 'phân biệt chữ hoa',
    'by word': 'cả từ',
    regexp: 'biểu thức chính quy',
    replace: 'thay',
    'replace all': 'thay tất cả',
    close: 'đóng',
    'current match': 'chỗ đang xem',
    'on line': 'ở dòng',
    'replaced match on line $': 'đã thay ở dòng $',
    'replaced $ matches': 'đã thay $ chỗ',
    'Go to line': 'Đến dòng',
    go: 'đến',
    'Selection deleted': 'Đã xóa phần được chọn',
  } as Readonly<Record<string, string>>,
};
