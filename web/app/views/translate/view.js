/** @file The translate view: from the text field to the translation, and what can be done with both. */

import { decodeText, hasWrappedLines, messageOf, untilAborted } from '../../../engine/internal.js';
import { takesPieces } from '../../models/input.js';
import { byId } from '../../shell/dom.js';
import { saveText, startDialog } from '../../shell/files.js';
import { count, counted, seconds } from '../../shell/format.js';
import { AlternativesMenu } from './alternatives-menu.js';
import { LanguagePicker } from './language-picker.js';
import { Output } from './output.js';
import { translateInto } from './run.js';
import { SourceField } from './source-field.js';
import './view.css';
import markup from './view.html?raw';

/** @typedef {import('../../context.js').Context} Context */
/** @typedef {import('../../models/language-pair.js').Choice} Choice */
/** @typedef {import('./output.js').Place} Place */

// A text that was translated is translated again after a reload, unless that would take long.
const RESTORED_LENGTH = 5000;

/**
 * @param {number} tokens
 * @param {number} start When the translation began.
 */
function formatSpeed(tokens, start) {
  const elapsed = performance.now() - start;
  const rate = count((1000 * tokens) / elapsed);
  return `${counted(tokens, 'token')} in ${seconds(elapsed)}, ${rate} tokens/s`;
}

class TranslateView {
  #context;
  #field;
  #output;
  #menu = new AlternativesMenu();
  #stop = byId('stop', HTMLButtonElement);
  #copy = byId('copy', HTMLButtonElement);
  #save = byId('save', HTMLButtonElement);
  #speed = byId('speed', HTMLSpanElement);
  #beam = byId('beam', HTMLSelectElement);
  #piecesHint = byId('pieces-hint', HTMLParagraphElement);
  #fileHint = byId('file-hint', HTMLParagraphElement);

  #running = new AbortController();
  /** The text whose translation is on the page. */
  #translated = '';
  /** The file that the text came from. */
  #fileName = '';
  /** Whether the lines of that file are wrapped. */
  #isWrapped = false;

