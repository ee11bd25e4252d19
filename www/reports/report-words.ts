// The words of the report on paper and as a workbook, and of the charts, which are loaded when they are asked for.
import type { Language } from '../engine/report.ts';

const number = (language: Language, value: number) => new Intl.NumberFormat(language).format(value);

const vi = {
  sheetTitle: 'Báo cáo kiểm tra gói tin',
  sheetFile: 'Tệp',
  sheetSize: 'Dung lượng',
  sheetNoHash: 'không tính, vì tệp chưa được đọc hết',
  sheetDate: 'Thời điểm in',
  madeAt: 'Thời điểm lập báo cáo',
  sheetPersonal: 'Dữ liệu cá nhân',
  sheetMasked: 'đã che',
  sheetShown: 'không che',
  sheetMore: (count: number) => `Còn ${number('vi', count)} chỗ nữa: xem trong báo cáo CSV hoặc HTML.`,
  setTitle: 'Báo cáo kiểm tra nhiều gói tin',
  setColumns: ['STT', 'Tệp', 'Dung lượng', 'Gói tin', 'Kết luận'],
  workbookSheet: 'Báo cáo',
  workbookTooLarge: (most: number) =>
    `Báo cáo có hơn ${number('vi', most)} dòng, quá nhiều cho một trang tính Excel, nên được lưu thành bảng CSV.`,
  signPlace: 'Nơi kiểm tra, ngày tháng năm',
  signName: 'Người kiểm tra (ký, ghi rõ họ tên)',
  chartByRule: 'Theo quy tắc',
  chartByDay: 'Theo ngày trong mã hồ sơ',
  chartByUnit: 'Theo đơn vị trong mã hồ sơ',
  chartRest: 'Còn lại',
  chartTable: 'Xem bảng số',
  chartWhat: 'Mục',
  chartCount: 'Số phát hiện',
};

const en: typeof vi = {
  sheetTitle: 'Report on a data packet',
  sheetFile: 'File',
  sheetSize: 'Size',
  sheetNoHash: 'none, as the file was not read to its end',
  sheetDate: 'Printed',
  madeAt: 'Report made',
  sheetPersonal: 'Personal data',
  sheetMasked: 'hidden',
  sheetShown: 'shown',
  sheetMore: (count: number) => `${number('en', count)} more: see the CSV or HTML report.`,
  setTitle: 'Report on several data packets',
  setColumns: ['No.', 'File', 'Size', 'Packet', 'Verdict'],
  workbookSheet: 'Report',
  workbookTooLarge: (most: number) =>
    `The report has more than ${number('en', most)} rows, too many for one Excel sheet, so it was saved as a CSV table.`,
  signPlace: 'Place and date',
  signName: 'Checked by (name and signature)',
  chartByRule: 'By rule',
  chartByDay: "By the day in the dossier's code",
  chartByUnit: "By the unit in the dossier's code",
  chartRest: 'Others',
  chartTable: 'Show the numbers',
  chartWhat: 'Item',
  chartCount: 'Findings',
};

export const REPORT_WORDS: Readonly<Record<Language, typeof vi>> = { vi, en };
