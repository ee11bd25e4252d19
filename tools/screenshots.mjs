// Pictures of the page's main states, for looking at: `node tools/screenshots.mjs` writes dist/screenshots/*.png, wide
// and narrow, light and dark. With --readme it writes only www/readme/page.png, the picture of the README.
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { launch } from './chromium.mjs';
import { inRoot, whenStarted } from './lib.mjs';
import { serve } from './serve.mjs';

/** @typedef {import('playwright-core').Page} Page */

const WIDTHS = [1280, 360];
const THEMES = /** @type {const} */ (['light', 'dark']);
/** Chromium refuses pictures that are higher, in their own pixels. */
const HIGHEST = 16_000;
/** States that fill the window, or are about a place in it. */
const IN_WINDOW = ['place', 'editor', 'samples', 'many', 'table', 'form'];

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const STATES = {
  empty: async () => {},
  broken: (page) => sample(page, 'DongBoHoSoMC-loi.json'),
  place: async (page) => {
    await sample(page, 'DongBoHoSoMC-loi.json');
    await page.locator('button.place').nth(1).click();
  },
  repaired: async (page) => {
    await sample(page, 'DongBoHoSoMC-loi.json');
    await page.getByRole('button', { name: /Sửa tất cả chỗ an toàn/ }).click();
    await page.getByRole('button', { name: 'Hoàn tác' }).waitFor();
  },
  conforms: (page) => sample(page, 'DongBoHoSoMC-dat.json'),
  unknown: async (page) => {
    await page.getByRole('textbox').fill('{"xin chào": 1}');
    await page.locator('.verdict').waitFor();
  },
  many: async (page) => {
    await page.setInputFiles('#file', packet(1200));
    await page.locator('.verdict').waitFor();
  },
  checking: async (page) => {
    await page.setInputFiles('#file', packet(60_000));
    await page.locator('.progress-line').filter({ hasText: 'bản ghi' }).waitFor();
  },
  editor: async (page) => {
    await page.getByRole('button', { name: 'Dùng ô soạn thảo có màu' }).click();
    await page.locator('.cm-content').waitFor();
    await sample(page, 'DongBoHoSoMC-loi.json');
    await page.locator('button.place').nth(1).click();
  },
  dossier: async (page) => {
    await page.getByRole('link', { name: 'Hồ sơ kết nối' }).first().click();
    await page.locator('.dossier-finding').first().waitFor();
  },
  'own-profile': async (page) => {
    await sample(page, 'DongBoHoSoMC-dat.json');
    await page.setInputFiles('#own-profile', inRoot('www', 'own-profile', 'example.json'));
    await page.locator('.own-profile-name').waitFor();
  },
  privacy: async (page) => {
    await page.getByRole('link', { name: 'Quyền riêng tư' }).click();
    await page.locator('.page-text section').first().waitFor();
  },
  contrast: async (page) => {
    await page.locator('#theme').selectOption('contrast');
    await sample(page, 'DongBoHoSoMC-loi.json');
  },
  set: async (page) => {
    const names = ['DongBoHoSoMC-loi.json', 'DongBoHoSoMC-dat.xml', 'CapNhatTienDoHoSoMC-dat.json'];
    await page.setInputFiles(
      '#file',
      names.map((name) => inRoot('www', 'samples', name)),
    );
    await page.locator('.set-verdict').waitFor();
  },
  table: async (page) => {
    await sample(page, 'DongBoHoSoMC-loi.json');
    await page.getByRole('button', { name: 'Xem dạng bảng' }).click();
    await page.locator('.records').waitFor();
  },
  form: async (page) => {
    await sample(page, 'DongBoHoSoMC-loi.json');
    await page.getByRole('button', { name: 'Xem dạng bảng' }).click();
    await page.getByRole('button', { name: 'Xem bản ghi 1' }).click();
    await page.locator('.record-form .record-finding').first().scrollIntoViewIfNeeded();
  },
  reference: async (page) => {
    await page.getByRole('link', { name: 'Tra cứu' }).first().click();
    await page.locator('.page-title').waitFor();
  },
  rule: async (page) => {
    await page.evaluate(() => {
      location.hash = '/tra-cuu/quy-tac/bad-date&lang=vi';
    });
    await page.locator('.page-title').waitFor();
  },
  charts: async (page) => {
    await page.setInputFiles('#file', packet(1200));
    await page.getByText('Biểu đồ các phát hiện').click();
    await page.locator('.charts').scrollIntoViewIfNeeded();
  },
  samples: (page) => page.locator('summary').filter({ hasText: 'Gói tin mẫu' }).click(),
  english: async (page) => {
    await sample(page, 'DongBoHoSoMC-loi.xml');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Does not conform' }).waitFor();
  },
};

