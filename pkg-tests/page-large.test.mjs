// Large files in Chromium: progress, a page that stays responsive, stopping with what was found, and memory that does not
// grow with the file.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import { createGzip } from 'node:zlib';
import { frames, largePacket, sample, saved, useBrowser, verdict } from './support/page.mjs';
import { assertShortTasks, longestTaskOf } from './support/tasks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** Bytes of the archive whose memory is measured. */
const STREAMED = 100_000_000;
/**
 * Most memory of the worker: engine, findings, pieces on their way, and what is kept of each dossier code. That is 32
 * bytes in a table that doubles as it fills, and the module never gives memory back. @param {number} size
 */
const mostMemory = (size) => 64_000_000 + (size / DOSSIER) * 128;
/** Bytes of a dossier of the large packets. */
const DOSSIER = 800;
/** `LARGE=1` also checks a file of so many bytes that lies on the disk as it is: the most that the engine reads. */
const GIGABYTE = 2 ** 30;

const { withPage, folder } = useBrowser();

/** A file on disk: a large one given as bytes would keep the page busy by itself. @param {number} size */
function largeFile(size) {
  const file = join(folder, `${size}.json`);
  writeFileSync(file, [...largePacket(size)].join(''));
  return file;
}

/** A large packet that never lies on the disk as such. @param {number} size */
async function largeArchive(size) {
  const file = join(folder, `${size}.json.gz`);
  await pipeline(Readable.from(largePacket(size)), createGzip({ level: 1 }), createWriteStream(file));
  return file;
}

test('20 MB stream through with progress, and no task of the page takes long', async () => {
  const file = largeFile(20_000_000);
  await assertShortTasks('20 MB', async () => {
    let task = { ms: 0, parts: '' };
    await withPage(async (page) => {
      task = await longestTaskOf(page, async () => {
        await page.setInputFiles('#file', file);
        await page.locator('.progress-line').filter({ hasText: 'bản ghi' }).waitFor();
        await page.locator('.progress-line').filter({ hasText: '/giây' }).waitFor();
        await verdict(page, 'Không đạt');
        await page.locator('.finding mark').filter({ hasText: '13/03/2020' }).first().waitFor();
      });
    });
    return task;
  });
});

test('a check that is stopped keeps what was found, and says that it is not all', async () => {
  await withPage(async (page) => {
    await page.setInputFiles('#file', largeFile(90_000_000));
    await page.locator('.progress-line').filter({ hasText: 'bản ghi' }).waitFor();
    await page.getByRole('button', { name: 'Dừng' }).click();
    await verdict(page, 'Không đạt');
    await page.getByText('mới kiểm tra một phần').first().waitFor();
    await page.getByText('Bạn đã dừng việc kiểm tra').waitFor();
    await page.locator('.finding mark').filter({ hasText: '13/03/2020' }).first().waitFor();
    assert.equal(
      await page.locator('[data-rule="syntax"]').count(),
      0,
      'the end of what was read is no defect',
    );
    assert.equal(
      await page.getByRole('button', { name: /^Sửa/ }).count(),
      0,
      'half a packet is not repaired',
    );
    await page.locator('.actions summary').click();
    const { text } = await saved(page, page.getByRole('button', { name: 'JSON', exact: true }));
    const report = JSON.parse(text);
    assert.equal(report.verdict, 'does-not-conform');
    assert.equal(report.complete, false);
    assert.ok(report.counts.error > 0);
  });
});

test('a long archive is checked in bounded memory, and hashed on the way', async () => {
  const archive = await largeArchive(STREAMED);
  await withPage(async (page) => {
    await page.setInputFiles('#file', archive);
    await measuredCheck(page, STREAMED);
  });
});

