// The engine as a program uses it: the WebAssembly module, and the native command.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import * as glue from '../../dist/wasm/goitin.js';
import { inRoot } from '../../tools/lib.mjs';

const module = readFileSync(inRoot('dist', 'wasm', 'goitin_bg.wasm'));

/** The exports of the module itself; `memory` is what it has claimed so far. */
export const exports = glue.initSync({ module });
export const { check, Checker, packets, repair, Session, write } = glue;

/** The path of the native command. */
export const nativeCommand = inRoot(
  'target',
  'release',
  process.platform === 'win32' ? 'goitin.exe' : 'goitin',
);

/**
 * Runs the native command. @param {string[]} args @param {Uint8Array | string} [input] @param {string} [folder]
 */
export function goitin(args, input = '', folder = undefined) {
  const result = spawnSync(nativeCommand, args, { input, cwd: folder, maxBuffer: 1 << 30 });
  assert.equal(result.error, undefined, `the native command is missing: npm test -- native`);
  return { status: result.status, out: result.stdout.toString(), err: result.stderr.toString() };
}

/** @param {string[]} args */
export function schemaOf(...args) {
  const { status, out, err } = goitin(['schema', ...args]);
  assert.equal(status, 0, err);
  return out;
}

const encoder = new TextEncoder();
export const bytesOf = (/** @type {string} */ text) => encoder.encode(text);

/** Requests of packets that only ask, by what they ask with. @type {Record<string, object>} */
const ASKING = {
  TraCuuHoSo: { mahoso: '000.00.12.H99-200313-0001' },
  LayDanhSachHoiDapGuiTuDVCQG: {},
  LayDanhSachHoiDapBoCoQuan: {},
  LayNoiDungTraLoiTheoCauHoi: { cauhoiid: '123' },
  LayThuTuc: { maTTHC: '1.000001' },
  LayDanhSachTTHC: {},
  LayDVC: {},
  LayDanhMucCoQuan: {},
  LayDanhMucLinhVuc: {},
};
/** @type {Record<string, string>} */
const WITHOUT_ENVELOPE = { ThongTinDongBo: 'synchronised.json', TruyVanDanCu: 'population-query.json' };

/** A request of that packet without a fault. @param {string} packet @returns {Record<string, unknown>} */
export function sampleOf(packet) {
  const asked = ASKING[packet];
  if (asked) return { session: 'PHIEN-MAU', madonvi: '000.00.00.H99', service: packet, ...asked };
  const json = [...samples()].filter(([name]) => name.endsWith('.json'));
  const texts = json.map(([name, bytes]) => ({ name, value: JSON.parse(new TextDecoder().decode(bytes)) }));
  const sample = texts.find(
    ({ name, value }) => value.service === packet || name === WITHOUT_ENVELOPE[packet],
  );
  assert.ok(sample, `${packet} has no sample`);
  return sample.value;
}

/** The sample packets by name. */
export function samples() {
  const folder = inRoot('pkg-tests', 'samples');
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, new Uint8Array(readFileSync(`${folder}/${name}`))]),
  );
}
