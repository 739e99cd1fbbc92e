#!/usr/bin/env node
/** @file Benchmarks: of Stepglot by itself, beside other engines, how it scales, starts and fills a page. */

import { main } from '../tools/main.mjs';
import { arithmetics } from './arithmetics.mjs';
import { html } from './html.mjs';
import { overview } from './overview.mjs';
import { page } from './page.mjs';
import { peers } from './peers.mjs';
import { roofline } from './roofline.mjs';
import { scaling } from './scaling.mjs';
import { start } from './start.mjs';

/** By the word that chooses them; without one it is the overview. @type {Record<string, any>} */
const commands = { arithmetics, html, page, peers, roofline, scaling, start };

const [name, ...args] = process.argv.slice(2);

if (Object.hasOwn(commands, name ?? '')) await main({ ...commands[name], args });
else await main(overview);
