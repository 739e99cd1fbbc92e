/** @file Tests of loading the engine, and models into it. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadEngine } from '../../../../web/engine/index.js';
import { dispose } from '../../../../web/engine/base/dispose.js';
import {
  engine,
  failure,
  loadTiny,
  readFile,
  tinyBytes,
  tinyNames,
} from '../../support/fixtures.js';
import { readSafetensors, writeSafetensors } from '../../../../scripts/judge/safetensors.mjs';

const bytes = tinyBytes('tiny-pre');

/** Reads the model's header length, so that damage can be aimed. */
const headerEnd = 8 + Number(bytes.readBigUInt64LE(0));

/** Asserts that the engine still works after what was done to it. */
async function assertUsable() {
  const model = await loadTiny('tiny-pre');
  assert.ok(model.translate('A house.', { maxLength: 4 }).tokens.length > 0);
  model.free();
}

test('the binary may be given as bytes or by address', async () => {
  const url = new URL('../../../../web/engine/wasm/stepglot.wasm', import.meta.url);
  for (const options of [
    { wasmUrl: url },
    { wasmBinary: readFile('web/engine/wasm/stepglot.wasm') },
  ]) {
    const other = await loadEngine(options);
    assert.ok(other.memory.heapBytes > 0);
    other.free();
  }
});

test('a binary that is missing or damaged is a clear error', async () => {
  const missing = new URL('file:///nowhere/stepglot.wasm');
  await assert.rejects(loadEngine({ wasmUrl: missing }), failure('unavailable', /cannot load/));
  const damaged = readFile('web/engine/wasm/stepglot.wasm').subarray(0, 1000);
  await assert.rejects(loadEngine({ wasmBinary: damaged }), failure('unsupported', /compile/));
});

test('models load from every kind of buffer', async () => {
  const shifted = new Uint8Array(bytes.length + 3).subarray(3);
  shifted.set(bytes);
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  const exact = Uint8Array.from(bytes);
  for (const buffer of [bytes, exact, exact.buffer, shifted, shared, new DataView(exact.buffer)]) {
    const model = await engine.loadModel(buffer);
    const { bytes: taken, tensors } = model.info;
    const weights = tensors.reduce((sum, tensor) => sum + tensor.bytes, 0);
    assert.deepEqual(taken, { file: weights, converted: 0 });
    model.free();
  }
});

test('what is no buffer is refused', async () => {
  for (const wrong of ['model', null, undefined, 7, [1, 2], {}]) {
    await assert.rejects(
      // @ts-expect-error wrong on purpose
      engine.loadModel(wrong),
      failure('invalid_argument', /model must be an ArrayBuffer or a view of one, not/),
    );
  }
  const transferred = Uint8Array.from(bytes).buffer;
  structuredClone(transferred, { transfer: [transferred] });
  await assert.rejects(engine.loadModel(transferred), failure('invalid_argument', /transferred/));
});

test('a truncated model is refused at every length', async () => {
  const lengths = [0, 1, 7, 8, 9, 100, headerEnd - 1, headerEnd, headerEnd + 1, bytes.length - 1];
  for (const length of lengths) {
    await assert.rejects(
      engine.loadModel(bytes.subarray(0, length)),
      failure('invalid_model', /.{20}/),
    );
  }
  await assertUsable();
});

test('a flipped bit in the header never loads as something else unnoticed', async () => {
  const sound = JSON.stringify((await loadTiny('tiny-pre')).info.tensors);
  let refused = 0;
  for (let i = 0; i < headerEnd; i += 11) {
    const flipped = Uint8Array.from(bytes);
    flipped[i] ^= 1 << (i % 8);
    try {
      const model = await engine.loadModel(flipped);
      const isSame = JSON.stringify(model.info.tensors) === sound;
      assert.ok(isSame, `other tensors are read because of byte ${i}`);
      model.free();
    } catch (error) {
      if (/** @type {any} */ (error).code !== 'unsupported')
        failure('invalid_model', /.{20}/)(error);
      refused++;
    }
  }
  assert.ok(refused > headerEnd / 11 / 2, `only ${refused} refused`);
  await assertUsable();
});

test('foreign files are refused', async () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82);
  const foreign = [png, Buffer.from('{"a": 1}'), Buffer.alloc(4096), Buffer.alloc(4096, 0xff)];
  for (const file of foreign) {
    await assert.rejects(engine.loadModel(file), failure('invalid_model', /.{20}/));
  }
  await assertUsable();
});

