/**
 * @file The rooms of the project in the order in which they build on each other: a file imports from
 * its own room and from those before it.
 */

/** Folders, from the ground up. A file belongs to the longest that holds it. */
export const rooms = [
  'core',
  'core/threads',
  'core/files',
  'core/text',
  'core/protect',
  'core/model/config',
  'core/model/weights',
  'core/model/extras',
  'core/model/formats',
  'core/model',
  'core/document',
  'core/nn/kernels',
  'core/nn',
  'core/search',
  'core/translate',
  'wasm',
  'web/engine/wasm',
  'web/engine/base',
  'web/engine/text-files',
  'web/engine/native',
  'web/engine/files',
  'web/engine/arguments',
  'web/engine/document',
  'web/engine/document/base',
  'web/engine/document/text',
  'web/engine/document/subtitles',
  'web/engine/document/messages',
  'web/engine/document/gettext',
  'web/engine/document/markdown',
  'web/engine/document/xml',
  'web/engine/document/xliff',
  'web/engine/document/office',
  'web/engine/document/files',
  'web/engine/model',
  'web/engine/models',
  'web/engine/worker',
  'web/engine/translator',
  'web/engine/page',
  'web/engine',
  'web/app/shell',
  'web/app/models',
  'web/app/playback',
  'web/app/scenes',
  'web/app/views',
  'web/app',
  'scripts/cli/metrics',
  'scripts/cli/robustness',
  'scripts/cli',
  'scripts/tools/setup',
  'scripts/tools/architecture',
  'scripts/tools/docs',
  'scripts/tools/real-text',
  'scripts/tools',
  'scripts/judge',
  'scripts/bench/onnx',
  'scripts/bench/peers',
  'scripts/bench/page',
  'scripts/bench/plot',
  'scripts/bench/start',
  'scripts/bench',
  'scripts/train/setup',
  'scripts/train/formats',
  'scripts/train/reference',
  'scripts/train/fixtures',
  'scripts/train/checkpoints',
  'scripts/train/trainer',
  'scripts/train/corpus/readers',
  'scripts/train/corpus',
  'scripts/train/recipes',
  'scripts/train',
  'scripts',
  'examples',
  'tests',
];

/** The longest a source file may be, in lines; tests, style sheets and markup may be longer. */
export const longestFile = 400;

/**
 * @param {string} path Of a file, from the checkout.
 * @returns {number} The place of its room in `rooms`, -1 if it has none.
 */
export function roomOf(path) {
  let found = -1;
  for (const [place, room] of rooms.entries()) {
    const isLonger = found < 0 || room.length > rooms[found].length;
    if (path.startsWith(`${room}/`) && isLonger) found = place;
  }
  return found;
}
