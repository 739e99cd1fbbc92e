/** @file Tests that the architecture page tells the truth about files and rooms. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rooms } from '../../../../scripts/tools/architecture/rooms.mjs';
import { root } from '../../../../scripts/tools/setup/prefix.mjs';

const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

/** The section with this heading. @param {string} heading */
const section = (heading) => page.split(`\n## ${heading}\n`)[1].split('\n## ')[0];

test('every path that the page names exists', () => {
  // Names in angle brackets stand for what a change adds.
  const code = Array.from(page.matchAll(/`([\w./-]+)`/g), (match) => match[1]);
  const paths = code.filter((text) => /^(core|wasm|web|scripts|tests|docs)\//.test(text));
  const links = Array.from(page.matchAll(/\]\(([\w./-]+)\)/g), (match) => match[1]);
  assert.ok(paths.length > 30 && links.length > 1);
  for (const path of [...paths, ...links]) assert.ok(existsSync(join(root, path)), path);
});

test('the page has a paragraph for each room, in the order of the check', () => {
  const named = Array.from(
    section('Rooms').matchAll(/^- \*\*`([\w/]+)`\*\*/gm),
    (match) => match[1],
  );
  const ordered = rooms.filter((room) => named.includes(room));
  assert.deepEqual(named, ordered);
  // Told elsewhere: the roots of trees, what is generated, and the rooms within a room.
  const untold = rooms.filter((room) => !named.includes(room));
  for (const room of untold) assert.ok(page.includes(room), `${room} is not on the page`);
});

test('the glossary explains the eleven words', () => {
  const words = Array.from(section('Glossary').matchAll(/^\| (\w+) \|/gm), (match) => match[1]);
  assert.deepEqual(words.slice(1), [
    'token',
    'piece',
    'id',
    'sequence',
    'source',
    'row',
    'slot',
    'position',
    'beam',
    'hypothesis',
    'node',
  ]);
});
