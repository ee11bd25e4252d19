// The service worker: keeps every file of one build, so that the page opens without a network. It answers only for
// files of its own folder, changes nothing on the way, and waits with a new build until the reader asks for it.

/** What the build puts in: every file of the page, and a name that changes when any of them does. */
declare const GOITIN_FILES: readonly string[];
declare const GOITIN_BUILD: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
/** The folder of the page; many hosts answer for it, and lead `index.html` there. */
const HOME = new URL('./', worker.location.href).href;
/** A host may have this page in several folders, and they share one store. */
const PREFIX = `goitin ${HOME} `;
const CACHE = PREFIX + GOITIN_BUILD;

worker.addEventListener('install', (event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(worker.skipWaiting());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && request.url.startsWith(HOME)) event.respondWith(answer(request));
});

/** All files or none: half a page kept would be worse than none. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(['./', ...GOITIN_FILES].map(ofThisBuild));
}

/** A file whose name carries its hash may come from the browser's own cache; another must be asked for again. */
const ofThisBuild = (file: string): Request =>
  new Request(file, { cache: file.startsWith('assets/') ? 'default' : 'reload' });

/** Files of older builds go when no window can still need them. */
async function takeOver(): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  if (windows.length <= 1) await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** This build's file, else an older one's (a window of an older build may ask for it), else the network's. */
async function answer(request: Request): Promise<Response> {
  const wanted = nameOf(request);
  const options = { ignoreSearch: request.mode === 'navigate', ignoreVary: true };
  const cache = await caches.open(CACHE);
  return (
    (await cache.match(wanted, options)) ?? (await caches.match(wanted, options)) ?? (await fetch(request))
  );
}

function nameOf(request: Request): string {
  const { origin, pathname } = new URL(request.url);
  return origin + pathname === `${HOME}index.html` ? HOME : request.url;
}
