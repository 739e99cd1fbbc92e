/** @file The translate view: from the text field to the translation, and what can be done with both. */

import { messageOf, untilAborted } from '../../../engine/internal.js';
import { announce } from '../../shell/announcer.js';
import { byId } from '../../shell/dom.js';
import { saveText } from '../../shell/files.js';
import { count, counted, seconds } from '../../shell/format.js';
import { change, settings } from '../../shell/settings.js';
import {
  canCopyUnknowns,
  changes,
  piecesOf,
  takesPieces,
  translator as currentTranslator,
} from '../../models/translators.js';
import { closeMenu, openMenu } from './alternatives-menu.js';
import * as output from './output.js';
import { splitText } from './parts.js';
import { moved, sentencesOf } from './sentences.js';
import { markSource, setSource, sourceText, startSourceField } from './source-field.js';

/** @typedef {import('../../../engine/index.js').Translator} Translator */
/** @typedef {import('./output.js').Place} Place */

const buttons = {
  translate: byId('translate-button', HTMLButtonElement),
  stop: byId('stop', HTMLButtonElement),
  copy: byId('copy', HTMLButtonElement),
  save: byId('save', HTMLButtonElement),
};
const speed = byId('speed', HTMLSpanElement);
const beamSelect = byId('beam', HTMLSelectElement);
const piecesHint = byId('pieces-hint', HTMLParagraphElement);

let running = new AbortController();
/** The text that the translation on the page is of. */
let translated = '';
/** The file that the text came from. */
let fileName = '';

/** @param {boolean} isRunning */
function showRunning(isRunning) {
  output.setBusy(isRunning);
  buttons.stop.hidden = !isRunning;
  buttons.copy.hidden = isRunning || output.outputText().trim() === '';
  buttons.save.hidden = buttons.copy.hidden;
}

/**
 * @param {number} tokens Those decoded, the end-of-sentence tokens among them.
 * @param {number} start
 */
function formatSpeed(tokens, start) {
  const elapsed = performance.now() - start;
  const rate = count((1000 * tokens) / elapsed);
  return `${counted(tokens, 'token')} in ${seconds(elapsed)}, ${rate} tokens/s`;
}

/** @returns {{beam?: number}} The search that was chosen; empty for the model's own. */
const chosenSearch = () => (settings.beam > 0 ? { beam: settings.beam } : {});

/**
 * Translates line by line for a model that takes pieces. Their translation is shown as it is: there is
 * no text in the source that its words could be aligned with.
 *
 * @param {Translator} translator
 * @param {string} text
 * @param {AbortSignal} signal
 */
async function runPieces(translator, text, signal) {
  const begin = performance.now();
  let tokens = 0;
  for (const line of text.split(/(\n)/)) {
    const shown = new output.OutputPart();
    if (line.trim() === '') {
      shown.append(line);
      continue;
    }
    const options = { ...chosenSearch(), signal };
    const result = await translator.results(piecesOf(line), options);
    if (signal.aborted) return;
    shown.append(result.text);
    tokens += result.logProbs.length;
    speed.textContent = formatSpeed(tokens, begin);
  }
}

/**
 * Translates part by part, and shows each as it comes.
 *
 * @param {Translator} translator
 * @param {string} text
 * @param {AbortSignal} signal
 */
async function run(translator, text, signal) {
  const isMarkdown = /\.(?:md|markdown)$/i.test(fileName);
  const replaceUnknowns = canCopyUnknowns(translator);
  const options = { ...chosenSearch(), alignment: true, replaceUnknowns, signal };
  const begin = performance.now();
  let tokens = 0;
  for (const part of splitText(text, isMarkdown)) {
    const shown = new output.OutputPart();
    if (part.isKept) {
      shown.append(part.text);
      continue;
    }
    const onText = (/** @type {{text: string}} */ event) => {
      if (!signal.aborted) shown.append(event.text);
    };
    const result = await translator.results(part.text, { ...options, onText });
    if (signal.aborted) return;
    const sentences = sentencesOf(result, translator.targetLanguage);
    shown.complete(
      sentences.map((found) => (typeof found === 'string' ? found : moved(found, part.start))),
    );
    tokens += result.logProbs.length;
    speed.textContent = formatSpeed(tokens, begin);
  }
}

