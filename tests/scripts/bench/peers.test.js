/** @file What the engines are given: words of one token, models that never end. */

import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { Message } from '../../../scripts/bench/onnx/protobuf.mjs';
import {
  endlessModel,
  int8Files,
  randomSentences,
  textOf,
  VOCABULARY,
} from '../../../scripts/bench/peers/random-files.mjs';
import { firstWord, wordOf } from '../../../scripts/bench/peers/word-vocabulary.mjs';
import { Bergamot } from '../../../scripts/judge/bergamot.mjs';
import { openMarian } from '../../../scripts/judge/stepglot.mjs';
import { loadEngine } from '../../../web/engine/index.js';
import { run } from '../support/process.js';

const size = { width: 64, ffn: 64, encoderDepth: 1, decoderDepth: 1 };
const files = int8Files(endlessModel('ssru', size), true);
const engine = await loadEngine();
const model = await openMarian(engine, files);
after(() => engine.free());

const sentences = randomSentences(3, 6);
const texts = sentences.map(textOf);

suite('a model that never ends', () => {
  test('has one token for each word', () => {
    for (const [i, text] of texts.entries()) {
      assert.deepEqual([...model.tokenize(text).ids].slice(0, 6), sentences[i]);
    }
    assert.equal(
      new Set(Array.from({ length: VOCABULARY }, (_, id) => wordOf(id))).size,
      VOCABULARY,
    );
    assert.ok(sentences.flat().every((id) => id >= firstWord && id < VOCABULARY));
  });

  for (const beam of [1, 4]) {
    test(`makes as many tokens in Bergamot as in Stepglot, beam ${beam}`, async () => {
      const bergamot = await Bergamot.load();
      const theirs = bergamot.open(files, { type: 'int8', beam, maxLengthFactor: 1 });
      const lengths = theirs.translate(texts).map((text) => text.trim().split(' ').length);
      theirs.free();
      const options = { beam, minLength: 7, maxLength: 7, protect: false };
      const ours = model.translate(texts, options).map(({ tokens }) => tokens.length);
      assert.deepEqual(lengths, ours);
      assert.deepEqual(ours, [7, 7, 7]);
    });
  }
});

suite('a message', () => {
  test('has numbers, texts and other messages', () => {
    const inner = new Message().text(1, 'é');
    const message = new Message().int(1, 300).int(2, -1).float(3, 1).message(4, inner);
    assert.equal(
      Buffer.from(message.toBytes()).toString('hex'),
      '08ac02' + '10ffffffffffffffffff01' + '1d0000803f' + '22040a02c3a9',
    );
  });
});

const script = 'scripts/bench/bench.mjs';

suite('npm run bench', () => {
  for (const args of [[], ['arithmetics'], ['peers'], ['roofline'], ['scaling'], ['start']]) {
    test(`has help: ${args}`, async () => {
      const { code, stdout } = await run([...args, '--help'], '', { script });
      assert.equal(code, 0);
      assert.match(stdout, /usage: npm run bench/);
    });
  }

  test('refuses what makes no sense', async () => {
    for (const args of [
      ['arithmetics', '--write', '--limit', '3'],
      ['arithmetics', '--beam', '0'],
      ['peers', '--only', 'nobody'],
      ['scaling', '--write', '--quick'],
      ['peers', '--write', '--only', 'bergamot'],
      ['peers', '--length', '1'],
    ]) {
      const { code } = await run(args, '', { script });
      assert.equal(code, 2, args.join(' '));
    }
  });
});
