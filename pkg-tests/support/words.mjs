// Real words and names, out of packages: the syllables of a Vietnamese spelling dictionary, the people, places and words
// of some seventy languages, and how Vietnamese calls the world's languages and countries.
import { allLocales, vi } from '@faker-js/faker';
import dictionary from 'dictionary-vi';

/** Every Vietnamese syllable, and some abbreviations. */
export const syllables = new TextDecoder().decode(dictionary.dic).split('\n').slice(1).filter(Boolean);

/** All texts in data of any shape. @param {unknown} data @returns {string[]} */
function texts(data) {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(texts) : [];
}

/** Names of nobody, family, middle and given: each given name once. */
export const people = (() => {
  const families = texts(vi.person?.last_name);
  const middles = ['Văn', 'Thị', 'Hữu', 'Đình', 'Ngọc', 'Quốc', 'Minh'];
  const of = (/** @type {string[]} */ list, /** @type {number} */ place) => list[place % list.length] ?? '';
  return texts(vi.person?.first_name).map(
    (name, number) => `${of(families, number)} ${of(middles, number * 5)} ${name}`,
  );
})();

/** What else is known of Vietnam. */
export const places = texts([vi.location, vi.company, vi.date, vi.lorem]);

/** Everything of every language. */
export const world = [...new Set(texts(allLocales))];

/** Languages, countries and scripts by their Vietnamese names. */
export const calledInVietnamese = (() => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  const countries = new Intl.DisplayNames('vi', { type: 'region', fallback: 'none' });
  const languages = new Intl.DisplayNames('vi', { type: 'language', fallback: 'none' });
  const three = pairs.flatMap((pair) => letters.map((third) => (pair + third).toLowerCase()));
  const names = [
    ...pairs.map((code) => countries.of(code)),
    ...pairs.map((code) => languages.of(code.toLowerCase())),
    ...three.map((code) => languages.of(code)),
  ];
  return names.filter((name) => name !== undefined);
})();

/** The 54 peoples of Vietnam in their official spelling, other spellings in use, and names from among them. */
export const minorities = [
  'Kinh, Tày, Thái, Hoa, Khơ-me, Mường, Nùng, Hmông, Dao, Gia-rai, Ngái, Ê-đê, Ba-na, Xơ-đăng, Sán Chay, Cơ-ho',
  'Chăm, Sán Dìu, Hrê, Mnông, Ra-glai, Xtiêng, Bru-Vân Kiều, Thổ, Giáy, Cơ-tu, Gié-Triêng, Mạ, Khơ-mú, Co, Ta-ôi',
  'Chơ-ro, Kháng, Xinh-mun, Hà Nhì, Chu-ru, Lào, La Chí, La Ha, Phù Lá, La Hủ, Lự, Lô Lô, Chứt, Mảng, Pà Thẻn',
  "Cơ Lao, Cống, Bố Y, Si La, Pu Péo, Brâu, Ơ-đu, Rơ-măm, Ê Đê, Ba Na, Bana, H’Mông, H'Mông, Mông, K’Ho, K'Ho, Kơ Ho",
  "Jrai, Jarai, M’nông, M'Nông, Stiêng, S'tiêng, Xtiêng, Raglai, Rơ Glai, Churu, Khmer, Khơ Me, Cơ Tu, Katu, Tà Ôi",
  "Y Moan Êban, Y Thông Êban, H'Hen Niê, H’Hen Niê, Y-Krông Niê, Y Ngông Niê Kdăm, Siu H'Blơn, Rơ Châm H'Phik",
  'Rơ Ô Cheo, Ksor Phước, Nay Der, Kpă Klơng, Đinh Núp, A Lăng Mỹ, Bling Mia, Hồ Giàng, Y Vêng Ayŭn, H Wương Bkrông',
  "K'Brừi, K’Sĩ, Ya Duck, Ma Ham, Kră Jăn Đick, Cil Múp, Liêng Hót Ha Hai, Đa Gout, Kơ Să Ha Brông, Bon Niêng",
  'Giàng A Páo, Vàng Thị Dở, Sùng A Hồng, Thào Mí Lử, Lầu Y Pay, Hờ A Chống, Lò Thị Hặc, Cà Văn Ún, Quàng Văn Hặc',
  'Thạch Sa Ri, Kim Ngọc Thái, Châu Sóc Khonl, Danh Út, Lâm Sóc Kha, Sơn Ngọc Hoàng, Tăng Sà Vông, Đào Xuân Lan',
  "Buôn Ma Thuột, Ea H'leo, Ea Kar, Čư Ê Bur, Cư Êbur, Cư M'gar, Krông Pắc, Krông Búk, Krông Năng, Lắk, Đắk R'Lấp",
  "Đăk Glei, Đăk Tô, Ngọk Réo, Tu Mơ Rông, Kbang, Chư Păh, Chư Prông, Ia Grai, Ia H'Drai, A Lưới, Hương Hóa, A Dơi",
].flatMap((line) => line.split(', '));

/** Addresses, codes, formulas and papers, as they stand in packets. */
export const signs = [
  'https://dvc.tinhmau.gov.vn/tep/8112.pdf?a=b+c^d&e=f(x)',
  'https://dvc.tinhmau.gov.vn/T%E1%BB%9D%20khai(1).pdf#trang=2',
  'mau+thu@tinh.gov.vn',
  'tep(1).pdf, tep(2).docx',
  'ban sao(02), ban chinh(01)',
  'y = a+b; u+v; 2^n; e^x; a(n) f(x) a(n)',
  "C++ (a(n)) f(x), I'm sure, we're o.k., I'll do it",
  'Nha so6 to7 khu pho8, lo A8, thua da6t 12',
  'Số 15/2021/NĐ-CP; 766/QĐ-TTg; 01/2018/TT-VPCP, Điều 19',
  '120 m², 37 °C ± 0,5, ½ bản, § 5, © 2024, 5 µm, 3 × 4',
  '“Giấy phép” – số 5… ‘bản sao’ • mục a) và b)',
  '«Đơn» – ¼ thửa, £5, ¥100, 50 ¢',
  'GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT SỐ BĐ 123456 (BẢN SAO)',
];
