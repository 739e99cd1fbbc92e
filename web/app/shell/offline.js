/** @file Registers the service worker, and offers a new version of the page when there is one. */

import { byId } from './dom.js';

const notice = byId('update', HTMLDivElement);

/** @param {ServiceWorker} waiting The new version's worker. */
function offer(waiting) {
  notice.hidden = false;
  byId('update-later', HTMLButtonElement).onclick = () => (notice.hidden = true);
  byId('update-now', HTMLButtonElement).onclick = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    waiting.postMessage({ type: 'activate' });
  };
}

/** @param {ServiceWorkerRegistration} registration */
function watch(registration) {
  const offerWaiting = () => {
    // Without a controller this is the first visit: there is no older version to replace.
    if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  };
  offerWaiting();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offerWaiting);
  });
}

/** Makes the page work without a network from the next visit on. */
export async function startOffline() {
  if (!('serviceWorker' in navigator)) return;
  try {
    watch(await navigator.serviceWorker.register('./service-worker.js'));
  } catch (error) {
    // Private windows may refuse; the page works as long as there is a network.
    console.warn('no offline use:', error);
  }
}
