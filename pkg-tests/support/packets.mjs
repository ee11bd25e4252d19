// Packets such as one-stop shops send, made up from a seed: names, addresses and codes of nobody.
import { Random } from './random.mjs';

/** @typedef {Record<string, unknown>} Json */
/** @typedef {'2020' | '2022'} Edition */

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Hoàng', 'Phan', 'Vũ', 'Võ', 'Đặng', 'Bùi', 'Đỗ'];
const MIDDLE = ['Văn', 'Thị', 'Hữu', 'Minh', 'Ngọc', 'Quốc', 'Thanh', 'Đức', 'Thu'];
const GIVEN = ['An', 'Bình', 'Cường', 'Dũng', 'Hạnh', 'Lan', 'Mỹ', 'Nga', 'Phượng', 'Quỳnh', 'Sơn', 'Yến'];
/** @type {[string, string, string, string][]} */
const PROCEDURES = [
  ['1.001193', 'Đăng ký khai sinh', 'G15-HT01', 'Hộ tịch'],
  ['1.000894', 'Đăng ký kết hôn', 'G15-HT01', 'Hộ tịch'],
  ['2.000635', 'Cấp bản sao trích lục hộ tịch', 'G15-HT01', 'Hộ tịch'],
  ['1.001612', 'Đăng ký thành lập hộ kinh doanh', 'G05-KH03', 'Thành lập và hoạt động hộ kinh doanh'],
  ['1.004884', 'Cấp giấy phép xây dựng nhà ở riêng lẻ', 'G17-XD05', 'Hoạt động xây dựng'],
  ['1.010736', 'Tham vấn trong đánh giá tác động môi trường', 'G13-MT02', 'Môi trường'],
];
const OFFICES = ['Ủy ban nhân dân xã Mẫu', 'Ủy ban nhân dân phường Thí Dụ', 'Sở Tư pháp tỉnh Mẫu'];
const PAPERS = [
  'Tờ khai theo mẫu',
  'Giấy chứng sinh',
  'Bản vẽ thiết kế',
  'Giấy tờ tùy thân',
  'Hợp đồng thuê nhà',
];
const NOTES = [
  'Hồ sơ nộp tại bộ phận một cửa, công dân đề nghị trả kết quả tại nhà.',
  'Đã kiểm tra thành phần hồ sơ; bản sao có chứng thực "đúng với bản chính".',
  'Chủ hồ sơ ủy quyền cho người thân nộp thay.',
];
const STATUSES = ['1', '2', '2', '4', '4', '4', '9', '10', '10', '10'];

const two = (/** @type {number} */ number) => String(number).padStart(2, '0');

/** Days count from 1 March 2020; every month has at least 28 of them. @param {number} day @param {string} time */
function moment(day, time) {
  const month = Math.floor(day / 28);
  return `${2020 + Math.floor((month + 2) / 12)}${two(((month + 2) % 12) + 1)}${two((day % 28) + 1)}${time}`;
}

/** @param {Random} random */
const person = (random) => `${random.pick(FAMILY)} ${random.pick(MIDDLE)} ${random.pick(GIVEN)}`;

/** @param {Random} random @param {string} folder */
const file = (random, folder) => `https://dvc.tinhmau.gov.vn/${folder}/${random.digits(8)}.pdf`;

/** @param {Random} random @param {Edition} edition @param {boolean} digitised @returns {Json} */
function paper(random, edition, digitised) {
  const paper = {
    TepDinhKemId: random.digits(6),
    TenTepDinhKem: random.pick(PAPERS),
    IsDeleted: 'False',
    MaThanhPhanHoSo: random.happens(0.5) ? `000.00.00.G15-KQ00${random.digits(4)}` : '',
    DuongDanTaiTepTin: file(random, 'tep'),
  };
  if (edition === '2020') return paper;
  const source = random.pick(['0', '0', '1', '2']);
  return {
    ...paper,
    DuocSoHoa: digitised ? '1' : '0',
    DuocTaiSuDung: source,
    DuocLayTuKhoDMQG: random.pick(['0', '1']),
    MaKetQuaThayThe: source === '2' ? `KQ.G15.${random.digits(6)}` : '',
  };
}

/** @param {Random} random @returns {Json} */
function fee(random) {
  return {
    TenPhiLePhi: random.pick(['Lệ phí hộ tịch', 'Phí thẩm định', 'Lệ phí cấp giấy phép']),
    MaPhiLePhi: `PL${random.digits(4)}`,
    HinhThucThu: random.pick(['1', '2', '4']),
    Gia: `${random.between(1, 90)}000`,
    LoaiPhiLePhi: random.pick(['1', '2']),
  };
}

