/** @file What the headers of a response tell about its file. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lengthOf, statusOf } from '../../../../web/engine/models/response.js';

/** @param {Record<string, string>} headers */
const lengthWith = (headers) => lengthOf(new Response(null, { headers }));

test('the length is that of the file only when nothing is compressed on the way', () => {
  assert.equal(lengthWith({ 'content-length': '12' }), 12);
  assert.equal(lengthWith({ 'content-length': '12', 'content-encoding': 'identity' }), 12);
  assert.equal(lengthWith({ 'content-length': '12', 'content-encoding': 'gzip' }), undefined);
  assert.equal(lengthWith({}), undefined);
});

test('a status without a text, as HTTP/2 has it, ends with its number', () => {
  assert.equal(
    statusOf(new Response(null, { status: 404, statusText: 'Not Found' })),
    '404 Not Found',
  );
  assert.equal(statusOf(new Response(null, { status: 404 })), '404');
});
