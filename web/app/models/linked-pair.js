/** @file The language pair that a link to the page asks for: `?from=es&to=ca`. */

import { bestFitting, tagOfName } from '../../engine/internal.js';
import { languageName } from '../shell/format.js';
import { store } from './translators.js';

/** @typedef {import('./language-pair.js').Pair} Pair */

/**
 * What the address asks for.
 *
 * @typedef {object} Linked
 * @property {Pair} [pair]
 * @property {string} [message] Why it cannot be had; neither is there when nothing is asked for.
 */

/** @returns {(string | null)[]} The two languages that the address asks for, taken out of it. */
function takeQuery() {
  const url = new URL(location.href);
  const languages = ['from', 'to'].map((name) => {
    const tag = url.searchParams.get(name) || null;
    url.searchParams.delete(name);
    return tag;
  });
  // A choice that is made later would not survive a reload of the link.
  if (url.href !== location.href) history.replaceState(history.state, '', url);
  return languages;
}

/**
 * @param {string | null} from
 * @param {string | null} to One of the two at least.
 * @returns {Promise<Pair | undefined>} None when there is no model for it.
 */
async function findPair(from, to) {
  const [entry] = bestFitting(await store.models(), {
    sourceLanguage: from === null ? undefined : tagOfName(from),
    targetLanguage: to === null ? undefined : tagOfName(to),
  });
  return entry && [entry.sourceLanguage, entry.targetLanguage];
}

/**
 * @returns {Promise<Linked>}
 * @throws {import('../../engine/index.js').StepglotError} When it cannot be told which models there are.
 */
export async function takeLinkedPair() {
  const [from, to] = takeQuery();
  if (from === null && to === null) return {};
  const source = from === null ? '' : ` from ${languageName(from)}`;
  const target = to === null ? '' : ` to ${languageName(to)}`;
  const message = `The link asks for a translation${source}${target}, for which there is no model`;
  try {
    const pair = await findPair(from, to);
    return pair ? { pair } : { message };
  } catch (error) {
    // Not a language tag.
    if (error instanceof RangeError) return { message };
    throw error;
  }
}
