/** @file Marian's models translate as in Bergamot, from the same bytes. */

import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { Bergamot } from '../../../scripts/judge/bergamot.mjs';
import { agreement, Judge, quantizedBin } from '../../../scripts/judge/comparison.mjs';
import { writeMarianBin } from '../../../scripts/judge/marian-bin.mjs';
import { writeMarianNpz } from '../../../scripts/judge/marian-npz.mjs';
import { openMarian, translateGreedily } from '../../../scripts/judge/stepglot.mjs';
import { makeSubjects } from '../../../scripts/judge/subjects.mjs';
import { loadEngine } from '../../../web/engine/index.js';
import { readFile } from '../../web/support/fixtures.js';

/** @typedef {import('../../../scripts/judge/bergamot.mjs').MarianFiles} MarianFiles */

// Short ones from all over the test set, so that it takes seconds; `npm run judge` takes the whole.
const sentences = readFile('tests/data/en-de.test.en')
  .toString()
  .trimEnd()
  .split('\n')
  .filter((sentence, i) => i % 4 === 0 && sentence.length < 30)
  .slice(0, 30);

const engine = await loadEngine();
const judge = new Judge(engine, await Bergamot.load(), sentences);
const subjects = makeSubjects();
after(() => engine.free());

/**
 * Translates with both engines.
 *
 * @param {string} name
 * @param {MarianFiles} files
 * @returns {Promise<string[]>} Stepglot's translations, after they have been found to be Bergamot's.
 */
async function judged(name, files) {
  const outputs = await judge.outputs({ name, files, type: 'float32' });
  const differences = await judge.differences(files, outputs);
  // Tokens as likely as each other may change places by rounding, and no others.
  assert.deepEqual(
    differences.filter(({ margin }) => margin >= 1e-4),
    [],
  );
  return outputs.stepglot;
}

for (const subject of subjects) {
  const { name, isTrained, model, vocabulary } = subject;

  suite(`a Marian model (${name})`, async () => {
    const files = { model: writeMarianBin(model), vocabulary };
    const pairs = await judge.typicalPairs(subject);
    /** @type {string[]} */
    let translations = [];

    test('translates as in Bergamot', async () => {
      translations = await judged(name, files);
      assert.ok(new Set(translations).size > sentences.length / 2, 'translations vary');
    });

    test('translates as in Bergamot, with a shortlist', async () => {
      const fromShortlist = await judged(name, { ...files, shortlist: subject.shortlist(pairs) });
      assert.notDeepEqual(fromShortlist, translations, 'the shortlist counts');
    });

    // Of random weights few translations survive rounding, as each token hangs on the last.
    if (!isTrained) return;

    test('translates mostly the same from int8', async () => {
      const int8 = { model: quantizedBin(subject, pairs), vocabulary };
      const contest = /** @type {const} */ ({ name, files: int8, type: 'int8' });
      const { stepglot, bergamot } = await judge.outputs(contest);
      // Which of them comes nearer is for more sentences to tell: see `npm run judge`.
      assert.ok(agreement(stepglot, translations) >= 0.7);
      assert.ok(agreement(bergamot, translations) >= 0.7);
      assert.ok(agreement(await judge.translations(contest, 'fast'), translations) >= 0.7);
    });
  });
}

test('a Marian model is the same as .bin and as .npz', async () => {
  const { model: weights, vocabulary } = subjects[1];
  const translations = [];
  for (const bytes of [writeMarianBin(weights), writeMarianNpz(weights)]) {
    const model = await openMarian(engine, { model: bytes, vocabulary });
    translations.push(sentences.slice(0, 5).map((one) => translateGreedily(model, one)));
    model.free();
  }
  assert.deepEqual(translations[1], translations[0]);
});
