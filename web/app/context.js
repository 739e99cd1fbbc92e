/** @file What a view of the page is, and what the views share. */

// A view imports its markup as text and its style, which Vite's types declare.
/// <reference types="vite/client" />

import * as languages from './models/language-pair.js';
import * as translators from './models/translators.js';
import { announce } from './shell/announcer.js';
import { goTo } from './shell/navigation.js';
import { change, settings } from './shell/settings.js';

/** What every view gets, whatever other views there are. */
export const shared = {
  /** Tells screen readers. */
  announce,
  /** Goes to the view of that name. */
  goTo,
  /** What the page remembers, and how it is changed. */
  settings,
  change,
  /** The models, and the translator in use. */
  translators,
  /** The language pair that is chosen. */
  languages,
};

/**
 * What views do for others, each complete in itself: it goes to the view if it has to.
 *
 * @typedef {object} Services
 * @property {(file: File) => void} openText Translates a text file.
 * @property {(message: string) => void} say Shows a message beside the translation.
 * @property {(text: string) => void} stepThrough Starts a text's first sentence in the step-through
 *   view.
 * @property {(selection: import('./shell/dropped-files.js').Selection) => void} openModel Opens a custom
 *   model and uses it.
 */

/** @typedef {typeof shared & Services} Context */

/**
 * A view of the page.
 *
 * @typedef {import('./shell/navigation.js').Section & Startable} View
 */

/**
 * @typedef {object} Startable
 * @property {(context: Context) => Partial<Services> | void} start Called once, when the markup of all
 *   views is in the page. Returns the services that the view offers; those of other views are in the
 *   context when all have started.
 */

/**
 * Starts the views.
 *
 * @param {readonly View[]} views
 * @returns {Context}
 */
export function startViews(views) {
  const context = /** @type {Context} */ ({ ...shared });
  for (const view of views) Object.assign(context, view.start(context));
  return context;
}
