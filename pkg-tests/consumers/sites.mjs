// Documentation sites with a live sample in the middle of an article (pkg-tests/sites): each is built by its own generator
// with the package's files beside it, and a reader's edits are checked in Chromium.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../../tools/chromium.mjs';
import { inRoot } from '../../tools/lib.mjs';
import { serveFolder } from '../support/browser.mjs';
import { execute } from '../support/package.mjs';
import { PATIENCE } from '../support/page.mjs';
import { script } from './scenario.mjs';

const MKDOCS_MATERIAL = '9.8.1';
const PLACE = '<!-- goitin: the lines of goitin/snippet.html -->';

/**
 * A site: its files, with the package below `assets`, and where its pages come out. Its package.json names no module system:
 * the modules that Docusaurus writes into a site are of neither.
 * @param {string} name @param {string} site @param {string} assets @param {string[]} uses
 * @param {(folder: string) => string} build @param {Record<string, string>} [overrides]
 * @returns {import('./scenario.mjs').Scenario}
 */
const site = (name, site, assets, uses, build, overrides = {}) => ({
  name,
  uses,
  manifest: { overrides },
  files: {},
  native: ['--lang', 'vi', '--packet', 'DongBoHoSoMC'],
  run(folder) {
    cpSync(inRoot('pkg-tests', 'sites', site), folder, { recursive: true });
    cpSync(join(folder, 'node_modules', 'goitin'), join(folder, assets, 'goitin'), { recursive: true });
    return reportsOfReader(build(folder), folder);
  },
});

/** @param {string} folder @param {string} file */
function putSnippet(folder, file) {
  const snippet = readFileSync(join(folder, 'node_modules', 'goitin', 'snippet.html'), 'utf8');
  const text = readFileSync(join(folder, file), 'utf8');
  assert.ok(text.includes(PLACE), file);
  writeFileSync(join(folder, file), text.replace(PLACE, snippet.trim()));
}

/** What the element tells when a reader puts each packet into it. @param {string} pages @param {string} folder */
async function reportsOfReader(pages, folder) {
  const server = await serveFolder(pages);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(server.address);
    await page.getByRole('status').filter({ hasText: 'Không đạt' }).waitFor({ timeout: PATIENCE });
    assert.equal(await page.getByRole('link', { name: 'bad-date' }).getAttribute('href'), '/rules/bad-date/');
    const reports = [];
    for (const name of ['good.json', 'broken.json']) {
      const value = readFileSync(join(folder, name), 'utf8');
      const report = page.evaluate(
        () =>
          new Promise((tell) =>
            addEventListener(
              'goitin-report',
              (event) => tell(/** @type {CustomEvent} */ (event).detail.report),
              { once: true },
            ),
          ),
      );
      await page.getByRole('textbox', { name: 'Nội dung gói tin' }).fill(value);
      const told = await report;
      told.sources[0].name = name;
      reports.push(JSON.stringify(told));
    }
    return reports;
  } finally {
    await browser.close();
    server.close();
  }
}

/** @type {import('./scenario.mjs').Scenario[]} */
export const siteScenarios = [
  site('Plain HTML site, the element with integrity hashes', 'html', '.', [], (folder) => {
    putSnippet(folder, 'index.html');
    return folder;
  }),
  site(`MkDocs Material ${MKDOCS_MATERIAL} (PyPI)`, 'mkdocs', 'docs', [], (folder) => {
    putSnippet(folder, 'overrides/main.html');
    execute('python3', ['-m', 'venv', 'venv'], folder);
    const python = join(folder, 'venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
    const quiet = ['--quiet', '--disable-pip-version-check'];
    execute(python, ['-m', 'pip', 'install', ...quiet, `mkdocs-material==${MKDOCS_MATERIAL}`], folder);
    execute(python, ['-m', 'mkdocs', 'build', '--strict', '--quiet'], folder);
    return join(folder, 'site');
  }),
  site(
    'Docusaurus',
    'docusaurus',
    'static',
    ['@docusaurus/core', '@docusaurus/preset-classic', 'react', 'react-dom'],
    (folder) => {
      execute(process.execPath, [script(folder, '@docusaurus/core/bin/docusaurus.mjs'), 'build'], folder);
      return join(folder, 'build');
    },
    // Its search, which the site does not use: of the last version of the range, registries' mirrors lack a part.
    { '@docsearch/react': '4.7.0' },
  ),
  site('VitePress, the element as a file', 'vitepress', 'public', ['vitepress'], (folder) => {
    execute(process.execPath, [script(folder, 'vitepress/bin/vitepress.js'), 'build'], folder);
    return join(folder, '.vitepress', 'dist');
  }),
];
