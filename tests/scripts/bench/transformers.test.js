/** @file Transformers.js decodes the ONNX files in Chromium, as many tokens as Stepglot beside it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runContests, transformersContests } from '../../../scripts/bench/peers/transformers.mjs';
import { launch } from '../../../scripts/tools/chromium.mjs';
import { findChromium } from '../../../scripts/tools/setup/chromium.mjs';

const skip = findChromium() ? false : 'there is no Chromium';

test('both libraries take the same work, a pass of each in turn', { skip }, async () => {
  const browser = await launch();
  try {
    const contests = transformersContests.filter(({ name }) => name === 'tiny-30');
    const results = [];
    for await (const result of runContests(browser, contests, { runs: 2, warmUp: 0 })) {
      results.push(result);
    }
    // The page checks lengths itself, and fails when they differ.
    assert.deepEqual(
      results.map(({ tokens, ...times }) => [
        tokens,
        times.fast.length,
        times.faithful.length,
        times.peer.length,
      ]),
      [[30, 2, 2, 2]],
    );
  } finally {
    await browser.close();
  }
});