/** @param {Page} page @param {string} name */
async function sample(page, name) {
  await page.locator('summary').filter({ hasText: 'Gói tin mẫu' }).click();
  await page.locator(`.menu [data-sample="${name}"]`).click();
  await page.locator('.verdict').waitFor();
}

/** A packet with as many dossiers, each with a wrong date. @param {number} count */
export function packet(count) {
  const head = '{"session":"PHIEN-MAU","madonvi":"000.00.00.H99","service":"DongBoHoSoMC","data":[\n';
  const rows = Array.from({ length: count }, (_, index) => row(index));
  const buffer = Buffer.from(`${head}${rows.join(',\n')}\n]}\n`);
  return { name: 'ho-so-quy-1.json', mimeType: 'application/json', buffer };
}

/** @param {number} index */
function row(index) {
  const number = String(index).padStart(5, '0');
  return JSON.stringify({
    MaHoSo: `000.00.12.H99-200313-${number}`,
    MaTTHC: '1.010548.000.00.00.H99',
    TenTTHC: 'Đăng ký thành lập hộ kinh doanh',
    MaLinhVuc: 'G05-KH03',
    TenLinhVuc: 'Thành lập và hoạt động hộ kinh doanh',
    ChuHoSo: 'Nguyễn Minh Dũng',
    LoaiDoiTuong: '1',
    TrichYeuHoSo: 'Đăng ký thành lập hộ kinh doanh - hồ sơ mẫu',
    NgayTiepNhan: index % 2 === 0 ? '13/03/2020 08:04' : '20200313080400',
    NgayHenTra: '20200318170000',
    TrangThaiHoSo: '2',
    HinhThuc: '1',
    DonViXuLy: 'Ủy ban nhân dân xã Mẫu',
  });
}

/**
 * @param {import('playwright-core').Browser} browser @param {string} address
 * @param {{ width: number, height: number, theme: 'light' | 'dark' }} look
 */
async function open(browser, address, { width, height, theme }) {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    deviceScaleFactor: width < 600 ? 2 : 1,
  });
  await page.goto(address);
  await page.locator('.known-packets').waitFor();
  return page;
}

/** The page from its beginning on, as far as one picture can show it. @param {Page} page @param {string} path */
async function takeWhole(page, path) {
  const { width, height, scale } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
    scale: devicePixelRatio,
  }));
  const clip = { x: 0, y: 0, width, height: Math.min(height, Math.floor(HIGHEST / scale)) };
  await page.screenshot({ path, fullPage: true, clip });
}

/** @param {import('playwright-core').Browser} browser @param {string} address @param {string[]} names */
async function takeAll(browser, address, names) {
  const folder = inRoot('dist', 'screenshots');
  mkdirSync(folder, { recursive: true });
  for (const width of WIDTHS) {
    for (const theme of THEMES) {
      for (const [name, reach] of Object.entries(STATES)) {
        if (names.length > 0 && !names.includes(name)) continue;
        const page = await open(browser, address, { width, height: width < 600 ? 780 : 860, theme });
        await reach(page);
        const path = `${folder}/${name}-${width}-${theme}.png`;
        if (width < 600 && !IN_WINDOW.includes(name)) await takeWhole(page, path);
        else await page.screenshot({ path });
        await page.close();
      }
    }
  }
  console.log(`screenshots: ${folder}`);
}

/** @param {import('playwright-core').Browser} browser @param {string} address */
async function takeForReadme(browser, address) {
  const path = inRoot('www', 'readme', 'page.png');
  mkdirSync(dirname(path), { recursive: true });
  const page = await open(browser, address, { width: 1280, height: 1000, theme: 'light' });
  await STATES.place?.(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path });
  console.log(`${path}: ${statSync(path).size} bytes`);
}

await whenStarted(import.meta, async () => {
  const server = await serve();
  const browser = await launch();
  const words = process.argv.slice(2);
  try {
    if (words.includes('--readme')) await takeForReadme(browser, server.address);
    else await takeAll(browser, server.address, words);
  } finally {
    await browser.close();
    await server.close();
  }
});
