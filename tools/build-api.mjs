// `npm run build:api`: reference pages of the package's interface in dist/api, in Markdown, made by TypeDoc from the
// declarations that the package ships. TypeDoc reads an older TypeScript than the project's: both stay in a folder of
// their own. A name without documentation, or a link that leads nowhere, is a failure.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { consumer, execute } from '../pkg-tests/support/package.mjs';
import { filesBelow, inRoot, whenStarted, write } from './lib.mjs';

const TOOLS = { typedoc: '0.28.20', 'typedoc-plugin-markdown': '4.14.1', typescript: '6.0.3' };
const ENTRIES = ['index', 'slim', 'worker', 'element'];
const out = inRoot('dist', 'api');

const config = () => ({
  compilerOptions: {
    module: 'nodenext',
    target: 'es2022',
    lib: ['ES2022', 'DOM', 'DOM.AsyncIterable'],
    types: [],
    strict: true,
  },
  files: ENTRIES.map((name) => `goitin/${name}.d.ts`),
});

const settings = () => ({
  name: 'goitin',
  readme: 'goitin/README.md',
  entryPoints: ENTRIES.map((name) => `goitin/${name}.d.ts`),
  plugin: ['typedoc-plugin-markdown'],
  out: 'api',
  excludePrivate: true,
  excludeExternals: true,
  disableSources: true,
  hideGenerator: true,
  validation: { invalidLink: true, notExported: false, notDocumented: true },
  treatWarningsAsErrors: true,
});

await whenStarted(import.meta, async () => {
  const { folder, remove } = await consumer(TOOLS);
  try {
    // Out of node_modules, where TypeDoc takes everything for somebody else's.
    cpSync(join(folder, 'node_modules', 'goitin'), join(folder, 'goitin'), { recursive: true });
    write(join(folder, 'tsconfig.json'), JSON.stringify(config()));
    write(join(folder, 'typedoc.json'), JSON.stringify(settings()));
    execute(process.execPath, [join(folder, 'node_modules', 'typedoc', 'bin', 'typedoc')], folder);
    rmSync(out, { recursive: true, force: true });
    cpSync(join(folder, 'api'), out, { recursive: true });
  } finally {
    remove();
  }
  console.log(`api: ${filesBelow(out).length} pages in dist/api`);
});
