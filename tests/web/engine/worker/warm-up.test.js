/** @file Tests of decoding ahead of the first call. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { warmUp } from '../../../../web/engine/worker/warm-up.js';
import { engine, loadTiny, tinyNames } from '../../support/fixtures.js';
import { loadFormat, references } from '../../support/references.js';

const text = 'The old house is in the green garden.';

/** @param {import('../../../../web/engine/index.js').Model} model @returns {number} Steps it took. */
function warm(model) {
  let steps = 0;
  for (const step of warmUp(model, 20)) steps += Number(step !== null);
  return steps;
}

for (const name of tinyNames) {
  test(`${name} is warmed up, and then translates as before`, async () => {
    const model = await loadTiny(name);
    const expected = model.translate(text, { maxLength: 8 });
    assert.ok(warm(model) > 0);
    assert.deepEqual(model.translate(text, { maxLength: 8 }), expected);
    model.free();
  });
}

for (const reference of references) {
  test(`${reference.name} is warmed up, whatever it takes and however it searches`, async () => {
    const model = await loadFormat(reference);
    assert.ok(warm(model) > 0);
    model.free();
  });
}

test('a warm-up that is left holds no memory', async () => {
  const model = await loadTiny('tiny-pre');
  const leave = () => {
    const steps = warmUp(model);
    for (let i = 0; i < 5; i++) steps.next();
    steps.return();
  };
  for (let i = 0; i < 10; i++) leave();
  const { heapBytes } = engine.memory;
  for (let i = 0; i < 1000; i++) leave();
  assert.equal(engine.memory.heapBytes, heapBytes);
  model.free();
});
