/** @file The files that `npm run docs` writes. */

import { decodeTypes } from './decode-types.mjs';
import { robustnessPage } from './robustness-page.mjs';
import { searchPage } from './search-page.mjs';

/** @returns {Record<string, string>} Their contents, by paths from the checkout. */
export const writtenFiles = () => ({
  'docs/robustness.md': robustnessPage(),
  'docs/search.md': searchPage(),
  'web/engine/arguments/decode-types.js': decodeTypes(),
});