test('a missing tensor is named', async () => {
  const container = readSafetensors(bytes);
  container.tensors.delete('decoder.layers.1.cross_attn.k.weight');
  await assert.rejects(
    engine.loadModel(writeSafetensors(container)),
    failure('invalid_model', /decoder\.layers\.1\.cross_attn\.k\.weight/),
  );
});

test('vocabularies may come from outside the container', async () => {
  for (const [name, inside] of [
    ['tiny-pre', ['spm']],
    ['tiny-post', ['spm.source', 'spm.target']],
  ]) {
    const container = readSafetensors(tinyBytes(String(name)));
    const [source, target] = Array.from(inside, (key) => container.tensors.get(key)?.data);
    for (const key of inside) container.tensors.delete(key);
    const bare = writeSafetensors(container);
    await assert.rejects(engine.loadModel(bare), failure('invalid_model', /no source vocabulary/));
    const vocabulary = /** @type {import('../../../../web/engine/index.js').Vocabulary} */ (
      target ? { source, target } : { shared: source }
    );
    const model = await engine.loadModel(bare, { vocabulary });
    const whole = await loadTiny(String(name));
    assert.deepEqual(model.tokenize('The house is öld.'), whole.tokenize('The house is öld.'));
    model.free();
    whole.free();
  }
});

test('a wrong vocabulary is refused', async () => {
  // @ts-expect-error wrong on purpose
  const load = (vocabulary) => engine.loadModel(bytes, { vocabulary });
  await assert.rejects(load({}), failure('invalid_argument', /\{shared\} or \{source, target\}/));
  await assert.rejects(load({ source: bytes }), failure('invalid_argument', /not \{source\}/));
  await assert.rejects(load({ shared: 'x' }), failure('invalid_argument', /vocabulary\.shared/));
  await assert.rejects(load({ shared: bytes }), failure('invalid_model', /.{20}/));
});

test('a thousand loads do not grow the memory', async () => {
  const cycle = async () => {
    for (const file of files) (await engine.loadModel(file)).free();
  };
  const files = tinyNames.map(tinyBytes);
  for (let i = 0; i < 10; i++) await cycle();
  const before = engine.memory.heapBytes;
  for (let i = 0; i < 334; i++) await cycle();
  assert.equal(engine.memory.heapBytes, before);
});

test('a thousand refused loads do not grow the memory', async () => {
  const truncated = bytes.subarray(0, bytes.length - 1);
  const refuse = () => assert.rejects(engine.loadModel(truncated));
  for (let i = 0; i < 10; i++) await refuse();
  const before = engine.memory.heapBytes;
  for (let i = 0; i < 1000; i++) await refuse();
  assert.equal(engine.memory.heapBytes, before);
});

test('freeing an engine frees what is in it, once', async () => {
  const other = await loadEngine();
  const model = await other.loadModel(bytes);
  const session = model.start('A house.');
  other.free();
  assert.throws(() => other.free(), failure('freed', /engine/));
  assert.throws(() => other.memory, failure('freed', /engine/));
  assert.throws(() => model.translate('x'), failure('freed', /model .* engine was freed/));
  assert.throws(() => session.step(), failure('freed', /session .* engine was freed/));
  await assert.rejects(other.loadModel(bytes), failure('freed', /engine/));
  other[dispose]();
  model[dispose]();
});

test('engines are independent of each other', async () => {
  const other = await loadEngine();
  const models = [await other.loadModel(bytes), await engine.loadModel(bytes)];
  const [first, second] = models.map((model) => model.translate('A house.', { maxLength: 8 }));
  assert.deepEqual(first, second);
  other.free();
  assert.deepEqual(models[1].translate('A house.', { maxLength: 8 }), second);
  models[1].free();
});

test('the module works where code generation from strings is forbidden', () => {
  const program = `
    import { readFileSync } from 'node:fs';
    import { loadEngine } from ${JSON.stringify(new URL('../../../../web/engine/index.js', import.meta.url))};
    const engine = await loadEngine();
    const model = await engine.loadModel(readFileSync(process.argv[1]));
    console.log(model.translate('A house.', { maxLength: 4 }).tokens.length);`;
  const path = fileURLToPath(new URL('../../../data/tiny-pre.safetensors', import.meta.url));
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module'];
  const output = execFileSync(process.execPath, [...flags, '--eval', program, '--', path]);
  assert.ok(Number(output) > 0);
});