  /** @param {Context} context */
  constructor(context) {
    this.#context = context;
    this.#field = new SourceField({
      onEdit: () => this.#edited(),
      onEnter: () => this.#translate(),
    });
    this.#output = new Output({
      onPoint: (place) => this.#mark(place),
      onChoose: (word, place) => this.#offerAlternatives(word, place),
    });
    this.#field.set(context.settings.source);
    new LanguagePicker(context);
    context.languages.onChoice((choice) => this.#fit(choice));
    context.translators.changes.addEventListener('change', () => this.#showInput());
    this.#startButtons();
    this.#startBeam();
  }

  /** @param {File} file Whose text is put into the field and translated. */
  async openText(file) {
    const { goTo, change, announce } = this.#context;
    goTo('translate');
    let decoded;
    try {
      decoded = decodeText(new Uint8Array(await file.arrayBuffer()), file.name);
    } catch (error) {
      return this.#hint(messageOf(error));
    }
    this.#field.set(decoded.text);
    this.#fileName = file.name;
    this.#isWrapped = hasWrappedLines(this.#field.text);
    change({ source: this.#field.text });
    announce(`Translating ${file.name}`);
    this.#hint(decoded.notice);
    await this.#translate();
  }

  /** @param {string} message What to say of a file, beside the field; empty for nothing. */
  #hint(message) {
    this.#fileHint.textContent = message;
    this.#fileHint.hidden = message === '';
    if (message !== '') this.#context.announce(message);
  }

  /** @param {string} message What to show beside the translation. */
  say(message) {
    this.#speed.textContent = message;
    this.#context.announce(message);
  }

  #startButtons() {
    byId('translate-button', HTMLButtonElement).addEventListener('click', () => this.#translate());
    this.#stop.addEventListener('click', () => {
      this.#running.abort(new DOMException('stopped', 'AbortError'));
    });
    this.#copy.addEventListener('click', () => this.#copyText());
    this.#save.addEventListener('click', () => this.#saveFile());
    startDialog('open-file', 'text-file', ([file]) => this.openText(file));
    byId('to-steps', HTMLAnchorElement).addEventListener('click', () => {
      if (this.#field.text.trim() !== '') this.#context.stepThrough(this.#field.text);
    });
  }

  #startBeam() {
    const { settings, change } = this.#context;
    this.#beam.value = String(settings.beam);
    if (this.#beam.selectedIndex < 0) this.#beam.value = '0';
    this.#beam.addEventListener('change', () => {
      change({ beam: Number(this.#beam.value) });
      if (this.#output.text !== '') this.#translate();
    });
  }

  #edited() {
    if (this.#field.text === '') {
      this.#fileName = '';
      this.#hint('');
      this.#isWrapped = false;
    }
    // The translation is of another text now: its words come from nowhere in this one.
    this.#field.mark([]);
    this.#context.change({ source: this.#field.text });
  }

  /** @param {Place | null} place Of the word that is pointed at. */
  #mark(place) {
    const isCurrent = this.#field.text === this.#translated;
    this.#field.mark(place && isCurrent ? place.word.sources : []);
  }

  /** @returns {{beam?: number}} The search that was chosen; empty for the model's own. */
  get #search() {
    const { beam } = this.#context.settings;
    return beam > 0 ? { beam } : {};
  }

  /** @param {boolean} isRunning */
  #showRunning(isRunning) {
    this.#output.setBusy(isRunning);
    this.#stop.hidden = !isRunning;
    this.#copy.hidden = isRunning || this.#output.text.trim() === '';
    this.#save.hidden = this.#copy.hidden;
  }

  /** Translates the text in the field, and drops a translation that is under way. */
  async #translate() {
    const { change, settings, announce } = this.#context;
    this.#running.abort(new DOMException('another translation was started', 'AbortError'));
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#menu.close();
    this.#field.mark([]);
    this.#translated = this.#field.text;
    const isEmpty = this.#translated.trim() === '';
    change({ isTranslated: !isEmpty });
    this.#output.clear(settings.targetLanguage);
    this.#speed.textContent = '';
    this.#showRunning(!isEmpty);
    if (isEmpty) return;
    try {
      await this.#run(signal);
      if (!signal.aborted) announce(this.#output.text);
    } catch (error) {
      if (signal === this.#running.signal) this.say(signal.aborted ? 'Stopped' : messageOf(error));
    } finally {
      if (signal === this.#running.signal) this.#showRunning(false);
    }
  }

  /** @param {AbortSignal} signal */
  async #run(signal) {
    this.#speed.textContent = 'Waiting for the model';
    const translator = await untilAborted([signal], this.#context.translators.translator());
    this.#speed.textContent = '';
    const begin = performance.now();
    await translateInto(this.#translated, this.#output, {
      translator,
      search: this.#search,
      isMarkdown: /\.(?:md|markdown)$/i.test(this.#fileName),
      isWrapped: this.#isWrapped,
      signal,
      onTokens: (tokens) => (this.#speed.textContent = formatSpeed(tokens, begin)),
    });
  }

  /** @param {HTMLElement} word @param {Place} place */
  async #offerAlternatives(word, place) {
    const translator = await this.#context.translators.translator();
    const { sentence } = place;
    const source = this.#translated.slice(sentence.source.start, sentence.source.end);
    await this.#menu.open(word, place, {
      translator,
      // It may go on from one line to the next.
      source: source.replace(/[\r\n]/g, ' '),
      search: this.#search,
      onChoose: (chosen) => {
        this.#output.replaceSentence(word, chosen, sentence.words.indexOf(place.word));
        this.#context.announce(chosen.text);
      },
    });
  }

  async #copyText() {
    const { announce } = this.#context;
    try {
      await navigator.clipboard.writeText(this.#output.text);
      this.#copy.textContent = 'Copied';
    } catch (error) {
      this.#copy.textContent = 'Not allowed';
      announce(messageOf(error));
    }
    announce(this.#copy.textContent);
    setTimeout(() => (this.#copy.textContent = 'Copy'), 2000);
  }

  #saveFile() {
    const [, stem = 'translation', ending = '.txt'] =
      /^(.+?)(\.[^.]*)?$/.exec(this.#fileName) ?? [];
    const { targetLanguage } = this.#context.settings;
    saveText(this.#output.text, `${stem}.${targetLanguage}${ending}`);
  }

  /**
   * Fits the view to another language pair.
   *
   * @param {Choice} choice When its languages were swapped, the translation becomes the text.
   */
  #fit({ source, target, origin }) {
    const { change, settings } = this.#context;
    const isRestored =
      origin === 'restored' && settings.isTranslated && settings.source.length <= RESTORED_LENGTH;
    const isSwapped = origin === 'swap' && this.#output.text !== '';
    const text = isSwapped ? this.#output.text : this.#field.text;
    this.#running.abort(new DOMException('another language was chosen', 'AbortError'));
    this.#field.set(text, source);
    // Its lines were joined.
    if (isSwapped) this.#isWrapped = false;
    change({ source: text, isTranslated: false });
    this.#output.clear(target);
    this.#speed.textContent = '';
    this.#piecesHint.hidden = true;
    this.#showRunning(false);
    if (isRestored) this.#translate();
  }

  /** Says beside the field what the model in use takes. */
  async #showInput() {
    this.#piecesHint.hidden = !takesPieces(await this.#context.translators.translator());
  }
}

/** @type {import('../../context.js').View} */
export const translateView = {
  name: 'translate',
  title: 'Translate',
  markup,
  start(context) {
    const view = new TranslateView(context);
    return {
      openText: (file) => view.openText(file),
      say: (message) => view.say(message),
    };
  },
};
