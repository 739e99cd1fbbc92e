/** @file Writes docs/robustness.md, the reference of robustness tests, from the rows of their properties. */

import { properties } from '../../cli/robustness/properties.mjs';
import { capitalized } from '../../cli/option-text.mjs';
import { markdownTable } from '../../cli/table.mjs';

const introduction = `\
<!-- Written by \`npm run docs\` from scripts/cli/robustness/properties.mjs. -->

# Robustness tests

A robustness test says of texts that are hard to translate what their translations must keep: addresses, placeholders,
numbers, markup. It needs no reference translations, so you can write one for your own texts:

    stepglot evaluate --from en --to de --robustness tests/data/real-text
    stepglot evaluate --model my-model/ --robustness my-lines.jsonl --failures

The command prints for each kind how many of its lines pass; \`--failures\` adds the lines that do not, and \`--json\` writes
all of it as one JSON object. The exit code says whether the test could be run, not how many lines passed.

A test is a file with one JSON object per line, or a folder of such files, named \`NAME.jsonl\`. A line has

- \`id\`: a name that no other line of the test has;
- \`text\`: what is translated; it may have several sentences and line breaks;
- \`pair\`: the languages it is for, such as \`"en-de"\`, or an array of such pairs; without it, all;
- \`kind\`: what it is counted with; without it, the name of the file;
- one or more of the properties below. It passes if the translation has all of them.

For example:

    {"id": "mail-1", "pair": "en-de", "text": "Write to info@example.org.", "contains": ["info@example.org"]}
    {"id": "curly-1", "pair": "en-de", "text": "It’s late.", "sameAs": "It's late."}
    {"id": "list-1", "pair": "en-de", "text": "* Close the window.", "sameAs": [{"keep": "* "}, "Close the window."]}

## Properties`;

/** @returns {string} The page. */
export function robustnessPage() {
  const rows = properties.map(({ name, value, doc }) => [
    `\`${name}\``,
    value,
    `${capitalized(doc)}.`,
  ]);
  const table = markdownTable(['property', 'value', 'the translation'], rows, [
    'left',
    'left',
    'left',
  ]);
  return `${introduction}\n\n${table}\n`;
}
