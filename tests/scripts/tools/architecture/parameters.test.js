/** @file Tests of the count of parameters, on made-up functions. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longParameterLists } from '../../../../scripts/tools/architecture/parameters.mjs';

const inCpp = (/** @type {string} */ code) => longParameterLists('core/a.cc', code);
const inPython = (/** @type {string} */ code) => longParameterLists('scripts/train/a.py', code);

test('a C++ function with six parameters is named with its line', () => {
  assert.deepEqual(
    inCpp(
      '\nvoid F(int a, const float* b, std::map<int, int>& c,\n       T<U>::V d, int e, int f) {}\n',
    ),
    ['core/a.cc:2: F has 6 parameters; more than 5 need a reason'],
  );
  assert.equal(inCpp('F(int a, int b, int c, unsigned long d, int e = G(1, 2), int);').length, 1);
  assert.equal(inCpp('auto f = [&](int a, int b, int c, int d, int e, int f) {};').length, 1);
});

test('five C++ parameters pass, whatever commas are within', () => {
  assert.deepEqual(
    inCpp('F(std::map<int, int> a, int b, int c = G(1, 2), int d, T e = {1, 2});'),
    [],
  );
  assert.deepEqual(inCpp('F(int a, int b, int c, int d, int e /* , int f */);'), []);
  assert.deepEqual(inCpp('F(int a, int b, int c, int d, const char* e = ", int f");'), []);
});

test('a C++ call may have many arguments', () => {
  assert.deepEqual(inCpp('F(a, b * c, d->e, *g, 1, "h", {2, 3}, i < j, k);'), []);
  assert.deepEqual(inCpp('F(a * b, c * d, e * f, g & h, i * j, k * l);'), []);
});

test('a Python function with six parameters is named with its line', () => {
  assert.deepEqual(inPython('x = 1\ndef f(a, b=(1, 2), *c, d=",", e, **f):\n    pass\n'), [
    'scripts/train/a.py:2: f has 6 parameters; more than 5 need a reason',
  ]);
});

test('what the caller of a Python function does not give does not count', () => {
  assert.deepEqual(inPython('def f(self, a, b, /, c, *, d, e,):\n    pass\n'), []);
  assert.deepEqual(inPython('f(a, b, c, d, e, g)\n# def f(a, b, c, d, e, g)\n'), []);
});

test('a reason in the comment is enough', () => {
  const list = 'int a, int b, int c, int d, int e, int f';
  assert.deepEqual(inCpp(`// Six parameters, as the C library wants.\nvoid F(${list});\n`), []);
  assert.equal(inCpp(`// Computes something.\nvoid F(${list});\n`).length, 1);
  const head = 'def f(a, b, c, d, e, g):\n    ';
  assert.deepEqual(inPython(`${head}"""Six parameters,\n    as autograd wants."""\n`), []);
  assert.equal(inPython(`${head}"""Computes something."""\n`).length, 1);
});

test('JavaScript is left to ESLint', () => {
  assert.deepEqual(longParameterLists('web/a.js', 'function f(a, b, c, d, e, g) {}'), []);
});
