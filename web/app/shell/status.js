/** @file The line that says whether the model is ready, and what is being waited for. */

import { messageOf } from '../../engine/internal.js';
import { byId } from './dom.js';
import { lineOf } from './failures.js';
import { size } from './format.js';

const line = byId('status', HTMLParagraphElement);
const frame = /** @type {HTMLElement} */ (line.parentElement);
const bar = byId('download', HTMLProgressElement);
const button = byId('status-button', HTMLButtonElement);

/**
 * @param {'busy' | 'ready' | 'offered' | 'failed'} state
 * @param {string} text
 */
function show(state, text) {
  frame.dataset.state = state;
  line.textContent = text;
  line.title = '';
  bar.hidden = true;
  button.hidden = true;
}

/**
 * @param {string} label
 * @param {() => void} onClick
 */
function showButton(label, onClick) {
  button.textContent = label;
  button.onclick = onClick;
  button.hidden = false;
}

/** @param {string} text What is being waited for. */
export const showBusy = (text) => show('busy', text);

/** @param {string} text */
export const showReady = (text) => show('ready', text);

/**
 * @param {unknown} error
 * @param {string} label Of the button beside it.
 * @param {() => void} onClick
 */
export function showFailed(error, label, onClick) {
  show('failed', lineOf(error));
  line.title = messageOf(error);
  showButton(label, onClick);
}

/**
 * @param {number} bytes Of a model that is not downloaded before the user wants it.
 * @param {() => void} onClick
 */
export function showOffer(bytes, onClick) {
  show('offered', `Model not downloaded yet, ${size(bytes)}`);
  showButton('Download', onClick);
}

/**
 * @param {number} share From 0 to 1.
 * @param {number} bytes The whole, in bytes.
 */
export function showDownload(share, bytes) {
  const text = `Downloading the model, ${size(bytes)}`;
  // The bar tells the progress; the text stays, so that it is read out once.
  if (line.textContent !== text) show('busy', text);
  bar.hidden = false;
  bar.value = share;
}
