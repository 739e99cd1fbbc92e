/** @file Files that come in, by drop or from a dialogue, and texts that go out. */

import { announce } from './announcer.js';
import { byId, element } from './dom.js';

/**
 * @typedef {object} Receivers
 * @property {(file: File) => void} onText
 * @property {(file: File) => void} onModel
 */

/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;

/** @param {File} file @param {Receivers} receivers */
function receive(file, { onText, onModel }) {
  if (/\.safetensors$/i.test(file.name)) onModel(file);
  else if (file.type.startsWith('text/') || /\.(?:txt|md|markdown)$/i.test(file.name)) onText(file);
  else announce(`${file.name} is neither a text nor a model`);
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
    const [file] = event.dataTransfer?.files ?? [];
    if (file) receive(file, receivers);
  });
}

/**
 * @param {string} button Id of what opens the dialogue.
 * @param {string} input Id of the file input.
 * @param {(file: File) => void} onFile
 */
function startDialogue(button, input, onFile) {
  const chooser = byId(input, HTMLInputElement);
  byId(button, HTMLButtonElement).addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => {
    const [file] = chooser.files ?? [];
    if (file) onFile(file);
    // The same file can be chosen again.
    chooser.value = '';
  });
}

/** @param {Receivers} receivers */
export function startFiles(receivers) {
  startDrop(receivers);
  startDialogue('open-file', 'text-file', receivers.onText);
  startDialogue('open-model', 'model-file', receivers.onModel);
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
