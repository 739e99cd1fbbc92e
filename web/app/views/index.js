/** @file The views of the page, in the order of its navigation; the first is the one it opens with. */

import { modelsView } from './models/view.js';
import { stepsView } from './steps/view.js';
import { translateView } from './translate/view.js';

/** @type {readonly import('../context.js').View[]} */
export const views = [translateView, stepsView, modelsView];
