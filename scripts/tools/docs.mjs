#!/usr/bin/env node
/** @file Writes the files that follow from others, for readers and for type checkers. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from './main.mjs';
import { writtenFiles } from './docs/written-files.mjs';
import { root } from './setup/prefix.mjs';

const help = `Usage: npm run docs

Writes the files that follow from others, such as the reference of the options of decoding. A test
fails while one of them differs.

  --help  show this text
`;

await main({
  name: 'docs',
  help,
  run: () => {
    for (const [path, text] of Object.entries(writtenFiles())) {
      writeFileSync(join(root, path), text);
      console.log(path);
    }
  },
});
