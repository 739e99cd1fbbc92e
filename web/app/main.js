/** @file Starts the page. */

import { startFiles } from './files.js';
import {
  setLanguages,
  firstSentence,
  startTranslateView,
  translate,
  translateFile,
} from './translate/view.js';
import { startLanguagePair, showOwnPair } from './language-pair.js';
import { showModels, startModelsView } from './models-view.js';
import { startOffline } from './offline.js';
import { change, settings } from './settings.js';
import { showFailed } from './status.js';
import { startStepsView, stepThrough } from './steps/view.js';
import { pairs, useFile, usePair } from './translators.js';
import { startViews } from './views.js';
import { byId } from './dom.js';

// A text that was translated is translated again after a reload, unless that would take long.
const RESTORED_LENGTH = 5000;

/** @param {File} file */
async function openModel(file) {
  location.hash = '#translate';
  const opened = await useFile(file);
  if (!opened) return;
  const { sourceLanguage, targetLanguage } = opened;
  change({ sourceLanguage, targetLanguage });
  showOwnPair(sourceLanguage, targetLanguage);
  setLanguages(sourceLanguage, targetLanguage, false);
}

/** Offers the language pairs; the first choice loads its model. */
async function startModels() {
  const restored = settings.isTranslated && settings.source.length <= RESTORED_LENGTH;
  try {
    startLanguagePair(await pairs(), (source, target, isSwapped) => {
      setLanguages(source, target, isSwapped);
      usePair(source, target);
    });
  } catch (error) {
    showFailed(error, 'Try again', startModels);
    return;
  }
  if (restored) translate();
}

startTranslateView();
startStepsView();
startModelsView();
startViews((name) => {
  if (name === 'models') showModels().catch(() => {});
});
startFiles({
  onText: (file) => {
    location.hash = '#translate';
    translateFile(file);
  },
  onModel: (file) => openModel(file),
});
byId('to-steps', HTMLAnchorElement).addEventListener('click', () => {
  const sentence = firstSentence();
  if (sentence !== '') stepThrough(sentence);
});
startModels();
startOffline();
