/** @file What the models that come with Stepglot scored on the lines of real text: kept, and only raised. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadChosenModel, openStore } from '../../cli/model-choice.mjs';
import { readTestLines, scoreModel } from '../../cli/robustness.mjs';
import { root } from '../setup/prefix.mjs';

/** @typedef {import('../../cli/robustness/score.mjs').KindScore} KindScore */

/**
 * @typedef {object} KindRecord
 * @property {number} lines Of the kind, for the model's languages.
 * @property {number} first How many passed when the kind was first measured.
 * @property {number} passed How many have passed since, at best.
 */

/** @typedef {Record<string, KindRecord>} ModelRecord By kind. */
/** @typedef {Record<string, ModelRecord>} Scores By the model's id. */

/** Paths from the checkout. */
export const linesPath = 'tests/data/real-text';
export const scoresPath = 'tests/data/real-text.scores.json';

/** @returns {Scores} */
export const readScores = () => JSON.parse(readFileSync(join(root, scoresPath), 'utf8'));

/**
 * @param {(id: string) => void} [onModel] Called before a model is measured.
 * @returns {Promise<Record<string, KindScore[]>>} By the model's id.
 */
export async function measure(onModel) {
  const lines = await readTestLines(join(root, linesPath));
  /** @type {Record<string, KindScore[]>} */
  const measured = {};
  for (const { id, sourceLanguage, targetLanguage } of await openStore({}).models()) {
    onModel?.(id);
    const chosen = await loadChosenModel({ from: sourceLanguage, to: targetLanguage });
    try {
      measured[id] = await scoreModel(lines, chosen, {});
    } finally {
      chosen.model.free();
    }
  }
  return measured;
}

/**
 * @param {ModelRecord} record
 * @param {readonly KindScore[]} kinds
 * @returns {ModelRecord} The record with what was measured where that is more.
 */
export const raised = (record, kinds) =>
  Object.fromEntries(
    kinds.map(({ kind, lines, passed }) => {
      const { first = passed, passed: best = 0 } = record[kind] ?? {};
      return [kind, { lines, first, passed: Math.max(best, passed) }];
    }),
  );

/**
 * @param {ModelRecord} record
 * @param {readonly KindScore[]} kinds
 * @returns {string[]} What is below the record.
 */
export const belowRecord = (record, kinds) =>
  Object.entries(record).flatMap(([kind, { passed: best }]) => {
    const passed = kinds.find((score) => score.kind === kind)?.passed ?? 0;
    return passed < best ? [`${kind}: ${passed}, recorded ${best}`] : [];
  });
