/** @file Tests of `stepglot convert` and `stepglot inspect`. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildLexicon, loadEngine } from '../../../web/engine/index.js';
import { readSafetensors, writeSafetensors } from '../../../scripts/judge/safetensors.mjs';
import { pathOf, run, tinyModel } from '../support/process.js';

const folder = mkdtempSync(join(tmpdir(), 'stepglot-'));
after(() => rmSync(folder, { recursive: true }));

const engine = await loadEngine();

/** @param {string} path */
async function translate(path) {
  const model = await engine.loadModel(readFileSync(path));
  const results = model.translate(['The house is old.', 'A dog.'], { maxLength: 12 });
  model.free();
  return results;
}

test('float32 to float32 and int8 to int8 keep every number', async () => {
  const [float32, int8, again] = ['f', 'i', 'i2'].map((name) => join(folder, name));
  assert.equal((await run(['convert', tinyModel, float32, '--type', 'float32'])).code, 0);
  assert.deepEqual(await translate(float32), await translate(tinyModel));
  const { stdout, stderr, code } = await run(['convert', tinyModel, int8]);
  assert.deepEqual([stdout, code], ['', 0]);
  const { length } = readFileSync(int8);
  assert.ok(stderr.includes(`${length.toLocaleString('en-US')} bytes`));
  assert.ok(length < readFileSync(tinyModel).length / 2 || length < readFileSync(float32).length);
  assert.equal((await run(['convert', int8, again, '-t', 'int8'])).code, 0);
  assert.deepEqual(readFileSync(again), readFileSync(int8));
  assert.equal((await engine.loadModel(readFileSync(int8))).info.weightType, 'int8');
});

test('vocabularies from files go into the model', async () => {
  for (const [name, flags] of /** @type {[string, [string, string][]][]} */ ([
    ['tiny-pre', [['spm', '--spm']]],
    [
      'tiny-post',
      [
        ['spm.source', '--source-spm'],
        ['spm.target', '--target-spm'],
      ],
    ],
  ])) {
    const whole = pathOf(`tests/data/${name}.safetensors`);
    const container = readSafetensors(readFileSync(whole));
    const args = flags.flatMap(([tensor, flag]) => {
      const path = join(folder, `${name}.${tensor}.model`);
      writeFileSync(path, container.tensors.get(tensor)?.data ?? '');
      container.tensors.delete(tensor);
      return [flag, path];
    });
    const [bare, output] = [join(folder, `${name}.bare`), join(folder, `${name}.out`)];
    writeFileSync(bare, writeSafetensors(container));
    assert.equal((await run(['convert', bare, output, '-t', 'float32'])).code, 1);
    assert.equal((await run(['convert', bare, output, '-t', 'float32', ...args])).code, 0);
    assert.deepEqual(await translate(output), await translate(whole));
  }
});

test('lists of words go into the model', async () => {
  const [words, others, output] = ['words', 'others', 'lexicon'].map((name) => join(folder, name));
  writeFileSync(words, 'das Haus\nist alt\n');
  writeFileSync(others, 'house\n');
  const args = ['convert', tinyModel, output, '--lexicon', words, '--source-lexicon', others];
  assert.equal((await run(args)).code, 0);
  const model = await engine.loadModel(readFileSync(output));
  assert.equal(model.info.lexicon, true);
  const { tensors } = readSafetensors(readFileSync(output));
  const expected = buildLexicon(['das', 'haus', 'ist', 'alt'], ['house']);
  assert.deepEqual(new Uint8Array(tensors.get('lexicon')?.data ?? []), expected);
  const { stdout } = await run(['inspect', output]);
  assert.match(stdout, /lexicon +yes$/m);
});

test('lists without words are refused by name', async () => {
  const [words, output] = ['none', 'unwritten'].map((name) => join(folder, name));
  writeFileSync(words, '1 2 3\n');
  const { stderr, code } = await run(['convert', tinyModel, output, '--lexicon', words]);
  assert.equal(code, 1);
  assert.match(stderr, /cannot use .*none: a lexicon needs words; there are none\n$/);
  const alone = await run(['convert', tinyModel, output, '--source-lexicon', words]);
  assert.equal(alone.code, 2);
  assert.match(alone.stderr, /--source-lexicon needs --lexicon/);
  const missing = await run(['convert', tinyModel, output, '--lexicon', join(folder, 'absent')]);
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /cannot read .*absent: no such file/);
});

test('an existing file is replaced with --force only, and nothing is left beside it', async () => {
  const output = join(folder, 'kept');
  writeFileSync(output, 'precious');
  const { stderr, code } = await run(['convert', tinyModel, output]);
  assert.equal(code, 1);
  assert.match(stderr, /kept exists already; --force replaces it\n$/);
  assert.equal(readFileSync(output, 'utf8'), 'precious');
  assert.equal((await run(['convert', tinyModel, output, '--force'])).code, 0);
  assert.notEqual(readFileSync(output, 'utf8'), 'precious');
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.tmp')),
    [],
  );
});

test('inspect shows languages, configuration, tensors and sizes', async () => {
  const { stdout, stderr, code } = await run(['inspect', tinyModel]);
  assert.deepEqual([stderr, code], ['', 0]);
  const { tensors } = (await engine.loadModel(readFileSync(tinyModel))).info;
  const size = tensors.reduce((sum, { bytes }) => sum + bytes, 0).toLocaleString('en-US');
  assert.match(stdout, /format +Stepglot/);
  assert.match(stdout, /languages +en to de/);
  assert.match(stdout, /input +text$/m);
  assert.match(stdout, /shortlist +no$/m);
  assert.match(stdout, /lexicon +no$/m);
  assert.match(stdout, new RegExp(`in place +${size} bytes`));
  assert.match(stdout, /d_model +32/);
  assert.match(stdout, /^ +embedding\.weight +F32 +420 x 32 +53,760$/m);
});

test('inspect --json gives the library’s info', async () => {
  const { stdout } = await run(['inspect', '--json', tinyModel]);
  const model = await engine.loadModel(readFileSync(tinyModel));
  assert.deepEqual(JSON.parse(stdout), model.info);
});
