// The software bill of materials (CycloneDX) of the npm package: every crate that is compiled into its module, with
// licence and checksum, out of Cargo.lock. It has no date and no serial number: the same sources give the same bill.
import { readFileSync } from 'node:fs';
import { Failure, inRoot, output } from './lib.mjs';
import { describeRust, TARGET } from './rust-wasm.mjs';

/** @typedef {{ id: string, name: string, version: string, license: string | null, description: string | null }} Crate */
/** @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Node */

export function softwareBill() {
  const { name, version, license } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const crates = compiledCrates();
  const purl = `pkg:npm/${name}@${version}`;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'library',
        'bom-ref': purl,
        name,
        version,
        purl,
        licenses: [{ expression: license }],
      },
      properties: [{ name: 'compiler', value: describeRust() }],
    },
    components: crates.map(component),
    dependencies: [{ ref: purl, dependsOn: crates.map(address) }],
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
function component(crate) {
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
