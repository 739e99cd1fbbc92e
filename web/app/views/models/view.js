/** @file The models view: available and downloaded models, and custom ones. */

import { messageOf } from '../../../engine/internal.js';
import { deleteImport, keptImports } from '../../models/kept-imports.js';
import { byId } from '../../shell/dom.js';
import { selectionOf } from '../../shell/dropped-files.js';
import { startDialog } from '../../shell/files.js';
import { size } from '../../shell/format.js';
import { ImportPanel } from './import/panel.js';
import { customRow, modelRow } from './rows.js';
import './view.css';
import markup from './view.html?raw';

/** @typedef {import('../../../engine/index.js').ModelEntry} ModelEntry */
/** @typedef {import('../../context.js').Context} Context */
/** @typedef {import('../../models/kept-imports.js').ImportInfo} ImportInfo */
/** @typedef {import('../../shell/dropped-files.js').Selection} Selection */

class ModelsView {
  #context;
  #panel;
  #list = byId('models', HTMLUListElement);
  #storage = byId('storage', HTMLParagraphElement);
  #persist = byId('persist', HTMLButtonElement);

  /** @param {Context} context */
  constructor(context) {
    this.#context = context;
    this.#panel = new ImportPanel(context.announce);
    for (const type of ['leave', 'change']) {
      context.translators.changes.addEventListener(type, () => this.show());
    }
    this.#persist.addEventListener('click', () => this.#askToPersist());
    startDialog('open-model', 'model-files', (files) => this.openModel(selectionOf(files)));
    startDialog('open-folder', 'model-folder', (files) => this.openModel(selectionOf(files)));
  }

  /**
   * Opens a custom model and uses it.
   *
   * @param {Selection} selection
   */
  async openModel(selection) {
    const { announce, goTo, languages } = this.#context;
    goTo('models');
    const imported = await this.#panel.open(selection);
    if (!imported) return;
    const { info, file } = imported;
    // If it could not be kept, this view says so.
    if (file === null) goTo('translate');
    await languages.chooseCustom(info, file);
    announce(`${info.name} is in use`);
  }

  /** Shows the models as they are now. */
  async show() {
    try {
      await this.#showRows();
      await this.#showStorage();
    } catch (error) {
      this.#storage.textContent = messageOf(error);
    }
  }

  async #showRows() {
    const { store, customModel } = this.#context.translators;
    const [models, kept, imports] = await Promise.all([
      store.models(),
      store.kept(),
      keptImports(),
    ]);
    const isTransient = (await store.whyTransient()) !== '';
    const keptIds = new Set(isTransient ? [] : kept.map(({ id }) => id));
    const custom = customModel();
    const isUnkept = custom && !imports.some(({ id }) => id === custom.id);
    this.#replaceRows([
      ...(isUnkept ? [this.#customRow(custom, false)] : []),
      ...imports.map((info) => this.#customRow(info, true)),
      ...models.map((entry) => this.#modelRow(entry, keptIds.has(entry.id))),
    ]);
  }

  /** @param {ImportInfo} info @param {boolean} isKept */
  #customRow(info, isKept) {
    const isUsed = this.#context.translators.customModel()?.id === info.id;
    return customRow(
      info,
      { isUsed, isKept },
      {
        use: () => this.#context.languages.chooseCustom(info, null),
        remove: () => this.#removeCustom(info),
      },
    );
  }

  /** @param {ModelEntry} entry @param {boolean} isKept */
  #modelRow(entry, isKept) {
    const { languages, translators } = this.#context;
    return modelRow(
      entry,
      { isUsed: this.#isChosen(entry), isKept },
      {
        use: () => {
          languages.choosePair(entry.sourceLanguage, entry.targetLanguage);
          translators.translator();
        },
        remove: () => this.#remove(entry),
        download: () => this.#download(entry),
      },
    );
  }

  /**
   * @param {ModelEntry} entry
   * @returns {boolean} Whether it is the model of the languages that are chosen.
   */
  #isChosen({ sourceLanguage, targetLanguage }) {
    const { settings, translators } = this.#context;
    return (
      translators.customModel() === null &&
      sourceLanguage === settings.sourceLanguage &&
      targetLanguage === settings.targetLanguage
    );
  }

  /** @param {string} id @returns {HTMLElement | undefined} The row of the model, as it is now. */
  #rowOf(id) {
    return [...this.#list.querySelectorAll('.model')]
      .map((found) => /** @type {HTMLElement} */ (found))
      .find(({ dataset }) => dataset.model === id);
  }

  /**
   * Shows rows, and keeps the focus: on the same button, else in the same row, else in the list.
   *
   * @param {HTMLElement[]} rows
   */
  #replaceRows(rows) {
    const focused = document.activeElement;
    const focusedRow = focused?.closest('.model');
    this.#list.replaceChildren(...rows);
    if (!(focusedRow instanceof HTMLElement)) return;
    const place = this.#rowOf(focusedRow.dataset.model ?? '') ?? this.#list;
    const buttons = [...place.querySelectorAll('button')];
    const same = buttons.find(({ textContent }) => textContent === focused?.textContent);
    (same ?? buttons[0])?.focus();
  }

  /** @param {ModelEntry} entry */
  async #remove({ id, name }) {
    const { announce, translators } = this.#context;
    try {
      await translators.store.delete(id);
      announce(`Deleted ${name}`);
    } catch (error) {
      announce(messageOf(error));
    }
    await this.show();
  }

  /** @param {ImportInfo} info */
  async #removeCustom({ id, name, sourceLanguage, targetLanguage }) {
    const { announce, languages, translators } = this.#context;
    const isUsed = translators.customModel()?.id === id;
    try {
      await deleteImport(id);
      announce(`Deleted ${name}`);
    } catch (error) {
      announce(messageOf(error));
    }
    if (isUsed) languages.choosePair(sourceLanguage, targetLanguage);
    await this.show();
  }

  /** @param {ModelEntry} entry */
  async #download(entry) {
    const { announce, translators } = this.#context;
    const { id, name, bytes } = entry;
    const tell = (/** @type {string} */ message) => {
      const details = this.#rowOf(id)?.querySelector('.quiet');
      if (details) details.textContent = message;
    };
    try {
      await translators.store.open(id, {
        onProgress: ({ loaded }) => tell(`${size(loaded)} of ${size(bytes)}`),
      });
      announce(`Downloaded ${name}`);
      // The translator in use may be waiting for it.
      if (this.#isChosen(entry)) translators.translator();
      await this.show();
    } catch (error) {
      tell(messageOf(error));
      announce(messageOf(error));
    }
  }

  async #showStorage() {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    const isPersisted = (await navigator.storage?.persisted?.()) ?? false;
    this.#persist.hidden = isPersisted || !navigator.storage?.persist;
    const safe = isPersisted ? ' The browser will not clear it by itself.' : '';
    const unkept = await this.#context.translators.store.whyTransient();
    const room = quota > 0 ? `${size(usage)} of ${size(quota)} in use.${safe}` : '';
    this.#storage.textContent = unkept === '' ? room : `Not for the next visit: ${unkept}.`;
  }

  async #askToPersist() {
    const isGranted = await this.#context.translators.store.persist();
    await this.#showStorage();
    if (!isGranted) this.#storage.textContent += ' The browser did not agree to keep it.';
  }
}

/** @type {ModelsView} */
let view;

/** @type {import('../../context.js').View} */
export const modelsView = {
  name: 'models',
  title: 'Models',
  markup,
  start(context) {
    view = new ModelsView(context);
    return { openModel: (selection) => view.openModel(selection) };
  },
  onShow: () => view.show(),
};
