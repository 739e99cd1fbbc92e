/** @file Files that are chosen in a dialog, and texts that the browser downloads. */

import { byId, element } from './dom.js';

/**
 * Lets a button open a dialog for files.
 *
 * @param {string} button Its id.
 * @param {string} input Id of the file input.
 * @param {(files: File[]) => void} onFiles Called with at least one.
 */
export function startDialog(button, input, onFiles) {
  const chooser = byId(input, HTMLInputElement);
  byId(button, HTMLButtonElement).addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => {
    const files = [...(chooser.files ?? [])];
    // The same file can be chosen again.
    chooser.value = '';
    if (files.length > 0) onFiles(files);
  });
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
