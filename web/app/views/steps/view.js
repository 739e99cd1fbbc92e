/** @file The step-through view: one translation, looked into step by step. */

import { messageOf } from '../../../engine/internal.js';
import { firstSentence } from '../../models/input.js';
import { History } from '../../playback/history.js';
import { Transport } from '../../playback/transport.js';
import { byId, element } from '../../shell/dom.js';
import { percent, pieceText } from '../../shell/format.js';
import { exampleIn, isExample } from './examples.js';
import { panels } from './panels.js';
import './view.css';
import markup from './view.html?raw';

/** @typedef {import('../../context.js').Context} Context */
/** @typedef {import('../../playback/history.js').Move} Move */
/** @typedef {import('./heat-map.js').Choice} Choice */

/** The mean of all layers and heads. @type {Choice} */
const MEAN = { layer: null, head: null };

class StepsView {
  #context;
  #body = byId('steps-body', HTMLDivElement);
  #field = byId('steps-source', HTMLInputElement);
  #message = byId('steps-message', HTMLParagraphElement);
  #panels = element('div', { class: 'panels' });
  #transport = new Transport((move) => this.#go(move));

  /** @type {History | null} */
  #history = null;
  #attention = MEAN;

  /** @param {Context} context */
  constructor(context) {
    this.#context = context;
    this.#body.append(this.#transport.element, this.#panels);
    this.#field.value = context.settings.stepsSource;
    byId('steps-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#start(this.#field.value);
    });
    this.#body.addEventListener('keydown', (event) => this.#onKey(event));
    context.languages.onChoice(({ source }) => this.#fit(source));
    context.translators.changes.addEventListener('leave', () => this.#end());
  }

  /**
   * Goes to the view and starts the first sentence of a text.
   *
   * @param {string} text
   */
  async stepThrough(text) {
    this.#context.goTo('steps');
    const [line] = text.trim().split('\n', 1);
    this.#await(line);
    try {
      const translator = await this.#context.translators.translator();
      await this.#start(await firstSentence(translator, line));
    } catch (error) {
      this.#message.textContent = messageOf(error);
    }
  }

  /**
   * Leaves what is being stepped through for a text.
   *
   * @param {string} text
   */
  #await(text) {
    this.#end();
    this.#field.value = text;
    this.#message.textContent = 'Waiting for the model';
  }

  /**
   * Starts a sentence, and takes its first step.
   *
   * @param {string} text
   */
  async #start(text) {
    this.#context.change({ stepsSource: text });
    if (text.trim() === '') return this.#end();
    this.#await(text);
    try {
      const translator = await this.#context.translators.translator();
      this.#history = await History.start(translator, text);
      this.#attention = MEAN;
      this.#message.textContent = '';
      await this.#go('forward');
    } catch (error) {
      this.#message.textContent = messageOf(error);
    }
  }

  /** Leaves the translation that is being stepped through. */
  #end() {
    this.#history?.end();
    this.#history = null;
    this.#body.hidden = true;
    this.#message.textContent = '';
  }

  /** @param {Move} move */
  async #go(move) {
    const history = this.#history;
    if (!history) return;
    try {
      const isMoved = await history.move(move);
      if (!isMoved || history !== this.#history) return;
      this.#show();
      const report = history.current;
      if (!report) return;
      const step = `Step ${history.position}: ${pieceText(report.piece)}`;
      this.#context.announce(`${step}, ${percent(report.logProb)}`);
    } catch (error) {
      if (history === this.#history) this.#message.textContent = messageOf(error);
    }
  }

  /** Shows the step that the history is at. */
  #show() {
    const history = this.#history;
    const step = history?.current;
    const info = history?.translator.info;
    if (!history || !step || !info) return;
    const shown = {
      history,
      step,
      info,
      attention: this.#attention,
      onStep: (/** @type {number} */ position) => {
        history.show(position);
        this.#refresh();
      },
      onAttention: (/** @type {Choice} */ attention) => {
        this.#attention = attention;
        this.#refresh();
      },
    };
    this.#transport.show(history);
    this.#panels.replaceChildren(...panels.map((draw) => draw(shown)));
    this.#body.hidden = false;
  }

  /** Shows the step again, and keeps the focus where it was: the panels are new. */
  #refresh() {
    const focused = document.activeElement;
    const kind = focused instanceof HTMLElement ? focused.dataset.choice : undefined;
    const token = focused?.classList.contains('token') ? '.token[aria-current="step"]' : '';
    const selector = kind ? `[data-choice="${kind}"]` : token;
    this.#show();
    if (selector) /** @type {HTMLElement | null} */ (this.#panels.querySelector(selector))?.focus();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.target instanceof HTMLSelectElement) return;
    if (event.key === 'ArrowRight') this.#go('forward');
    else if (event.key === 'ArrowLeft') this.#go('back');
    else return;
    event.preventDefault();
  }

  /** @param {string} language The source language, BCP 47. */
  #fit(language) {
    this.#field.lang = language;
    const { value } = this.#field;
    if (value === '' || isExample(value)) this.#field.value = exampleIn(language);
  }
}

/** @type {import('../../context.js').View} */
export const stepsView = {
  name: 'steps',
  title: 'Step through',
  markup,
  start(context) {
    const view = new StepsView(context);
    return { stepThrough: (text) => view.stepThrough(text) };
  },
};
