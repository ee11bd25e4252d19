// Starts the worker from its own file, whose address the build puts here.
import { scriptAddress } from '../browser/script-address.ts';
import workerUrl from './worker.ts?worker&url';

export const startWorker = (): Worker => new Worker(scriptAddress(workerUrl), { type: 'module' });
