import { startWorker } from './start-worker.ts';

const worker = startWorker();
worker.addEventListener('message', (event: MessageEvent<string>) => {
  document.querySelector('#version')?.replaceChildren(event.data);
});
worker.postMessage('version');
