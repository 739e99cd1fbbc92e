/** @file Tests of decoding Windows-1252. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeWindows1252 } from '../../../../web/engine/text-files/windows-1252.js';

test('every byte is decoded as the Encoding Standard says', () => {
  const text = decodeWindows1252(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  assert.equal(text.length, 256);
  assert.equal(text.slice(0x80, 0xa0), '€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ');
  for (const [start, end] of [
    [0, 0x80],
    [0xa0, 0x100],
  ]) {
    for (let byte = start; byte < end; byte++) assert.equal(text.charCodeAt(byte), byte);
  }
});

test('all but the unused bytes agree with a converter of the platform', () => {
  // Streaming avoids the path on which Node.js takes Windows-1252 for Latin-1.
  const platform = new TextDecoder('windows-1252');
  for (let byte = 0; byte < 256; byte++) {
    const bytes = Uint8Array.of(byte);
    const ours = decodeWindows1252(bytes);
    if (ours !== '\ufffd') assert.equal(ours, platform.decode(bytes, { stream: true }));
  }
});