test('a set with a long archive is checked in bounded memory, and stopped with what was found', async () => {
  const archive = await largeArchive(STREAMED);
  const small = join(folder, 'nho.json');
  writeFileSync(small, sample('dossier-2020.json'));
  await withPage(async (page) => {
    const memory = await workerMemory(page);
    await page.setInputFiles('#file', [small, archive]);
    await page.locator('.set-progress-line').filter({ hasText: '1 trên 2' }).waitFor();
    let most = 0;
    while (!(await page.locator('.set-verdict').isVisible())) {
      most = Math.max(most, await memory());
      await frames(page, 20);
    }
    console.log(`a set of ${STREAMED / 1e6} MB: ${Math.round(most / 1024 / 1024)} MB of the worker`);
    assert.ok(most > 1024 * 1024, 'the memory was measured');
    assert.ok(most <= mostMemory(STREAMED), `${most} bytes`);
    const said = page.locator('.set-sentence');
    assert.match(await said.innerText(), /^Trong 2 gói tin: 1 đạt, 1 không đạt; [\d.]+ lỗi/);

    await page.setInputFiles('#file', [archive, small]);
    await page.locator('.set-progress-line').filter({ hasText: '0 trên 2' }).waitFor();
    await page.locator('.set').getByRole('button', { name: 'Dừng' }).click();
    await page
      .locator('.set-row')
      .filter({ hasText: 'nho.json' })
      .filter({ hasText: 'dừng giữa chừng' })
      .waitFor();
    assert.match(await said.innerText(), /^Trong 2 gói tin: (1 không đạt, 1|2) chưa kiểm tra được; /);
    await page.locator('.set-buttons summary').click();
    const { text } = await saved(page, page.getByRole('button', { name: 'JSON', exact: true }));
    const { summary, sources, complete } = JSON.parse(text);
    assert.equal(summary.vi, (await said.innerText()).replaceAll(/(?<=\d)\.(?=\d)/g, ''));
    assert.deepEqual([complete, sources[1].reason, sources[1].bytes], [false, 'stopped', 0]);
    await page.keyboard.press('Escape');
    // A file that was not read is read when it is opened.
    await page.locator('.set-row').filter({ hasText: 'nho.json' }).click();
    await verdict(page, 'Đạt');
  });
});

test('a gigabyte is checked in bounded memory', { skip: !process.env.LARGE }, async () => {
  const file = join(folder, 'gigabyte.json');
  // Not a byte more than the engine reads, or it would say that it did not read all.
  await pipeline(Readable.from(largePacket(GIGABYTE - 2000)), createWriteStream(file));
  await withPage(async (page) => {
    await page.setInputFiles('#file', file);
    await measuredCheck(page, statSync(file).size);
  });
});

/** Waits for the verdict of a file that is being read, and holds the worker to its memory. @param {Page} page @param {number} size */
async function measuredCheck(page, size) {
  const memory = await workerMemory(page);
  await page.locator('.progress-line').filter({ hasText: 'bản ghi' }).waitFor();
  let most = 0;
  while (await page.locator('.progress').isVisible()) {
    most = Math.max(most, await memory());
    await told(page);
  }
  await verdict(page, 'Không đạt');
  const used = Math.round(most / 1024 / 1024);
  console.log(`${Math.round(size / 1e6)} MB: ${used} MB of the worker`);
  assert.ok(most > 1024 * 1024, 'the memory was measured');
  assert.ok(most <= mostMemory(size), `${most} bytes`);
}

/** Waits until the page tells more of the progress, or that it is over. @param {Page} page */
async function told(page) {
  const before = await page.evaluate(() => document.querySelector('.progress-line')?.textContent);
  await page.waitForFunction((text) => {
    const line = document.querySelector('.progress-line');
    // Hidden or gone, it tells nothing any more.
    return !line?.checkVisibility() || line.textContent !== text;
  }, before);
}

test('the hash of a file is that of its bytes', async () => {
  const file = largeFile(3_000_000);
  const expected = createHash('sha256').update(readFileSync(file)).digest('hex');
  await withPage(async (page) => {
    await page.setInputFiles('#file', file);
    await verdict(page, 'Không đạt');
    await page.getByText(expected).first().waitFor({ state: 'attached' });
  });
});

/** A function that says how much memory the worker's heap and buffers take. @param {Page} page */
async function workerMemory(page) {
  const session = await page.context().newCDPSession(page);
  /** @type {string | undefined} */
  let worker;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') worker = sessionId;
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  let number = 0;
  return async () => {
    number += 1;
    const id = number;
    const answer = new Promise((resolve) => {
      /** @param {{ message: string }} event */
      const hear = ({ message }) => {
        const { id: of, result } = JSON.parse(message);
        if (of !== id) return;
        session.off('Target.receivedMessageFromTarget', hear);
        resolve(
          (result?.usedSize ?? 0) + (result?.embedderHeapUsedSize ?? 0) + (result?.backingStorageSize ?? 0),
        );
      };
      session.on('Target.receivedMessageFromTarget', hear);
    });
    const message = JSON.stringify({ id, method: 'Runtime.getHeapUsage' });
    await session.send('Target.sendMessageToTarget', { message, ...(worker && { sessionId: worker }) });
    return /** @type {Promise<number>} */ (answer);
  };
}
