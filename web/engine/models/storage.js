/** @file What the store of models needs of the place where they are kept: types only, no code. */

/**
 * A file that is kept, whole or from its beginning to where the download broke.
 *
 * @typedef {object} KeptFile
 * @property {string} name
 * @property {number} bytes
 */

/**
 * How much of a file was kept, and what the server called its version.
 *
 * @typedef {object} KeptPart
 * @property {number} bytes
 * @property {string} etag Empty when not known.
 */

/**
 * Files that grow at their end. Nothing here knows whether a file is whole or sound: its reader
 * checks length and hash each time, so that no interrupted write can pass for a model.
 *
 * @typedef {object} Storage
 * @property {string} whyTransient Why all is gone with the page; empty when it stays.
 * @property {() => Promise<KeptFile[]>} list
 * @property {(name: string, target: Uint8Array) => Promise<KeptPart>} read Fills the target from its
 *   beginning with what is kept; a file that is longer counts as none.
 * @property {(name: string, start: number, bytes: Uint8Array, etag: string) => Promise<void>} append
 *   Keeps bytes that follow the `start` bytes kept before; they are there wholly or not at all.
 * @property {(error: unknown) => boolean} isFull Whether `append` failed because storage is full.
 * @property {() => Promise<number>} free Bytes of free space, or more when that is not known.
 * @property {(name: string) => Promise<boolean>} delete Whether there was anything to delete.
 * @property {() => Promise<boolean>} persist Asks that nothing be evicted when space gets scarce.
 * @property {<T>(name: string, signal: AbortSignal, task: () => Promise<T>) => Promise<T>} locked
 *   Runs the task when no other one holds the file, in other tabs too.
 * @property {(name: string) => Promise<boolean>} isLocked
 */

export {};
