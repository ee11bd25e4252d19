// Starts the worker from the text that the page carries, where the page is one file and has no other beside it.
import code from 'virtual:worker-text';
import { scriptAddress } from '../browser/script-address.ts';

// One address for all: a worker may be started again.
const address = scriptAddress(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));

// No module: a page from disk has no origin that a module could be fetched for.
export const startWorker = (): Worker => new Worker(address);
