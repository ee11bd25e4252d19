// Where the element's packets are checked: in a worker, so that a page never waits for a large one; in the page itself
// where no worker can be had, since a Content-Security-Policy may refuse it.
import type { Goitin } from '../package/api.ts';
import * as here from '../package/index.ts';
import * as elsewhere from '../package/worker.ts';

/** Can a worker be had? Asked once for all elements of a page. */
let works: Promise<boolean> | undefined;

/** Does something with the engine. A worker that breaks, or is ended by somebody, is stood in for by the page. */
export async function withEngine<Result>(
  signal: AbortSignal,
  use: (engine: Pick<Goitin, 'check' | 'repair'>) => Promise<Result>,
): Promise<Result> {
  works ??= elsewhere.version().then(
    () => true,
    () => false,
  );
  if (!(await works)) return use(here);
  try {
    return await use(elsewhere);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof elsewhere.EngineFault)) throw error;
    return use(here);
  }
}
