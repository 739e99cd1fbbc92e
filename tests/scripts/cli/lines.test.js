/** @file Tests of splitting a byte stream into lines. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineGroups, paragraphGroups } from '../../../scripts/cli/lines.mjs';

/** @param {string} notice */
const unexpected = (notice) => assert.fail(notice);

/**
 * @param {(string | Buffer)[]} chunks
 * @param {number} [most]
 * @returns {Promise<string[][]>}
 */
async function groups(chunks, most = 100) {
  const stream = (async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  })();
  const found = [];
  for await (const group of lineGroups(stream, most, 'pipe', unexpected)) found.push(group);
  return found;
}

test('lines that arrive together come together, at once', async () => {
  assert.deepEqual(await groups(['a\nb\nc', 'd\n', 'e']), [['a', 'b'], ['cd'], ['e']]);
});

test('groups are no larger than asked for', async () => {
  assert.deepEqual(await groups(['1\n2\n3\n4\n5\n'], 2), [['1', '2'], ['3', '4'], ['5']]);
});

test('every way to cut the bytes gives the same lines', async () => {
  const bytes = Buffer.from('\uFEFFäö🙂\r\n\n\r\nx\ry\n\n🙂');
  const expected = ['äö🙂', '', '', 'x\ry', '', '🙂'];
  for (let cut = 0; cut <= bytes.length; cut++) {
    const found = await groups([bytes.subarray(0, cut), bytes.subarray(cut)]);
    assert.deepEqual(found.flat(), expected, `cut at ${cut}`);
  }
  assert.deepEqual((await groups([...bytes].map((byte) => Buffer.of(byte)))).flat(), expected);
});

test('no bytes are no line; a newline is an empty one', async () => {
  assert.deepEqual(await groups([]), []);
  assert.deepEqual(await groups(['']), []);
  assert.deepEqual(await groups(['\n']), [['']]);
});

test('a long line in many chunks stays one', async () => {
  const chunks = Array.from({ length: 1000 }, () => 'x'.repeat(1000));
  const [[line]] = await groups([...chunks, '\n']);
  assert.equal(line.length, 1_000_000);
});

test('paragraphs come as soon as they end, and empty lines as they are', async () => {
  /** @param {string[][]} given */
  const paragraphs = async (given) => {
    const stream = (async function* () {
      yield* given;
    })();
    const found = [];
    for await (const group of paragraphGroups(stream)) found.push(group);
    return found;
  };
  assert.deepEqual(await paragraphs([['a', 'b'], ['c', '', ' ', 'd'], ['e']]), [
    ['a\nb\nc', '', ' '],
    ['d\ne'],
  ]);
  assert.deepEqual(await paragraphs([['', 'a', '']]), [['', 'a', '']]);
  assert.deepEqual(await paragraphs([]), []);
});
