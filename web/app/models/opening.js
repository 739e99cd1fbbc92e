/** @file The model that the page opens with: the one of a link, or else of the last visit. */

import { settings } from '../shell/settings.js';
import { showFailed } from '../shell/status.js';
import { keptImports } from './kept-imports.js';
import { chooseCustom, choosePair, findPairs } from './language-pair.js';
import { takeLinkedPair } from './linked-pair.js';

/** @typedef {import('./kept-imports.js').ImportInfo} ImportInfo */
/** @typedef {import('./linked-pair.js').Linked} Linked */

/** @returns {Promise<ImportInfo | undefined>} The custom model of the last visit. */
async function lastCustom() {
  if (settings.ownModel === '') return undefined;
  return (await keptImports()).find(({ id }) => id === settings.ownModel);
}

/**
 * Learns which pairs have a model, and chooses the first one; a failure is shown with a button that
 * tries again.
 *
 * @param {(message: string) => void} say Called with what a link asks for in vain.
 */
export async function openFirstModel(say) {
  const custom = await lastCustom();
  /** @type {Linked} */
  let linked = {};
  try {
    await findPairs();
    linked = await takeLinkedPair();
  } catch (error) {
    // A custom model needs no list of others.
    if (!custom) {
      showFailed(error, 'Try again', () => openFirstModel(say));
      return;
    }
  }
  const origin = linked.message ? 'link' : 'restored';
  const { sourceLanguage, targetLanguage } = settings;
  if (linked.pair) choosePair(...linked.pair, 'link');
  // A multilingual one translates to the language that was chosen last.
  else if (custom) chooseCustom({ ...custom, targetLanguage }, null, origin);
  else choosePair(sourceLanguage, targetLanguage, origin);
  if (linked.message) say(linked.message);
}