/** @param {Random} random @param {Edition} edition @param {number} day @returns {Json} */
function supplement(random, edition, day) {
  return {
    HoSoBoSungId: String(random.between(1, 99999)),
    NguoiYeuCauBoSung: person(random),
    NoiDungBoSung: 'Bổ sung bản sao giấy tờ tùy thân còn hiệu lực',
    NgayBoSung: moment(day, '091500'),
    NguoiTiepNhanBoSung: person(random),
    ThongTinTiepNhan: 'Đã nhận đủ giấy tờ bổ sung',
    NgayTiepNhanBoSung: moment(day + 1, '101500'),
    TrangThaiBoSung: true,
    DanhSachGiayToBoSung: [paper(random, edition, true)],
    DanhSachLePhiBoSung: [],
    NgayHenTraTruoc: moment(day + 5, '170000'),
    NgayHenTraMoi: moment(day + 7, '170000'),
  };
}

/** @param {Random} random @param {Edition} edition @returns {Json} */
function result(random, edition) {
  const result = {
    TenGiayTo: 'Giấy chứng nhận kết quả giải quyết',
    MaThanhPhanHoSo: '',
    GiayToId: random.digits(6),
    DuongDanTepTinKetQua: file(random, 'ketqua'),
  };
  return edition === '2020' ? result : { ...result, MaGiayToKetQua: `KQ.G15.${random.digits(6)}` };
}

/** @param {Random} random @returns {Json} */
const other = (random) => ({
  TenGiayTo: random.pick(PAPERS),
  SoLuong: String(random.between(1, 3)),
  LoaiGiayTo: '1',
});

/** @template T @param {number} length @param {() => T} make */
const list = (length, make) => Array.from({ length }, make);

/**
 * A dossier without a fault. `small` leaves the lists empty.
 * @param {Random} random @param {number} number @param {Edition} edition @param {{ small?: boolean }} [options] @returns {Json}
 */
export function dossier(random, number, edition, { small = false } = {}) {
  const [procedure, name, field, fieldName] = random.pick(PROCEDURES);
  const status = random.pick(STATUSES);
  const day = random.between(0, 1400);
  const isDone = status === '9' || status === '10';
  const digitised = !small && random.happens(0.6);
  const many = (/** @type {number} */ chance, /** @type {number} */ most) =>
    small || !random.happens(chance) ? 0 : random.between(1, most);
  const fees = list(many(0.5, 2), () => fee(random));
  const papers = list(small ? 0 : random.between(1, 3), () => paper(random, edition, digitised));
  /** @type {Json} */
  const record = {
    MaHoSo: `000.00.${two(random.between(1, 30))}.H99-${moment(day, '').slice(2)}-${String(number).padStart(5, '0')}`,
    MaTTHC: `${procedure}.000.00.00.H99`,
    TenTTHC: name,
    MaLinhVuc: field,
    TenLinhVuc: fieldName,
    ChuHoSo: person(random),
    LoaiDoiTuong: random.pick(['1', '1', '1', '2']),
    MaDoiTuong: random.happens(0.4) ? `${random.digits(8)}-d708-4a1b-9c2d-${random.digits(12)}` : '',
    ThongTinKhac: '',
    Email: random.happens(0.3) ? `mau${random.digits(4)}@tinhmau.gov.vn` : '',
    Fax: '',
    SoDienThoai: `09${random.digits(8)}`,
    TrichYeuHoSo: `${name} cho ông (bà) ${person(random)}`,
    NgayTiepNhan: moment(day, `08${two(random.below(60))}00`),
    NgayHenTra: moment(day + 7, '170000'),
    TrangThaiHoSo: status,
    NgayTra: status === '10' ? moment(day + 6, '160000') : '',
    ThongTinTra: '',
    HinhThuc: random.pick(['0', '1']),
    NgayKetThucXuLy: isDone ? moment(day + 5, '153000') : '',
    DonViXuLy: random.pick(OFFICES),
    GhiChu: random.happens(0.3) ? random.pick(NOTES) : '',
    TaiLieuNop: papers,
    DanhSachLePhi: fees,
    DanhSachTepDinhKemKhac: list(many(0.2, 2), () => other(random)),
    DanhSachHoSoBoSung: list(many(0.15, 1), () => supplement(random, edition, day + 1)),
    DanhSachGiayToKetQua: list(isDone ? 1 : 0, () => result(random, edition)),
  };
  if (edition === '2020') return record;
  return {
    ...record,
    KenhThucHien: random.pick(['1', '2', '3']),
    SoGiayToChuHoSo: '',
    NoiNopHoSo: random.pick(['1', '2']),
    HoSoCoThanhPhanSoHoa: digitised ? '1' : '0',
    TaiKhoanDuocXacThucVoiVNeID: random.pick(['0', '1']),
    DuocThanhToanTrucTuyen: fees.length > 0 ? random.pick(['0', '1', '2']) : '0',
    NgayTuChoi: '',
    DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: `0${two(random.between(1, 95))}0${random.digits(8)}` }],
    NgayNopHoSo: moment(day, '070000'),
    DSKetNoiCSDL: random.happens(0.2) ? [{ MaCSDL: '7' }] : [],
  };
}

