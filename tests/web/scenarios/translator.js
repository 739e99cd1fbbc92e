/** @file What translators do in Node.js and in browsers alike: one scenario for each behavior. */

import { scenarios as abort } from './abort.js';
import { scenarios as create } from './create.js';
import { scenarios as fromModel } from './from-model.js';
import { scenarios as translate } from './translate.js';
import { scenarios as worker } from './worker.js';

/** @typedef {import('./environment.js').Environment} Environment */

/** @type {import('./environment.js').Scenarios} */
export const scenarios = { ...create, ...translate, ...abort, ...fromModel, ...worker };
