/** @file How Vite builds the page into dist/: a folder for any static host, also below a path. */

import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defineConfig } from 'vite';

const app = fileURLToPath(new URL('.', import.meta.url));
const engine = fileURLToPath(new URL('../engine/', import.meta.url));
const models = fileURLToPath(new URL('../models/', import.meta.url));
const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

// The loaders look for WebAssembly binaries beside themselves by name, and the manifest names the
// models: these keep their names.
const named = /^(?:stepglot(?:-threads)?(?:-relaxed)?\.(?:mjs|wasm)|models\.json)$/;

/** @param {string} file */
const contentHash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** @returns {{url: string, revision: string}[]} What the service worker keeps: all but the models. */
function precacheList() {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\.safetensors$|service-worker\.js$/.test(file))
    .map((file) => ({
      url: relative(dist, file).split(sep).join('/'),
      revision: contentHash(file).slice(0, 20),
    }));
}

/** Copies what is used as it is: the WebAssembly binaries, the manifest of models and the models. */
function copyModels() {
  mkdirSync(join(dist, 'models'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(models, 'models.json'), 'utf8'));
  const files = manifest.models.map((/** @type {{file: string}} */ model) => model.file);
  for (const name of ['models.json', ...files]) {
    copyFileSync(join(models, name), join(dist, 'models', name));
  }
  for (const name of readdirSync(join(engine, 'wasm')).filter((each) => each.endsWith('.wasm'))) {
    copyFileSync(join(engine, 'wasm', name), join(dist, 'assets', name));
  }
}

/** Builds the service worker last, when all that it is to keep is there. */
function buildServiceWorker() {
  return build({
    configFile: false,
    root: app,
    logLevel: 'warn',
    publicDir: false,
    define: {
      'globalThis.PRECACHE': JSON.stringify(precacheList()),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir: dist,
      emptyOutDir: false,
      lib: {
        entry: join(app, 'service-worker.js'),
        formats: ['iife'],
        name: 'serviceWorker',
        fileName: () => 'service-worker.js',
      },
    },
  });
}

/** @type {import('vite').Plugin} */
const finish = {
  name: 'stepglot-finish',
  apply: 'build',
  async closeBundle(error) {
    if (error) return;
    copyModels();
    await buildServiceWorker();
  },
};

/** @param {{names?: string[]}} asset */
const assetName = ({ names = [] }) =>
  names.some((name) => named.test(name))
    ? 'assets/[name][extname]'
    : 'assets/[name]-[hash][extname]';

export default defineConfig({
  root: app,
  base: './',
  plugins: [finish],
  worker: { format: 'es', rolldownOptions: { output: { assetFileNames: assetName } } },
  build: {
    outDir: dist,
    emptyOutDir: true,
    // A data: address in place of a small file would not pass the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { assetFileNames: assetName } },
  },
});
