// Keeps the page for use without a network, and tells when a newer one is ready. Nothing is ever reloaded by itself:
// the reader decides when.
import { scriptAddress } from '../browser/script-address.ts';

const TAKE_OVER = 'take-over';

/** Some browsers and hosts allow no service worker: the page then works as any other does. */
const refused = () => undefined;

/** `updated` gets what changes to the new build, once one waits. */
export async function keepOffline(updated: (change: () => void) => void): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const first = serviceWorker.controller === null;
  const address = scriptAddress(new URL('./sw.js', document.baseURI).href);
  const registration = await serviceWorker.register(address, { updateViaCache: 'none' }).catch(refused);
  if (!registration) return;
  const tell = () => updated(() => change(registration));
  if (registration.waiting && !first) tell();
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && serviceWorker.controller) tell();
    });
  });
}

/** Lets the waiting build take over, then reloads; when another window has done so already, only reloads. */
function change({ waiting }: ServiceWorkerRegistration): void {
  const reload = () => location.reload();
  if (waiting) navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
  else reload();
  waiting?.postMessage(TAKE_OVER);
}
