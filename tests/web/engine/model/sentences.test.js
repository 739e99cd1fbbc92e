/** @file Tests of sentences: what of a source became what of a translation. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failure, loadEnglishGerman, loadTiny, tinyNames } from '../../support/fixtures.js';
import { decode, sum } from '../../support/runs.js';

/** @typedef {import('../../../../web/engine/index.js').Range} Range */
/** @typedef {import('../../../../web/engine/index.js').Translation} Translation */

/**
 * @param {string} text
 * @param {readonly Range[]} ranges
 * @returns {string[]} The parts.
 */
const partsOf = (text, ranges) => ranges.map(({ start, end }) => text.slice(start, end));

/**
 * @param {Translation} translation
 * @returns {string[]} The target of each sentence.
 */
const targetsOf = ({ text, sentences }) =>
  partsOf(
    text,
    sentences.map(({ target }) => target),
  );

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);
    const options = { maxLength: 12 };
    const given = ['🙂 Größe, “Zoë”!', '𝔘𝔫𝔦 code?', 'A dog.'];
    const source = ` ${given[0]}  ${given[1]}\n\n${given[2]}\t`;

    test('ranges count UTF-16 units of the text as it was given', () => {
      const { sentences } = model.translate(source, options);
      const ranges = sentences.map((sentence) => sentence.source);
      assert.deepEqual(partsOf(source, ranges), given);
    });

    test('each sentence is its translation alone, with its score', () => {
      const whole = model.translate(source, options);
      const alone = model.translate(given, options);
      assert.deepEqual(
        targetsOf(whole),
        alone.map(({ text }) => text),
      );
      for (const [i, { tokens, score }] of whole.sentences.entries()) {
        assert.deepEqual(whole.tokens.slice(tokens.start, tokens.end), alone[i].tokens);
        assert.equal(score, alone[i].score);
      }
      assert.equal(sum(whole.sentences.map(({ score }) => score)), whole.score);
    });

    test('each hypothesis has its own', () => {
      const { hypotheses = [], ...best } = model.translate(source, {
        ...options,
        beam: 4,
        nBest: 3,
      });
      assert.deepEqual(hypotheses[0], best);
      for (const hypothesis of hypotheses) {
        const [one, two, three] = targetsOf(hypothesis);
        assert.equal(hypothesis.text, ` ${one}  ${two}\n\n${three}\t`);
        assert.equal(sum(hypothesis.sentences.map(({ score }) => score)), hypothesis.score);
      }
    });

    test('tokens are those of the alignment too', () => {
      const { sentences, alignment } = model.translate(source, { ...options, alignment: true });
      for (const { tokens, target } of sentences) {
        for (const { start, end } of alignment?.target.slice(tokens.start, tokens.end) ?? []) {
          assert.ok(target.start <= start && end <= target.end);
        }
      }
    });

    test('without a text they have no source', () => {
      const { ids } = model.tokenize('A dog.');
      for (const text of [{ ids }, { pieces: ['▁', 'a'] }]) {
        const result = model.translate(text, options);
        const { text: translation, tokens, score } = result;
        assert.deepEqual(result.sentences, [
          {
            source: { start: 0, end: 0 },
            target: { start: 0, end: translation.length },
            tokens: { start: 0, end: tokens.length },
            score,
            outcome: 'whole',
          },
        ]);
      }
      assert.deepEqual(model.translate(' \n', options).sentences, []);
    });

    test('where texts are not split, a text is one', () => {
      const scored = model.score(source, 'Ein Hund. Zwei.');
      const [{ translation }] = model.alternatives(source, { ...options, count: 1 });
      for (const result of [...decode(model, [source], options).results, scored, translation]) {
        const [sentence, ...others] = result.sentences;
        assert.deepEqual(others, []);
        assert.deepEqual(partsOf(source, [sentence.source]), [source.trim()]);
        assert.deepEqual(targetsOf(result), [result.text]);
        assert.equal(sentence.score, result.score);
      }
    });
  });
}

describe('line breaks', async () => {
  const model = await loadTiny('tiny-pre');
  const wrapped = 'The house\nis old. A\r\ndog.\n\n# A\nA cat';

  test('keep: each ends a sentence and stays', () => {
    for (const options of [{}, { lineBreaks: /** @type {const} */ ('keep') }]) {
      const { sentences } = model.translate(wrapped, { maxLength: 6, ...options });
      assert.deepEqual(
        partsOf(
          wrapped,
          sentences.map(({ source }) => source),
        ),
        ['The house', 'is old.', 'A', 'dog.', '# A', 'A cat'],
      );
    }
  });

  test('paragraphs: those that only wrap a line are spaces', () => {
    const options = { maxLength: 6, lineBreaks: /** @type {const} */ ('paragraphs') };
    const { text, sentences } = model.translate(wrapped, options);
    assert.deepEqual(
      partsOf(
        wrapped,
        sentences.map(({ source }) => source),
      ),
      ['The house\nis old.', 'A\r\ndog.', '# A', 'A cat'],
    );
    const lines = model.translate('The house is old. A  dog.\n\n# A\nA cat', { maxLength: 6 });
    assert.equal(text, lines.text);
    const steps = model.stream(wrapped, options);
    assert.equal([...steps].map((event) => event.text).join(''), text);
  });
});

test('sentences end by the rules of the source language', async () => {
  const model = await loadEnglishGerman();
  const text = 'I said no. Then I left. He works at Acme Inc. They pay well. See no. 5.\tCell';
  assert.deepEqual(partsOf(text, model.sentences(text)), [
    ...['I said no.', 'Then I left.', 'He works at Acme Inc.', 'They pay well.', 'See no. 5.'],
    'Cell',
  ]);
});

describe('the trained model', async () => {
  const model = await loadEnglishGerman();

  // Its tokenizer drops zero-width spaces.
  test('what the tokenizer drops belongs to no sentence', () => {
    const text = 'Open the file.\n\u200B\nClose it.\u200B';
    const result = model.translate(text);
    const ranges = result.sentences.map(({ source }) => source);
    assert.deepEqual(partsOf(text, ranges), ['Open the file.', 'Close it.\u200B']);
    const [first, second] = targetsOf(result);
    assert.equal(result.text, `${first}\n\u200B\n${second}`);
  });

  test('finds the sentences of a text', () => {
    const text = ' He said: “Go!” 🙂 Then Dr. Smith left.\nYes 😀\n';
    const found = model.sentences(text);
    assert.deepEqual(partsOf(text, found), ['He said: “Go!”', '🙂 Then Dr. Smith left.', 'Yes 😀']);
    assert.deepEqual(
      model.translate(text).sentences.map(({ source }) => source),
      found,
    );
    const kept = 'Open “a. B” or {x. Y} now. Close it.';
    assert.deepEqual(
      model.sentences(kept),
      model.translate(kept, { protect: true }).sentences.map(({ source }) => source),
    );
    assert.deepEqual(model.sentences(''), []);
    const wrong = /** @type {any} */ (5);
    assert.throws(() => model.sentences(wrong), failure('invalid_argument', /string, not 5/));
  });
});
