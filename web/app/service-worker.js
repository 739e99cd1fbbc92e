/**
 * @file Keeps the page's files, so that it opens without a network. The models are kept by the page
 * itself, which shows and deletes them.
 */

import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';

// The list of files and their hashes, put in by the build. Links may ask for a language pair, and have
// what trackers add.
precacheAndRoute(/** @type {any} */ (globalThis).PRECACHE, {
  ignoreURLParametersMatching: [/^(?:from|to|utm_.*|fbclid)$/],
});
cleanupOutdatedCaches();

// A new version waits until the user asks for it, or until no page of the old one is open.
self.addEventListener('message', ({ data }) => {
  if (data?.type === 'activate') /** @type {any} */ (self).skipWaiting();
});
