/** @file ESLint's rules for the library, the page, the commands and the tests. */

import js from '@eslint/js';
import globals from 'globals';

export default [
  {
    ignores: ['.toolchain/', '.training/', 'build/', 'dist/', 'node_modules/', 'web/engine/wasm/'],
  },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'max-params': ['error', 5],
      'no-implicit-coercion': 'error',
      'no-shadow': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // The library runs in browsers, in workers and in Node.js.
    files: ['web/**'],
    languageOptions: { globals: { ...globals['shared-node-browser'], ...globals.browser } },
  },
  {
    // Each example is built into a folder with the engine in it.
    files: ['examples/**'],
    languageOptions: {
      globals: { ...globals.node, ...globals.browser, ...globals.webextensions },
    },
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['scripts/**', 'tests/**', 'eslint.config.js'],
    languageOptions: { globals: globals.node },
  },
  {
    // The engine has two doors; only its own tests look behind them.
    files: ['scripts/**', 'tests/**', 'web/**'],
    ignores: ['web/engine/**', 'tests/web/engine/**', 'tests/web/scenarios/live-page/stage.js'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/engine/(?!(index|internal|polyfill)\\.js)',
              message: 'Import web/engine/index.js, or web/engine/internal.js.',
            },
          ],
        },
      ],
    },
  },
  {
    // What tests of the page and benchmarks run in the browser.
    files: ['tests/web/app/**', 'tests/web/scenarios/live-page/**', 'scripts/bench/page/page.js'],
    languageOptions: { globals: globals.browser },
  },
];
