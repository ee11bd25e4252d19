// The package's functions in Node: every kind of source, giving up, progress, wrong use, faults, the worker.
import assert from 'node:assert/strict';
import { mkdtempSync, openAsBlob, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packageFolder } from '../tools/build-package.mjs';
import { samples } from './support/engine.mjs';
import { tarball } from './support/package.mjs';

await tarball();
const url = (/** @type {string} */ name) => pathToFileURL(join(packageFolder, name)).href;
/** @typedef {typeof import('../www/package/index.ts')} Package */
/** @typedef {typeof import('../www/package/slim.ts')} Slim */
/** @typedef {typeof import('../www/package/worker.ts')} InWorker */

/** A copy with a state of its own. @param {string} copy @returns {Promise<Package>} */
const fresh = (copy) => import(`${url('index.js')}?${copy}`);
const goitin = await fresh('');
/** @type {InWorker} */
const inWorker = await import(url('worker.js'));
after(() => inWorker.terminate());

const bytes = samples().get('dossier-2020.json') ?? assert.fail();
const text = new TextDecoder().decode(bytes);
const BIG = 40_000_000;
const big = () => new Blob([bytes, ' '.repeat(BIG)]);

async function* pieces() {
  for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
}

const GONE = '/nha/ho-so.json is gone';

/** Sources that cannot be read to their end; `before` is called as one breaks. */
const BROKEN = {
  stream: (before = () => {}) => {
    let at = 0;
    return new ReadableStream({
      pull(controller) {
        at += 1;
        if (at === 1) return controller.enqueue(bytes.subarray(0, 100));
        before();
        controller.error(new Error(GONE));
      },
    });
  },
  async *iterator() {
    yield bytes.subarray(0, 100);
    throw new Error(GONE);
  },
};

/** A file that was deleted after it was chosen. */
async function deletedFile() {
  const folder = mkdtempSync(join(tmpdir(), 'goitin-'));
  const file = join(folder, 'ho-so.json');
  writeFileSync(file, bytes);
  const blob = await openAsBlob(file);
  rmSync(folder, { recursive: true });
  return blob;
}

const SOURCES = {
  bytes: () => bytes,
  'a part of a buffer': () => new Uint8Array([0, ...bytes, 0]).subarray(1, -1),
  'an ArrayBuffer': () => bytes.slice().buffer,
  'a DataView': () => new DataView(bytes.slice().buffer),
  text: () => text,
  'a Blob': () => new Blob([bytes.slice()]),
  'a stream': () => new Blob([bytes.slice()]).stream(),
  'an iterator': pieces,
};

