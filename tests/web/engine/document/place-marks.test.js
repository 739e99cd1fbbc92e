/** @file Tests of the places of marks in translations, with alignments that are known. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeMarks } from '../../../../web/engine/document/place-marks.js';
import { blockOf, copyingModel, taggedOf } from './tagged.js';

/**
 * @param {string} tagged
 * @param {Parameters<typeof copyingModel>[0]} [ways]
 * @returns {string} The translation, tagged.
 */
function translated(tagged, ways) {
  const block = blockOf(tagged);
  const protect = block.marks.filter(({ kind, start, end }) => kind === 'kept' && start < end);
  const [translation] = copyingModel(ways)([block.text], { protect });
  return taggedOf(block, placeMarks(block, translation));
}

/** @param {number[]} places */
const order = (...places) => ({ order: () => places });

const plural = { word: (/** @type {string} */ word) => `${word}es` };

/** @type {[name: string, source: string, ways: Parameters<typeof copyingModel>[0], expected: string][]} */
const cases = [
  ['a span follows its words', '<b>uno</b> dos', order(1, 0), 'DOS <b>UNO</b>'],
  ['spans change places', '<b>uno</b> <i>dos</i>', order(1, 0), '<i>DOS</i> <b>UNO</b>'],
  [
    'inner spans stay within',
    '<a>uno <b>dos</b></a> tres',
    order(2, 1, 0),
    'TRES <a><b>DOS</b> UNO</a>',
  ],
  [
    'a run goes on over a short word',
    '<b>casa grande</b> de',
    order(0, 2, 1),
    '<b>CASA DE GRANDE</b>',
  ],
  [
    'the larger run wins',
    '<b>casa muy grande</b> ciudad',
    order(0, 3, 1, 2),
    'CASA CIUDAD <b>MUY GRANDE</b>',
  ],
  ['adjacent spans stay adjacent', '<b>u</b><i>v</i>', {}, '<b>U</b><i>V</i>'],
  [
    'white space stays inside or outside',
    'a<b> uno </b>b <i>dos</i> c',
    {},
    'A<b> UNO </b>B <i>DOS</i> C',
  ],
  ['a point keeps to the word it touches', 'uno<x/> dos', order(1, 0), 'DOS UNO<x/>'],
  ['a point keeps its place between words', 'uno dos <x/>tres', order(1, 0, 2), 'DOS UNO <x/>TRES'],
  ['spaces on both sides of a point stay', 'uno <x/> dos', order(0, 1), 'UNO <x/> DOS'],
  [
    'what is kept stays in its span',
    '<b>uno [[x y]]</b> dos',
    order(2, 1, 0),
    'DOS <b>[[x y]] UNO</b>',
  ],
  ['what was lost is put back', 'uno [[x]] dos', order(0, 2), 'UNO [[x]] DOS'],
  ['a span that lost its words stays', 'uno <b>dos</b> tres', order(0, 2), 'UNO <b></b>TRES'],
  ['empty spans stay', '<i></i>uno<b><s></s></b>', {}, '<i></i>UNO<b><s></s></b>'],
  ['a tag stays inside a word that stays', 'un<b>o</b>', { word: String }, 'un<b>o</b>'],
  ['a tag leaves a word that changes', 'au<b>tomóvil</b>', plural, '<b>automóviles</b>'],
  ['nothing becomes of nothing', '', {}, ''],
];

for (const [name, source, ways, expected] of cases) {
  test(name, () => assert.equal(translated(source, ways), expected));
}