/** Translates what stands in the text field, in the place of a translation that is under way. */
export async function translate() {
  running.abort(new DOMException('another translation was started', 'AbortError'));
  running = new AbortController();
  const { signal } = running;
  closeMenu();
  markSource([]);
  translated = sourceText();
  change({ isTranslated: translated.trim() !== '' });
  output.clearOutput(settings.targetLanguage);
  speed.textContent = '';
  if (translated.trim() === '') return showRunning(false);
  showRunning(true);
  try {
    speed.textContent = 'Waiting for the model';
    const translator = await untilAborted([signal], currentTranslator());
    speed.textContent = '';
    const work = takesPieces(translator) ? runPieces : run;
    await work(translator, translated, signal);
    if (!signal.aborted) announce(output.outputText());
  } catch (error) {
    if (signal !== running.signal) return;
    speed.textContent = signal.aborted ? 'Stopped' : messageOf(error);
    announce(speed.textContent);
  } finally {
    if (signal === running.signal) showRunning(false);
  }
}

/** @param {HTMLElement} word @param {Place} place */
async function offerAlternatives(word, place) {
  const translator = await currentTranslator();
  const { sentence } = place;
  await openMenu(word, place, {
    translator,
    source: translated.slice(sentence.source.start, sentence.source.end),
    search: chosenSearch(),
    onChoose: (chosen) => {
      output.replaceSentence(word, chosen, sentence.words.indexOf(place.word));
      announce(chosen.text);
    },
  });
}

async function copy() {
  try {
    await navigator.clipboard.writeText(output.outputText());
    buttons.copy.textContent = 'Copied';
  } catch (error) {
    buttons.copy.textContent = 'Not allowed';
    announce(messageOf(error));
  }
  announce(buttons.copy.textContent);
  setTimeout(() => (buttons.copy.textContent = 'Copy'), 2000);
}

function save() {
  const [, stem = 'translation', ending = '.txt'] = /^(.+?)(\.[^.]*)?$/.exec(fileName) ?? [];
  saveText(output.outputText(), `${stem}.${settings.targetLanguage}${ending}`);
}

/**
 * Puts the text of a file into the field and translates it.
 *
 * @param {File} file
 */
export async function translateFile(file) {
  setSource(await file.text());
  fileName = file.name;
  change({ source: sourceText() });
  announce(`Translating ${file.name}`);
  await translate();
}

/**
 * Fits the view to another language pair.
 *
 * @param {string} sourceLanguage
 * @param {string} targetLanguage
 * @param {boolean} isSwapped Whether the translation becomes the text to translate.
 */
export function setLanguages(sourceLanguage, targetLanguage, isSwapped) {
  const text = isSwapped && output.outputText() !== '' ? output.outputText() : sourceText();
  running.abort(new DOMException('another language was chosen', 'AbortError'));
  setSource(text, sourceLanguage);
  change({ source: text, isTranslated: false });
  output.clearOutput(targetLanguage);
  speed.textContent = '';
  piecesHint.hidden = true;
  showRunning(false);
}

/** @param {string} message What to tell beside the translation. */
export function say(message) {
  speed.textContent = message;
  announce(message);
}

/** @returns {string} The first sentence or line of the text. */
export function firstSentence() {
  const line = sourceText().trim().split('\n', 1)[0];
  if (!piecesHint.hidden) return line;
  const segmenter = new Intl.Segmenter(settings.sourceLanguage, { granularity: 'sentence' });
  const [first] = segmenter.segment(line);
  return first?.segment.trim() ?? '';
}

function startButtons() {
  buttons.translate.addEventListener('click', translate);
  buttons.stop.addEventListener('click', () => {
    running.abort(new DOMException('stopped', 'AbortError'));
  });
  buttons.copy.addEventListener('click', copy);
  buttons.save.addEventListener('click', save);
  byId('source', HTMLTextAreaElement).addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    translate();
  });
  beamSelect.value = String(settings.beam);
  if (beamSelect.selectedIndex < 0) beamSelect.value = '0';
  beamSelect.addEventListener('change', () => {
    change({ beam: Number(beamSelect.value) });
    if (output.outputText() !== '') translate();
  });
}

/** Says beside the field what the model in use takes. */
async function showInput() {
  piecesHint.hidden = !takesPieces(await currentTranslator());
}

export function startTranslateView() {
  changes.addEventListener('change', showInput);
  startSourceField(() => {
    if (sourceText() === '') fileName = '';
    // What is shown is of another text now: it has no words to point at there.
    markSource([]);
    change({ source: sourceText() });
  });
  output.startOutput({
    onPoint: (place) => markSource(place && sourceText() === translated ? place.word.sources : []),
    onChoose: offerAlternatives,
  });
  startButtons();
  // The user may have typed before this code ran.
  if (sourceText() === '') setSource(settings.source);
  else setSource(sourceText());
}
