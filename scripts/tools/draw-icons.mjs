#!/usr/bin/env node
/** @file Draws the page's PNG icons from its SVG icon, in Chromium. They are committed. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './chromium.mjs';
import { root } from './setup/prefix.mjs';

const folder = join(root, 'web/app/public/icons');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');

/** `share`: how much of the width the drawing takes; platforms cut off what lies further out. */
const icons = [
  { name: 'icon-192.png', size: 192, share: 1, isFilled: false },
  { name: 'icon-512.png', size: 512, share: 1, isFilled: false },
  { name: 'maskable-512.png', size: 512, share: 0.8, isFilled: true },
  { name: 'apple-touch-icon.png', size: 180, share: 0.9, isFilled: true },
];

const [, colour] = /<rect[^>]*fill="([^"]+)"/.exec(svg) ?? [];

const browser = await launch();
for (const { name, size, share, isFilled } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>
      body { margin: 0; height: 100vh; display: grid; place-items: center;
        background: ${isFilled ? colour : 'transparent'} }
      svg { width: ${100 * share}%; height: ${100 * share}% }
    </style>${svg}`,
  );
  await page.screenshot({ path: join(folder, name), omitBackground: true });
  await page.close();
}
await browser.close();