for (const [where, { check, checkSet, repair, Checker, Session, rules, packets, version }] of Object.entries({
  'this thread': goitin,
  'a worker': inWorker,
}))
  test(`in ${where}`, async (t) => {
    const wanted = await goitin.check(bytes, { name: 'x' });
    assert.equal(wanted.verdict, 'conforms');

    for (const [kind, source] of Object.entries(SOURCES))
      await t.test(`${kind} gives the same report`, async () => {
        assert.deepEqual(await check(source(), { name: 'x' }), wanted);
        assert.deepEqual((await repair(source(), 'all', { name: 'x' })).report, wanted);
      });

    await t.test('calls answer each its own question', async () => {
      const names = Array.from({ length: 50 }, (_, number) => `${number}`);
      const reports = await Promise.all(names.map((name) => check(text, { name })));
      assert.deepEqual(
        reports.map(({ sources }) => sources[0]?.name),
        names,
      );
    });

    await t.test('pieces give the report of the whole', async () => {
      const checker = new Checker({ name: 'x' });
      for await (const piece of pieces()) await checker.push(piece);
      assert.equal((await checker.progress()).bytes, bytes.length);
      assert.deepEqual(await checker.finish(), wanted);
      await assert.rejects(checker.push(bytes), /used up/);
      await assert.rejects(checker.finish(), /used up/);
    });

    await t.test('a set has one report, and every source its own answer', async () => {
      const names = ['a.json', 'b.txt', 'c.json'];
      const contents = [text, 'no packet', pieces()];
      const sources = names.map((name, at) => ({ name, source: /** @type {any} */ (contents[at]) }));
      const report = await checkSet(sources);
      assert.deepEqual(
        report.sources.map(({ name, verdict }) => [name, verdict]),
        [
          ['a.json', 'conforms'],
          ['b.txt', 'not-checked'],
          ['c.json', 'conforms'],
        ],
      );
      assert.ok(report.findings.length > 0 && report.findings.every(({ source }) => source === 1));
      assert.deepEqual(await checkSet([{ name: 'x', source: text }]), wanted);
      const session = new Session();
      await session.begin('x');
      for await (const piece of pieces()) await session.push(piece);
      assert.equal((await session.progress()).bytes, bytes.length);
      assert.deepEqual(await session.finish(), wanted);
      await assert.rejects(session.begin('y'), /used up/);
      await assert.rejects(
        checkSet([{ name: 'x', source: text }], { signal: AbortSignal.abort('no') }),
        /no/,
      );
    });

    await t.test('a source of a set that cannot be read is named, and the others are checked', async () => {
      /** What becomes of the second of three sources. @param {any} source @param {object} [options] */
      const reportWith = (source, options) =>
        checkSet(
          ['a.json', 'b.json', 'c.json'].map((name, at) => ({ name, source: at === 1 ? source : text })),
          options,
        );
      for (const [source, why] of /** @type {[any, RegExp][]} */ ([
        [BROKEN.stream(), new RegExp(`: ${GONE}$`)],
        [BROKEN.iterator(), new RegExp(`: ${GONE}$`)],
        [await deletedFile(), /: .+/],
      ])) {
        const report = await reportWith(source, { lang: 'vi' });
        assert.deepEqual(
          report.sources.map(({ verdict, reason, bytes: read }) => [verdict, reason, read]),
          [
            ['conforms', null, bytes.length],
            ['not-checked', 'unreadable', 0],
            ['conforms', null, bytes.length],
          ],
        );
        const named = report.notChecked.find(({ what }) => what === 'b.json');
        assert.match(named?.vi ?? '', /^không mở hoặc không đọc được tệp: /);
        assert.match(named?.vi ?? '', why);
        assert.match(
          report.summary.vi ?? '',
          /^Trong 3 gói tin: 2 đạt, 1 chưa kiểm tra được; không có lỗi nào/,
        );
      }
      const masked = JSON.stringify(await reportWith(BROKEN.stream(), { mask: true }));
      assert.match(masked, /không mở hoặc không đọc được tệp"/);
      assert.doesNotMatch(masked, /ho-so|b\.json/);
      // A mistake of the caller and a call that was given up are no unreadable sources.
      await assert.rejects(reportWith(7), TypeError);
      const controller = new AbortController();
      const given = BROKEN.stream(() => controller.abort(new Error('enough')));
      await assert.rejects(reportWith(given, { signal: controller.signal }), /enough/);

      const session = new Session();
      await session.begin('x');
      await session.push(text);
      await session.unreadable('no more');
      const [only] = (await session.finish()).sources;
      assert.deepEqual([only?.name, only?.reason, only?.bytes], ['x', 'unreadable', 0]);
    });

    await t.test('progress is told, and a signal gives up', async () => {
      let told = 0;
      const report = await check(big(), { onProgress: () => (told += 1) });
      assert.equal(report.sources[0]?.bytes, bytes.length + BIG);
      await assert.rejects(
        check(text, { signal: AbortSignal.abort('no more') }),
        (error) => error === 'no more',
      );
      const controller = new AbortController();
      const onProgress = () => controller.abort(new Error('enough'));
      const long = new Blob(Array.from({ length: 10 }, big));
      const other = check(text, { name: 'x' });
      await assert.rejects(check(long, { signal: controller.signal, onProgress }), /enough/);
      assert.deepEqual(await other, wanted);
    });

    await t.test('a mistake of the caller is said, and harms nobody', async () => {
      await assert.rejects(
        check(text, { lang: /** @type {any} */ ('fr') }),
        /options\.lang: unknown variant `fr`, expected one of/,
      );
      for (const options of [
        { only: ['bad-dat'] },
        { skip: ['bad-dat'] },
        { packet: 'bad-dat' },
        { profile: 'bad-dat' },
      ])
        await assert.rejects(check(text, options), /names "bad-dat", which does not exist/);
      for (const [options, said] of /** @type {[any, RegExp][]} */ ([
        [{ onli: ['bad-date'] }, /options has no "onli"; did you mean "only"\?/],
        [{ limits: { byets: 1 } }, /options\.limits has no "byets"; did you mean "bytes"\?/],
        [{ only: 'bad-date' }, /options\.only must be a list/],
        [{ ownProfile: 5 }, /options\.ownProfile: .*expected a text or bytes/],
        [{ maxFindingsPerRule: -1 }, /options\.maxFindingsPerRule: /],
      ]))
        await assert.rejects(check(text, options), said);
      await assert.rejects(check(/** @type {any} */ (7)), TypeError);
      await assert.rejects(repair(text, /** @type {any} */ ('some')), /which: unknown variant `some`/);
      const broken = new ReadableStream({ pull: () => Promise.reject(new RangeError('the disk')) });
      await assert.rejects(check(broken), /the disk/);
      assert.deepEqual(await check(text, { name: 'x' }), wanted);
    });

    await t.test('it tells what it knows', async () => {
      assert.match(await version(), /^goitin \d/);
      assert.ok((await rules()).some(({ id }) => id === 'bad-date'));
      assert.ok((await packets()).some(({ id }) => id === 'DongBoHoSoMC'));
    });
  });

test('without waiting: after `ready`, not before', async () => {
  const { checkSync, repairSync, ready } = await fresh('sync');
  assert.throws(() => checkSync(text), /await ready/);
  await ready;
  assert.equal(checkSync(text).verdict, 'conforms');
  assert.equal(repairSync(text).applied, 0);
});

/** An engine whose first instance traps where a whole source is checked. @param {() => Promise<void>} use */
async function withTrap(use) {
  // (module (func (export "trap") unreachable))
  const trap = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1,
    3, 0, 0, 11,
  ]);
  const trapping = /** @type {() => never} */ (
    new WebAssembly.Instance(new WebAssembly.Module(trap)).exports.trap
  );
  const { instantiate } = WebAssembly;
  const patched = async (
    /** @type {WebAssembly.Module} */ module,
    /** @type {WebAssembly.Imports} */ imports,
  ) => {
    WebAssembly.instantiate = instantiate;
    const { exports } = await instantiate(module, imports);
    return Object.setPrototypeOf(
      { exports: { ...exports, check: trapping } },
      WebAssembly.Instance.prototype,
    );
  };
  WebAssembly.instantiate = /** @type {any} */ (patched);
  try {
    await use();
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

test('after a fault the call and those beside it are rejected, and the next one finds a fresh engine', async () => {
  const { check, Checker, checkSync, ready } = await fresh('fault');
  await withTrap(async () => {
    await ready;
    const checker = new Checker();
    await checker.push(text);
    const source = new TransformStream();
    const writer = source.writable.getWriter();
    const open = assert.rejects(check(source.readable), { name: 'EngineFault' });
    await writer.write(bytes);
    assert.throws(() => checkSync(text), { name: 'EngineFault' });
    await writer.write(bytes);
    await open;
    assert.equal(checkSync(text).verdict, 'conforms');
    assert.equal((await check(text)).verdict, 'conforms');
    await assert.rejects(checker.finish(), { name: 'EngineFault' });
  });
});

test('a worker that is ended rejects what is open, and the next call starts another', async () => {
  const { check, Checker, terminate } = inWorker;
  const checker = new Checker();
  await checker.push(text);
  const long = new Blob(Array.from({ length: 10 }, big));
  await assert.rejects(check(long, { onProgress: terminate }), { name: 'EngineFault' });
  assert.equal((await check(text)).verdict, 'conforms');
  await assert.rejects(checker.finish(), { name: 'EngineFault' });
});

test('slim takes the module in every form, and says when it has none', async () => {
  const file = join(packageFolder, 'goitin.wasm');
  const module = readFileSync(file);
  const headers = { 'content-type': 'application/wasm' };
  const forms = [
    module,
    new WebAssembly.Module(module),
    new Response(module, { headers }),
    Promise.resolve(new Response(module)),
    pathToFileURL(file),
    pathToFileURL(file).href,
  ];
  for (const [number, form] of forms.entries()) {
    /** @type {Slim} */
    const { check, initialise, write } = await import(`${url('slim.js')}?${number}`);
    await assert.rejects(check(text), /initialise/);
    await assert.rejects(write(text, 'csv'), /initialise/);
    await initialise(form);
    assert.equal((await check(text)).verdict, 'conforms');
    assert.equal(JSON.parse(await write(text, 'sarif')).version, '2.1.0');
  }
  const { initialise } = await import(`${url('slim.js')}?failing`);
  await assert.rejects(initialise(new Response('', { status: 404 })), /404/);
});
