// The package.json of the npm package: what the root's says of the project, and what the package has to offer.
import { readFileSync } from 'node:fs';
import { inRoot } from './lib.mjs';

/** A module in both systems, types first. @param {string} name */
const entry = (name) => ({
  types: { require: `./${name}.d.cts`, default: `./${name}.d.ts` },
  require: `./${name}.cjs`,
  default: `./${name}.js`,
});

export function manifest() {
  const { name, version, description, license, engines, repository } = JSON.parse(
    readFileSync(inRoot('package.json'), 'utf8'),
  );
  const { types, ...forms } = entry('index');
  return {
    name,
    version,
    description,
    keywords: ['qcvn-120', 'vietnam', 'public-service', 'validator', 'json', 'xml', 'wasm'],
    license,
    // Provenance links the package to its sources: the address comes from the root's package.json, once there is one.
    ...(repository && { repository }),
    type: 'module',
    sideEffects: ['./element.js', './element.cjs', './text/module.js'],
    engines,
    bin: { goitin: './bin.js' },
    main: './index.cjs',
    module: './index.js',
    types: './index.d.ts',
    exports: {
      // Where bytes may not be compiled, the module is imported; everywhere else it is part of the program.
      '.': { types, workerd: './index.workerd.js', ...forms },
      './slim': entry('slim'),
      './worker': entry('worker'),
      './worker-thread.js': './worker-thread.js',
      './element': entry('element'),
      './goitin.wasm': './goitin.wasm',
      './report.schema.json': './report.schema.json',
      './profile.schema.json': './profile.schema.json',
      './package.json': './package.json',
    },
    publishConfig: { access: 'public', provenance: true },
  };
}
