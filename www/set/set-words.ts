// The words of the list of files, which is loaded when there are several.
import type { Language } from '../engine/report.ts';

const number = (value: number) => new Intl.NumberFormat('vi').format(value);

const plural = (count: number, one: string, many: string) =>
  `${new Intl.NumberFormat('en').format(count)} ${count === 1 ? one : many}`;

const vi = {
  setVerdictLabel: 'Kết luận chung',
  setChecking: 'Đang kiểm tra các tệp…',
  setProgress: (done: number, all: number) => `Đã kiểm tra ${number(done)} trên ${number(all)} tệp`,
  setHint: 'Bấm vào một tệp để xem các phát hiện của tệp đó.',
  setReports: 'Báo cáo chung',
  setPrint: 'In danh sách (A4)',
  setSearch: 'Tìm theo tên tệp',
  waiting: 'Đang chờ',
  moreFiles: (count: number) => `Xem thêm ${number(count)} tệp`,
  recordsCount: (count: number) => `${number(count)} bản ghi`,
};

const en: typeof vi = {
  setVerdictLabel: 'Verdict of all',
  setChecking: 'Checking the files…',
  setProgress: (done, all) =>
    `${new Intl.NumberFormat('en').format(done)} of ${plural(all, 'file', 'files')} checked`,
  setHint: 'Press a file to see its findings.',
  setReports: 'Report on all files',
  setPrint: 'Print the list (A4)',
  setSearch: 'Search by file name',
  waiting: 'Waiting',
  moreFiles: (count) => `Show ${plural(count, 'more file', 'more files')}`,
  recordsCount: (count) => plural(count, 'record', 'records'),
};

export const SET_WORDS: Readonly<Record<Language, typeof vi>> = { vi, en };
