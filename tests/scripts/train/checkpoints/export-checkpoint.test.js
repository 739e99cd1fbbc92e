/** @file Tests that a PyTorch checkpoint becomes a model that translates as PyTorch does; needs PyTorch. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadEngine } from '../../../../web/engine/index.js';
import { readSafetensors } from '../../../../scripts/judge/safetensors.mjs';
import { pathOf } from '../../support/process.js';

const TEXTS = ['Move this picture now.', 'Save the next file.', 'Delete the message'];
const GREEDY = { beam: 1, maxLength: 12 };

const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import numpy, sentencepiece, torch']).status === 0,
);
const options = { skip: !python && 'no Python with PyTorch and SentencePiece' };

const folder = mkdtempSync(join(tmpdir(), 'stepglot-'));
after(() => rmSync(folder, { recursive: true }));
const inFolder = (/** @type {string} */ name) => join(folder, name);
const vocabulary = ['source', 'target'].flatMap((side) => [
  `--${side}-spm`,
  inFolder(`${side}.model`),
]);

before(() => {
  const { tensors } = readSafetensors(readFileSync(pathOf('tests/data/tiny-post.safetensors')));
  for (const side of ['source', 'target']) {
    writeFileSync(inFolder(`${side}.model`), tensors.get(`spm.${side}`)?.data ?? '');
  }
});

/** @param {string[]} args */
function runPython(...args) {
  const env = { ...process.env, PYTHONPATH: pathOf('scripts') };
  return spawnSync(python ?? '', args, { encoding: 'utf8', env });
}

/**
 * @param {string} style
 * @returns {string[]} What PyTorch makes of the texts.
 */
function saveCheckpoint(style) {
  const args = ['--style', style, ...vocabulary, '--out', inFolder(`${style}.pt`), ...TEXTS];
  const { stdout, stderr, status } = runPython(
    pathOf('tests/scripts/train/checkpoints/sample_checkpoint.py'),
    ...args,
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/**
 * @param {string} style
 * @param {string[]} args
 */
function exportCheckpoint(style, args) {
  const files = [inFolder(`${style}.pt`), inFolder(`${style}.safetensors`)];
  return runPython(
    ...['-m', 'train.checkpoints.export_checkpoint', ...files, '--heads', '4'],
    ...[...vocabulary, ...args],
  );
}

/**
 * @param {string} style
 * @param {string[]} args
 */
async function exportedTranslations(style, args) {
  const { stderr, status } = exportCheckpoint(style, args);
  assert.equal(status, 0, stderr);
  const engine = await loadEngine();
  const model = await engine.loadModel(readFileSync(inFolder(`${style}.safetensors`)));
  const texts = model.translate(TEXTS, GREEDY).map(({ text }) => text);
  model.free();
  return texts;
}

test('a network with the names of the papers', options, async (t) => {
  const expected = saveCheckpoint('paper');
  assert.deepEqual(await exportedTranslations('paper', []), expected);

  await t.test('positions of another layout are refused', () => {
    const { stderr, status } = exportCheckpoint('paper', [
      '--positions',
      'sinusoidal-concatenated',
    ]);
    assert.equal(status, 1);
    assert.match(stderr, /not sinusoidal-concatenated.*; it is sinusoidal-interleaved/);
  });

  await t.test('every missing key is named', () => {
    const map = inFolder('drop.json');
    const dropped = ['encoder.layers.1.norm1.bias', 'decoder.layers.0.cross_attn.W_k.weight'];
    writeFileSync(map, JSON.stringify(dropped.map((key) => [key.replaceAll('.', '\\.'), null])));
    const { stderr, status } = exportCheckpoint('paper', ['--map', map]);
    assert.equal(status, 1);
    assert.match(stderr, /no key is encoder\.layers\.1\.self_attn_norm\.bias \[32\]/);
    assert.match(stderr, /no key is decoder\.layers\.0\.cross_attn\.k\.weight \[32, 32\]/);
  });

  await t.test('the translations depend on the switches', async () => {
    assert.notDeepEqual(await exportedTranslations('paper', ['--no-source-bos']), expected);
    assert.notDeepEqual(await exportedTranslations('paper', ['--activation', 'gelu']), expected);
  });
});

test('torch.nn.Transformer in DataParallel, its projections fused', options, async () => {
  const expected = saveCheckpoint('torch');
  const args = ['--norm', 'pre', '--activation', 'gelu'];
  assert.deepEqual(await exportedTranslations('torch', args), expected);
});

test('names of its own, by a file of rules', options, async (t) => {
  const expected = saveCheckpoint('renamed');
  const map = inFolder('map.json');
  const rules = [
    ['(en|de)c_blocks\\.(.*)', '\\1coder.layers.\\2'],
    ['causal_mask', null],
  ];
  writeFileSync(map, JSON.stringify(rules));
  assert.deepEqual(await exportedTranslations('renamed', ['--map', map]), expected);

  await t.test('every key that no rule knows is named', () => {
    writeFileSync(map, JSON.stringify(rules.slice(0, 1)));
    const { stderr, status } = exportCheckpoint('renamed', ['--map', map]);
    assert.equal(status, 1);
    assert.match(stderr, /no rule says what these keys are.*\n {2}causal_mask \[200, 200\]\n$/);
  });
});

test('a file with more than tensors is refused and not run', options, () => {
  const marker = inFolder('executed');
  const program = `import sys, torch
class Trap:
  def __reduce__(self):
    return (open, (sys.argv[2], 'w'))
torch.save({'model': Trap()}, sys.argv[1])`;
  assert.equal(spawnSync(python ?? '', ['-c', program, inFolder('trap.pt'), marker]).status, 0);
  const { stderr, status } = exportCheckpoint('trap', []);
  assert.equal(status, 1);
  assert.match(stderr, /trap\.pt: not a checkpoint of tensors and plain values alone/);
  assert.throws(() => readFileSync(marker), { code: 'ENOENT' });
});
