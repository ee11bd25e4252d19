// The packets to try. They travel in the script: after the page has loaded nothing is fetched, samples neither.
import type { Localized } from './report.ts';
import dossierJson from './samples/ho-so.json?raw';
import dossierXml from './samples/ho-so.xml?raw';
import dossier2022 from './samples/ho-so-2022.json?raw';
import brokenDossierJson from './samples/ho-so-co-loi.json?raw';
import brokenDossierXml from './samples/ho-so-co-loi.xml?raw';
import brokenSyntax from './samples/ho-so-sai-cu-phap.json?raw';
import guideStyle from './samples/kieu-tai-lieu-huong-dan.txt?raw';
import brokenStatistics from './samples/thong-ke-co-loi.json?raw';
import progress from './samples/tien-do.json?raw';
import populationQuery from './samples/truy-van-dan-cu.json?raw';

export interface Sample {
  readonly name: string;
  readonly good: boolean;
  readonly title: Localized;
  readonly text: string;
}

export const SAMPLES: readonly Sample[] = [
  {
    name: 'ho-so-co-loi.json',
    good: false,
    title: { vi: 'Hồ sơ một cửa, nhiều lỗi thường gặp (JSON)', en: 'Dossiers with common defects (JSON)' },
    text: brokenDossierJson,
  },
  {
    name: 'ho-so-co-loi.xml',
    good: false,
    title: {
      vi: 'Hồ sơ một cửa, ngày và tên trường sai (XML)',
      en: 'Dossiers with wrong dates and names (XML)',
    },
    text: brokenDossierXml,
  },
  {
    name: 'ho-so-sai-cu-phap.json',
    good: false,
    title: { vi: 'Thiếu và thừa dấu khi sửa bằng tay (JSON)', en: 'Punctuation lost in hand editing (JSON)' },
    text: brokenSyntax,
  },
  {
    name: 'kieu-tai-lieu-huong-dan.txt',
    good: false,
    title: { vi: 'Dấu = thay cho dấu : như bản in hướng dẫn', en: 'Signs = for : as the guide prints it' },
    text: guideStyle,
  },
  {
    name: 'thong-ke-co-loi.json',
    good: false,
    title: {
      vi: 'Số liệu thống kê tháng cộng không khớp (JSON)',
      en: 'Monthly statistics that do not add up (JSON)',
    },
    text: brokenStatistics,
  },
  {
    name: 'ho-so.json',
    good: true,
    title: { vi: 'Đồng bộ hồ sơ một cửa (JSON)', en: 'Dossiers of the one-stop shop (JSON)' },
    text: dossierJson,
  },
  {
    name: 'ho-so.xml',
    good: true,
    title: { vi: 'Đồng bộ hồ sơ một cửa (XML)', en: 'Dossiers of the one-stop shop (XML)' },
    text: dossierXml,
  },
  {
    name: 'ho-so-2022.json',
    good: true,
    title: { vi: 'Hồ sơ với các trường từ 2022 (JSON)', en: 'Dossiers with the fields of 2022 (JSON)' },
    text: dossier2022,
  },
  {
    name: 'tien-do.json',
    good: true,
    title: { vi: 'Cập nhật tiến độ hồ sơ (JSON)', en: 'Progress of dossiers (JSON)' },
    text: progress,
  },
  {
    name: 'truy-van-dan-cu.json',
    good: true,
    title: { vi: 'Truy vấn dữ liệu dân cư qua NDXP (JSON)', en: 'Query to the population database (JSON)' },
    text: populationQuery,
  },
];
