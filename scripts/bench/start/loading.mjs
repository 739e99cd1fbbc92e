/**
 * @file Loads a model into Stepglot and into Bergamot and writes how long each took, in milliseconds, as
 * JSON. A process of its own, since engines keep the code of a module that they have compiled before.
 */

import { readFileSync } from 'node:fs';
import { loadEngine } from '../../../web/engine/index.js';
import { Bergamot } from '../../judge/bergamot.mjs';
import { openMarian } from '../../judge/stepglot.mjs';

/** @param {() => unknown} work @returns {Promise<number>} Milliseconds. */
async function timed(work) {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

const [model, vocabulary] = process.argv.slice(2).map((path) => new Uint8Array(readFileSync(path)));
const engine = await loadEngine({ threads: 1 });
const bergamot = await Bergamot.load();
const stepglot = await timed(() => openMarian(engine, { model, vocabulary }));
const peer = await timed(() => bergamot.open({ model, vocabulary }, { type: 'int8' }));
process.stdout.write(JSON.stringify({ stepglot, peer }));
