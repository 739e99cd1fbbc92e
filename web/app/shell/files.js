/** @file Files that come in, by drop or from a dialogue, and texts that go out. */

import { byId, element } from './dom.js';
import { droppedFiles, selectionOf } from './dropped-files.js';

/** @typedef {import('./dropped-files.js').Selection} Selection */

/**
 * @typedef {object} Receivers
 * @property {(file: File) => void} onText
 * @property {(selection: Selection) => void} onModel
 */

/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;

/** @param {File} file */
const isText = ({ type, name }) => type.startsWith('text/') || /\.(?:txt|md|markdown)$/i.test(name);

/**
 * @param {DataTransfer} transfer
 * @param {Receivers} receivers
 */
async function receive(transfer, { onText, onModel }) {
  const selection = await droppedFiles(transfer);
  const [file, ...more] = selection.files;
  // What is no text may be a model: its content tells.
  if (file && more.length === 0 && !selection.isFolder && isText(file)) onText(file);
  else if (file) onModel(selection);
}

/** @param {Receivers} receivers */
function startDrop(receivers) {
  const overlay = byId('drop', HTMLDivElement);
  // A drag enters every element that it passes: the last one left ends it.
  let depth = 0;
  const show = (/** @type {number} */ change) => {
    depth = Math.max(0, depth + change);
    overlay.hidden = depth === 0;
  };
  document.addEventListener('dragenter', (event) => hasFiles(event) && show(1));
  document.addEventListener('dragleave', (event) => hasFiles(event) && show(-1));
  document.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
  document.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(-Infinity);
    if (event.dataTransfer) receive(event.dataTransfer, receivers);
  });
}

/**
 * @param {string} button Id of what opens the dialogue.
 * @param {string} input Id of the file input.
 * @param {(files: File[]) => void} onFiles Called with at least one.
 */
function startDialogue(button, input, onFiles) {
  const chooser = byId(input, HTMLInputElement);
  byId(button, HTMLButtonElement).addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => {
    const files = [...(chooser.files ?? [])];
    // The same file can be chosen again.
    chooser.value = '';
    if (files.length > 0) onFiles(files);
  });
}

/** @param {Receivers} receivers */
export function startFiles(receivers) {
  const { onText, onModel } = receivers;
  startDrop(receivers);
  startDialogue('open-file', 'text-file', ([file]) => onText(file));
  startDialogue('open-model', 'model-files', (files) => onModel(selectionOf(files)));
  startDialogue('open-folder', 'model-folder', (files) => onModel(selectionOf(files)));
}

/**
 * Lets the browser download a text.
 *
 * @param {string} text
 * @param {string} name Of the file.
 */
export function saveText(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  element('a', { href: url, download: name }).click();
  // The download has begun by then; the address need not outlive it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
