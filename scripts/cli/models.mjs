/** @file `stepglot models`: which models there are to choose from. */

import { manifestHelp, manifestOptions, openStore } from './model-choice.mjs';
import { write } from './output.mjs';
import { columns } from './table.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').ModelEntry} ModelEntry */
/** @typedef {import('../../web/engine/index.js').ModelState} ModelState */
/** @typedef {ModelEntry & {state: ModelState}} ListedModel */
/** @typedef {ReturnType<typeof import('node:util').parseArgs<{options: typeof options}>>['values']} Flags */

export const summary = 'list the models that --from and --to choose from';

export const options = /** @type {const} */ ({
  ...manifestOptions,
  json: { type: 'boolean' },
});

export const help = `\
usage: stepglot models [options]

Lists the models that --from and --to choose from: id, languages, size, whether it is on this machine
(available), can be downloaded (downloadable), is being downloaded, or is missing or cut short
(unavailable), licence, and what it scored in its first test.

${manifestHelp}
      --json              write one JSON array: the manifest's entries, each with its state
      --help              show this text`;

/** @param {ModelEntry} model @returns {string} What it scored in the first of its tests. */
function formatScores({ scores }) {
  const [first] = scores;
  const ofTest = scores.filter(({ test }) => test === first.test);
  const values = ofTest.map(({ metric, value }) => `${metric} ${value.toFixed(2)}`);
  return first ? `${values.join(', ')} (${first.test})` : 'not measured';
}

/** @param {ListedModel[]} models */
function formatModels(models) {
  const rows = models.map((model) => [
    model.id,
    model.sourceLanguage,
    model.targetLanguage,
    `${(model.bytes / 1e6).toFixed(2)} MB`,
    model.state,
    model.licence,
    formatScores(model),
  ]);
  return columns([['id', 'from', 'to', 'size', 'state', 'licence', 'scores'], ...rows]);
}

/**
 * @param {Flags} flags
 * @param {string[]} rest
 */
export async function run(flags, rest) {
  if (rest.length > 0) throw new UsageError(`unexpected argument ${JSON.stringify(rest[0])}`);
  const store = openStore(flags);
  const models = await Promise.all(
    (await store.models()).map(async (model) => ({
      ...model,
      state: await store.state(model.id),
    })),
  );
  await write(flags.json ? `${JSON.stringify(models)}\n` : formatModels(models));
}
