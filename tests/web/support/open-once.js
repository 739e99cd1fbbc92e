/** @file A program that opens the model of a manifest, for tests that need other processes. */

import { ModelStore } from '../../../web/engine/index.js';

const [manifest, folder] = process.argv.slice(2);

try {
  const store = new ModelStore({ manifest, folder });
  const bytes = await store.open('xx-yy');
  console.log(JSON.stringify({ length: bytes.length }));
} catch (error) {
  const { code, message } = /** @type {import('../../../web/engine/index.js').StepglotError} */ (
    error
  );
  console.log(JSON.stringify({ code, message }));
}
