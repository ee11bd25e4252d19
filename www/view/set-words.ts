// The words of the list of files, which is loaded when there are several.
import type { Language } from '../report.ts';

const number = (value: number) => new Intl.NumberFormat('vi').format(value);

const plural = (count: number, one: string, many: string) =>
  `${new Intl.NumberFormat('en').format(count)} ${count === 1 ? one : many}`;

const vi = {
  setVerdictLabel: 'Kết luận chung',
  setChecking: 'Đang kiểm tra các tệp…',
  setProgress: (done: number, all: number) => `Đã kiểm tra ${number(done)} trên ${number(all)} tệp`,
  setSentence: (all: number, good: number, bad: number, open: number) => {
    const parts = [
      good > 0 ? `${number(good)} đạt` : '',
      bad > 0 ? `${number(bad)} không đạt` : '',
      open > 0 ? `${number(open)} chưa kiểm tra được` : '',
    ];
    return `${number(all)} tệp: ${parts.filter(Boolean).join(', ')}.`;
  },
  setHint: 'Bấm vào một tệp để xem các phát hiện của tệp đó.',
  setTable: 'Tải bảng phát hiện của mọi tệp (CSV)',
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
  setSentence: (all, good, bad, open) => {
    const parts = [
      good > 0 ? `${new Intl.NumberFormat('en').format(good)} ${good === 1 ? 'conforms' : 'conform'}` : '',
      bad > 0 ? `${new Intl.NumberFormat('en').format(bad)} ${bad === 1 ? 'does' : 'do'} not conform` : '',
      open > 0 ? `${new Intl.NumberFormat('en').format(open)} not checked` : '',
    ];
    return `${plural(all, 'file', 'files')}: ${parts.filter(Boolean).join(', ')}.`;
  },
  setHint: 'Press a file to see its findings.',
  setTable: 'Download the findings of all files (CSV)',
  setPrint: 'Print the list (A4)',
  setSearch: 'Search by file name',
  waiting: 'Waiting',
  moreFiles: (count) => `Show ${plural(count, 'more file', 'more files')}`,
  recordsCount: (count) => plural(count, 'record', 'records'),
};

export const SET_WORDS: Readonly<Record<Language, typeof vi>> = { vi, en };
