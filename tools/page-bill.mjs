// Plugins for Vite that put the software bill of materials beside the page: the packages are those whose files the build
// put into a script, so that no list of them has to be kept.
import { BILL, pageBill } from './software-bill.mjs';

/** @typedef {import('vite').Plugin} Plugin @typedef {import('vite').Rolldown.OutputBundle} Bundle */

/** `heard` is for workers, which are built each by itself and before the page; `written` is for the page. */
export function pageBillPlugins() {
  /** @type {Set<string>} */
  const modules = new Set();
  const hear = (/** @type {Bundle} */ bundle) => {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk') for (const id of file.moduleIds) modules.add(id);
  };
  return {
    heard: /** @type {Plugin} */ ({
      name: 'page-bill-heard',
      generateBundle: (_options, bundle) => hear(bundle),
    }),
    written: /** @type {Plugin} */ ({
      name: 'page-bill',
      apply: 'build',
      generateBundle(_options, bundle) {
        hear(bundle);
        this.emitFile({
          type: 'asset',
          fileName: BILL,
          source: `${JSON.stringify(pageBill(modules), null, 2)}\n`,
        });
      },
    }),
  };
}
