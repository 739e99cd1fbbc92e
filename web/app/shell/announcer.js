/** @file Tells screen readers what happened. */

import { byId } from './dom.js';

const region = byId('announcer', HTMLParagraphElement);
// A text much longer than this is better read in its place.
const LONGEST = 600;

/** @param {string} message Said once the reader pauses. */
export function announce(message) {
  const text = message.length > LONGEST ? `${message.slice(0, LONGEST)} …` : message;
  // The same text again would be no change, and not be read.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
