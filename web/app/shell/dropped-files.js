/** @file The files of a drop, those of a dropped folder among them. */

/**
 * What was dropped or chosen together.
 *
 * @typedef {object} Selection
 * @property {string} name The folder's, or the largest file's.
 * @property {boolean} isFolder
 * @property {File[]} files
 */

/** @param {readonly File[]} files @returns {Selection} */
export function selectionOf(files) {
  // A folder input tells the path from the folder that was chosen.
  const [folder] = (files[0]?.webkitRelativePath ?? '').split('/');
  const [largest] = files.toSorted((a, b) => b.size - a.size);
  return { name: folder || (largest?.name ?? ''), isFolder: folder !== '', files: [...files] };
}

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

/** @param {FileSystemDirectoryEntry} folder @returns {Promise<FileSystemEntry[]>} */
async function entriesOf(folder) {
  const reader = folder.createReader();
  const entries = [];
  // Each call gives some of them, the last one none.
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

/**
 * @param {FileSystemDirectoryEntry} folder
 * @param {number} depth How many levels of folders in it are entered.
 * @returns {Promise<File[]>}
 */
async function filesIn(folder, depth) {
  const files = [];
  for (const entry of await entriesOf(folder)) {
    if (entry.isFile) files.push(await fileOf(/** @type {FileSystemFileEntry} */ (entry)));
    else if (depth > 0) {
      files.push(...(await filesIn(/** @type {FileSystemDirectoryEntry} */ (entry), depth - 1)));
    }
  }
  return files;
}

/**
 * @param {DataTransfer} transfer Of a drop event, whose handler must call this at once.
 * @returns {Promise<Selection>} Files of folders in a dropped folder are among them, one level deep.
 */
export async function droppedFiles(transfer) {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  // Both are gone when the event is over.
  const entries = items.map((item) => item.webkitGetAsEntry());
  const files = [...transfer.files];
  const folders = entries.filter((entry) => entry?.isDirectory);
  if (folders.length === 0) return selectionOf(files);
  const found = [];
  for (const entry of entries) {
    if (entry?.isFile) found.push(await fileOf(/** @type {FileSystemFileEntry} */ (entry)));
    else if (entry) found.push(...(await filesIn(/** @type {any} */ (entry), 1)));
  }
  return { name: String(folders[0]?.name), isFolder: true, files: found };
}
