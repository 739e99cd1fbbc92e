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
    files: ['scripts/**', 'tests/**', 'eslint.config.js'],
    languageOptions: { globals: globals.node },
  },
  {
    // What tests of the page run in the browser.
    files: ['tests/web/app/**'],
    languageOptions: { globals: globals.browser },
  },
];
