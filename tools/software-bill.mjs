// The software bills of materials (CycloneDX), with licences and checksums out of the lock files: of the npm package, every
// crate that is compiled into its module; of the page, these and the npm packages that the build put into its scripts. They
// have no date and no serial number: the same sources give the same bill.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, inRoot, output } from './lib.mjs';
import { describeRust, TARGET } from './rust-wasm.mjs';

/** @typedef {{ id: string, name: string, version: string, license: string | null, description: string | null }} Crate */
/** @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Node */

/** @typedef {{ 'bom-ref': string, name: string }} Component */

export const BILL = 'sbom.cdx.json';

/** The bill of the npm package. */
export function softwareBill() {
  const { name, version } = own();
  const purl = `pkg:npm/${name}@${version}`;
  return billOf({ type: 'library', 'bom-ref': purl, purl }, compiledCrates().map(crateComponent));
}

/** The bill of the page; `modules` are the files that the build put into its scripts. @param {Iterable<string>} modules */
export function pageBill(modules) {
  const packages = packagesOf(modules).map(packageComponent);
  return billOf({ type: 'application', 'bom-ref': 'page' }, [
    ...compiledCrates().map(crateComponent),
    ...packages,
  ]);
}

const own = () => readJson(inRoot('package.json'));

const readJson = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8'));

/** @param {{ type: string, 'bom-ref': string, purl?: string }} what @param {Component[]} components */
function billOf(what, components) {
  const { name, version, license } = own();
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { ...what, name, version, licenses: [{ expression: license }] },
      properties: [{ name: 'compiler', value: describeRust() }],
    },
    components,
    dependencies: [{ ref: what['bom-ref'], dependsOn: components.map((component) => component['bom-ref']) }],
  };
}

/** The folders of the npm packages that files come from, in order. @param {Iterable<string>} files */
function packagesOf(files) {
  const folders = [...files].map((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** @param {string} folder */
function packageComponent(folder) {
  const { name, version, license } = readJson(join(folder, 'package.json'));
  const place = folder.slice(folder.indexOf('/node_modules/') + 1);
  const entry = readJson(inRoot('package-lock.json')).packages[place];
  const [, checksum = ''] = /^sha512-(.+)$/.exec(entry?.integrity ?? '') ?? [];
  if (!license || !checksum)
    throw new Failure(`${name}: no licence, or no checksum at ${place} of the lock file`);
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [{ expression: license }],
    hashes: [{ alg: 'SHA-512', content: Buffer.from(checksum, 'base64').toString('hex') }],
  };
}

/** The crates of the module; procedural macros and build scripts run on the builder's machine only. @returns {Crate[]} */
function compiledCrates() {
  const text = output('cargo', ['metadata', '--format-version=1', '--locked', '--filter-platform', TARGET]);
  if (text === undefined) throw new Failure('cargo metadata failed');
  /** @type {{ packages: (Crate & { targets: { kind: string[] }[] })[], resolve: { root: string, nodes: Node[] } }} */
  const { packages, resolve } = JSON.parse(text);
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const known = new Map(packages.map((crate) => [crate.id, crate]));
  const runsOnly = (/** @type {string} */ id) =>
    known.get(id)?.targets.some(({ kind }) => kind.includes('proc-macro')) ?? false;
  const found = new Set([resolve.root]);
  for (const id of found)
    for (const { pkg, dep_kinds } of nodes.get(id)?.deps ?? [])
      if (dep_kinds.some(({ kind }) => kind === null) && !runsOnly(pkg)) found.add(pkg);
  return packages.filter(({ id }) => id !== resolve.root && found.has(id));
}

const address = (/** @type {Crate} */ { name, version }) => `pkg:cargo/${name}@${version}`;

/** @param {Crate} crate */
function crateComponent(crate) {
  const { name, version, license } = crate;
  const lock = readFileSync(inRoot('Cargo.lock'), 'utf8');
  const entry = lock
    .split('[[package]]')
    .find((text) => text.includes(`name = "${name}"\nversion = "${version}"`));
  const checksum = /checksum = "([0-9a-f]{64})"/.exec(entry ?? '')?.[1];
  return {
    type: 'library',
    'bom-ref': address(crate),
    name,
    version,
    purl: address(crate),
    ...(license && { licenses: [{ expression: license.replaceAll('/', ' OR ') }] }),
    ...(checksum && { hashes: [{ alg: 'SHA-256', content: checksum }] }),
  };
}