/** The steps of one dossier, in order of time. @param {Random} random @param {number} number @returns {Json[]} */
export function steps(random, number) {
  const day = random.between(0, 1400);
  return ['2', '4', '9'].map((status, step) => ({
    MaHoSo: `000.00.01.H99-${moment(day, '').slice(2)}-${String(number).padStart(5, '0')}`,
    NguoiXuLy: person(random),
    ChucDanh: 'Chuyên viên',
    ThoiDiemXuLy: moment(day + step, '093000'),
    PhongBanXuLy: 'Bộ phận một cửa',
    NoiDungXuLy: random.pick(['Tiếp nhận hồ sơ', 'Thẩm định hồ sơ', 'Trình lãnh đạo ký']),
    TrangThai: status,
    NgayBatDau: moment(day + step, '080000'),
    NgayKetThucTheoQuyDinh: moment(day + 7, '170000'),
  }));
}

/** Puts records into an envelope. @param {string} service @param {Json[]} data @returns {Json} */
export function envelope(service, data) {
  const head = { session: 'PHIEN-MAU', madonvi: '000.00.00.H99', service };
  return service === 'DongBoHoSoMC' ? { ...head, isUpdating: 'False', data } : { ...head, data };
}

const escaped = (/** @type {unknown} */ value) =>
  String(value).replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));

/** The element form of a value; null and what is missing are empty elements. @param {string} name @param {unknown} value @returns {string} */
export function element(name, value) {
  if (value === null || value === undefined || value === '') return `<${name}/>`;
  if (Array.isArray(value))
    return `<${name}>${value.map((item) => element('item', item)).join('')}</${name}>`;
  if (typeof value !== 'object') return `<${name}>${escaped(value)}</${name}>`;
  const members = Object.entries(value).map(([member, inner]) => element(member, inner));
  return `<${name}>${members.join('')}</${name}>`;
}

/** The element form of an envelope. @param {Json} packet @param {string} [root] */
export const xmlOf = (packet, root = 'DongBoHoSoMC') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, packet)}`;

/** What real senders do wrong, one thing to a record. @type {((random: Random, record: Json) => void)[]} */
const FAULTS = [
  (_, record) => {
    record.NgayTiepNhan = '13/03/2020';
  },
  (_, record) => {
    record.TrangThaiHoSo = 'Đang xử lý';
  },
  (_, record) => {
    delete record.DonViXuLy;
  },
  (_, record) => {
    record.TenTTHC = '';
  },
  (_, record) => {
    record.LoaiDoiTuong = 1;
  },
  (_, record) => {
    record.Ngaytra = record.NgayTra;
    delete record.NgayTra;
  },
  (random, record) => {
    record.SoDienThoai = `0${random.digits(5)}`;
  },
  (_, record) => {
    record.MaHoSo = `${record.MaHoSo}x`;
  },
  (_, record) => {
    record.DanhSachLePhi = [
      { TenPhiLePhi: 'Lệ phí', MaPhiLePhi: 'PL1', HinhThucThu: '1', Gia: '50.000đ', LoaiPhiLePhi: '1' },
    ];
  },
];

/**
 * A packet of dossiers of at least so many bytes of JSON, and with a fault in so many of a hundred records.
 * @param {{ bytes: number, edition: Edition, broken?: number, seed?: number }} wanted
 */
export function dossierPacket({ bytes, edition, broken = 0, seed = 1 }) {
  const random = new Random(seed);
  /** @type {Json[]} */
  const data = [];
  const small = bytes < 4096;
  for (let length = 150; length < bytes; ) {
    const record = dossier(random, data.length + 1, edition, { small });
    if (broken > 0 && data.length % Math.round(100 / broken) === 0) random.pick(FAULTS)(random, record);
    data.push(record);
    length += Buffer.byteLength(JSON.stringify(record)) + 1;
  }
  return envelope('DongBoHoSoMC', data);
}
