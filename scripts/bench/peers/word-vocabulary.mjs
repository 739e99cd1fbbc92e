/**
 * @file A vocabulary of made words, each of them one piece, as a SentencePiece model. So texts have as
 * many tokens as words, for every engine, and what an engine puts out can be counted.
 */

import { Message } from '../onnx/protobuf.mjs';

const consonants = 'bcdfghjklmnpqrstvwxz';
const vowels = 'aeiou';

/** Words have three syllables: the digits of their id. */
const syllables = [...consonants].flatMap((first) => [...vowels].map((second) => first + second));

// SentencePiece's numbers.
const UNIGRAM = 1;
const UNKNOWN_PIECE = 2;
const CONTROL_PIECE = 3;

/** `</s>` is 0 and `<unk>` 1, as Marian has them. */
export const firstWord = 2;

/** @param {number} id From `firstWord` to 999,999. */
export const wordOf = (id) =>
  [id / 10000, id / 100, id].map((digit) => syllables[Math.floor(digit) % 100]).join('');

/** @param {string} text @param {number} score @param {number} [type] */
function piece(text, score, type) {
  const message = new Message().text(1, text).float(2, score);
  return type === undefined ? message : message.int(3, type);
}

/**
 * @param {number} size Pieces.
 * @returns {Uint8Array} A SentencePiece model (`.spm`).
 */
export function wordVocabulary(size) {
  const model = new Message()
    .message(1, piece('</s>', 0, CONTROL_PIECE))
    .message(1, piece('<unk>', 0, UNKNOWN_PIECE));
  for (let id = firstWord; id < size; id++) model.message(1, piece(`▁${wordOf(id)}`, -10));
  const trainer = new Message().int(3, UNIGRAM).int(4, size);
  // Numbers of `<unk>`, `<s>`, `</s>` and padding; -1 is for what there is not.
  trainer.int(40, 1).int(41, -1).int(42, 0).int(43, -1);
  const normalizer = new Message().text(1, 'identity').int(3, 1).int(4, 1).int(5, 1);
  return model.message(2, trainer).message(3, normalizer).toBytes();
}
