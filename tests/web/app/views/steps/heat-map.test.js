/** @file The attention that the step-through view shows. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { chosenWeights } from '../../../../../web/app/views/steps/heat-map.js';
import { loadEngine } from '../../../../../web/engine/index.js';
import { modelFile, sentence } from '../../support/texts.js';

/** @typedef {import('../../../../../web/app/views/steps/heat-map.js').Choice} Choice */

test('means over layers and heads are those that the library aligns by', async (t) => {
  const engine = await loadEngine();
  t.after(() => engine.free());
  const model = await engine.loadModel(await readFile(modelFile));
  const session = model.start(sentence, { beam: 1, attention: true });
  const steps = [];
  while (!session.done) steps.push(...session.step());

  for (const choice of /** @type {Choice[]} */ ([
    { layer: null, head: null },
    { layer: 1, head: null },
    { layer: null, head: 2 },
    { layer: 0, head: 3 },
  ])) {
    const wanted = {
      layers: choice.layer === null ? undefined : [choice.layer],
      heads: choice.head === null ? undefined : [choice.head],
    };
    const { alignment } = model.translate(sentence, { beam: 1, alignment: wanted });
    const expected = alignment?.target.map(({ weights }) => weights) ?? [];
    // The end of the sentence is aligned with nothing.
    assert.equal(expected.length, steps.length - 1);
    for (const [index, weights] of expected.entries()) {
      const shown = chosenWeights(/** @type {any} */ (steps[index].attention).cross, choice);
      assert.equal(shown.length, weights.length);
      for (const [key, weight] of shown.entries()) {
        assert.ok(
          Math.abs(weight - weights[key]) < 1e-6,
          `${JSON.stringify(choice)}, step ${index}`,
        );
      }
    }
  }
});
