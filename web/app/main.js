/** @file Starts the page. */

import { announce } from './shell/announcer.js';
import { startFiles } from './shell/files.js';
import {
  firstSentence,
  say,
  setLanguages,
  startTranslateView,
  translate,
  translateFile,
} from './views/translate/view.js';
import { keptImports } from './models/kept-imports.js';
import { importModel, startImportView } from './views/models/import/panel.js';
import {
  chooseLastPair,
  choosePair,
  showOwnPair,
  startLanguagePair,
} from './models/language-pair.js';
import { takeLinkedPair } from './models/linked-pair.js';
import { showModels, startModelsView } from './views/models/view.js';
import { startOffline } from './shell/offline.js';
import { change, settings } from './shell/settings.js';
import { showFailed } from './shell/status.js';
import { setStepsLanguage, startStepsView, stepThrough } from './views/steps/view.js';
import { pairs, useOwn, usePair } from './models/translators.js';
import { startViews } from './shell/navigation.js';
import { byId } from './shell/dom.js';

/** @typedef {import('./shell/dropped-files.js').Selection} Selection */
/** @typedef {import('./models/kept-imports.js').ImportInfo} ImportInfo */
/** @typedef {import('./models/linked-pair.js').Linked} Linked */

// A text that was translated is translated again after a reload, unless that would take long, or the
// address asks for other languages than its own.
const RESTORED_LENGTH = 5000;

/**
 * @param {ImportInfo} info
 * @param {Blob | null} file As `useOwn` takes it.
 */
function showOwn(info, file) {
  const { sourceLanguage, targetLanguage } = info;
  change({ sourceLanguage, targetLanguage });
  showOwnPair(sourceLanguage, targetLanguage);
  setLanguages(sourceLanguage, targetLanguage, false);
  setStepsLanguage(sourceLanguage);
  return useOwn(info, file);
}

/** @param {Selection} selection */
async function openModel(selection) {
  location.hash = '#models';
  const imported = await importModel(selection);
  if (!imported) return;
  // What could not be kept is said in the view of models.
  if (imported.file === null) location.hash = '#translate';
  await showOwn(imported.info, imported.file);
  announce(`${imported.info.name} is in use`);
}

/** @returns {Promise<ImportInfo | undefined>} The user's own model of the last visit. */
async function lastOwn() {
  if (settings.ownModel === '') return undefined;
  return (await keptImports()).find(({ id }) => id === settings.ownModel);
}

/**
 * Offers the language pairs.
 *
 * @returns {Promise<Linked>}
 */
async function startPairs() {
  startLanguagePair(await pairs(), (source, target, isSwapped) => {
    setLanguages(source, target, isSwapped);
    setStepsLanguage(source);
    usePair(source, target);
  });
  return takeLinkedPair();
}

/** Loads the model that the address asks for, or else that of the last choice. */
async function startModels() {
  const restored = settings.isTranslated && settings.source.length <= RESTORED_LENGTH;
  const own = await lastOwn();
  /** @type {Linked} */
  let linked = {};
  try {
    linked = await startPairs();
  } catch (error) {
    // A model of the user's own needs no list of others.
    if (!own) {
      showFailed(error, 'Try again', startModels);
      return;
    }
  }
  if (linked.pair) choosePair(...linked.pair);
  else if (own) showOwn(own, null);
  else chooseLastPair();
  if (linked.message) say(linked.message);
  else if (restored && !linked.pair) translate();
}

startTranslateView();
startStepsView();
startModelsView((info) => showOwn(info, null));
startImportView();
startViews((name) => {
  if (name === 'models') showModels().catch(() => {});
});
startFiles({
  onText: (file) => {
    location.hash = '#translate';
    translateFile(file);
  },
  onModel: openModel,
});
byId('to-steps', HTMLAnchorElement).addEventListener('click', () => {
  const sentence = firstSentence();
  if (sentence !== '') stepThrough(sentence);
});
startModels();
startOffline();
