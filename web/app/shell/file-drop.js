/** @file Files that are dropped anywhere on the page. */

import { byId } from './dom.js';
import { droppedFiles } from './dropped-files.js';

/** @typedef {import('./dropped-files.js').Selection} Selection */

/**
 * Who takes what is dropped.
 *
 * @typedef {object} Receivers
 * @property {(file: File) => void} openText
 * @property {(selection: Selection) => void} openModel
 */

/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;

/** @param {File} file */
const isText = ({ type, name }) => type.startsWith('text/') || /\.(?:txt|md|markdown)$/i.test(name);

/**
 * @param {DataTransfer} transfer
 * @param {Receivers} receivers
 */
async function receive(transfer, { openText, openModel }) {
  const selection = await droppedFiles(transfer);
  const [file, ...more] = selection.files;
  // Anything but a text may be a model: its content tells.
  if (file && more.length === 0 && !selection.isFolder && isText(file)) openText(file);
  else if (file) openModel(selection);
}

/** @param {Receivers} receivers */
export function startFileDrop(receivers) {
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
