/** @file The service worker: starts the engine's document, and the translation of a tab. */

/** @type {Promise<void> | undefined} */
let starting;

/** The engine needs a worker, which a service worker cannot have; an offscreen document can. */
async function startEngine() {
  if (await chrome.offscreen.hasDocument()) return;
  starting ??= chrome.offscreen.createDocument({
    url: 'offscreen.html',
    reasons: ['WORKERS'],
    justification: 'Translates text in a worker.',
  });
  await starting.finally(() => (starting = undefined));
}

/** @param {{id?: number}} tab */
async function toggle({ id }) {
  await startEngine();
  await chrome.scripting.executeScript({ target: { tabId: id }, files: ['content.js'] });
}

chrome.action.onClicked.addListener(toggle);
