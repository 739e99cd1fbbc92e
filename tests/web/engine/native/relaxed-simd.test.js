/** @file Which of the two modules is used, and that it does not matter to results. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadEngine } from '../../../../web/engine/index.js';
import {
  computesRightly,
  hasRelaxedDot,
  ifUsable,
} from '../../../../web/engine/native/relaxed-simd.js';
import { readFile, tinyBytes, tinyNames } from '../../support/fixtures.js';

/** @typedef {import('../../../../web/engine/native/types.js').NativeModule} NativeModule */

const module = /** @type {NativeModule} */ ({});
const load = async () => module;

describe('the module for relaxed SIMD', () => {
  test('is not even loaded by an engine that lacks the instruction', async () => {
    let loads = 0;
    const count = () => {
      loads++;
      return load();
    };
    const checks = { isKnown: () => false, isRight: () => true };
    assert.equal(await ifUsable(count, checks), null);
    assert.equal(loads, 0);
  });

  test('is used where its products are right, and only there', async () => {
    for (const right of [true, false]) {
      const checks = { isKnown: () => true, isRight: () => right };
      assert.equal(await ifUsable(load, checks), right ? module : null);
    }
  });

  test('gives way to the plain one when it cannot be loaded or checked', async () => {
    const fail = async () => {
      throw new WebAssembly.CompileError('unknown opcode');
    };
    const failNow = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    const known = { isKnown: () => true, isRight: () => true };
    assert.equal(await ifUsable(fail, known), null);
    assert.equal(await ifUsable(load, { ...known, isRight: failNow }), null);
  });

  test('is wrong if one product is, before its code is optimized or after', () => {
    for (const wrong of [1, 2]) {
      let checks = 0;
      const productsAreExact = () => ++checks !== wrong;
      const faulty = { ...module, productsAreExact, runProducts: () => {} };
      assert.equal(computesRightly(faulty), false);
    }
  });
});

/** @param {string} name @returns {Promise<import('../../../../web/engine/index.js').Engine>} */
const engineOf = (name) =>
  loadEngine({ wasmUrl: new URL(`../../../../web/engine/wasm/${name}.wasm`, import.meta.url) });

const texts = [
  'The house is old. The garden is green! Is it far?',
  'Do you want to save your changes before you close the window?',
  'A dog.',
];

describe(
  'both modules',
  { skip: !hasRelaxedDot() && 'this Node.js has no relaxed SIMD' },
  async () => {
    const engines = await Promise.all(['stepglot', 'stepglot-relaxed'].map(engineOf));
    const plain = engines[0];
    /** @type {[string, Uint8Array][]} */
    const models = [['English to German', readFile('web/models/en-de.int8.safetensors')]];
    for (const name of tinyNames) {
      const model = await plain.loadModel(tinyBytes(name));
      models.push([name, model.save('int8')]);
      model.free();
    }

    for (const [name, bytes] of models) {
      for (const arithmetic of /** @type {const} */ (['faithful', 'fast'])) {
        test(`give the same bits: ${name}, ${arithmetic}`, async () => {
          const results = [];
          for (const engine of engines) {
            const model = await engine.loadModel(bytes, { arithmetic });
            const options = { maxLength: 20, nBest: 4, alignment: true };
            results.push(
              [1, 4].map((beam) => model.translate(texts, { ...options, beam, nBest: beam })),
            );
            results.at(-1)?.push(model.translate(texts, { beam: 1, cache: false, batchSize: 1 }));
            model.free();
          }
          assert.deepEqual(results[1], results[0]);
        });
      }
    }

    test('round activations differently in the two arithmetics', async () => {
      const [, bytes] = models[0];
      const logProbs = [];
      for (const arithmetic of /** @type {const} */ (['faithful', 'fast'])) {
        const model = await plain.loadModel(bytes, { arithmetic });
        logProbs.push(model.translate(texts[2]).logProbs);
        model.free();
      }
      assert.notDeepEqual(logProbs[0], logProbs[1]);
    });
  },
);
