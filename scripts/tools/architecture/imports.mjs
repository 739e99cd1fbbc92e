/** @file Reads which of the project's files a source file imports. */

import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parse } from 'acorn';

/**
 * The relative paths that a JavaScript module imports, whether by `import`, `export … from`,
 * `import()` or `new URL(…, import.meta.url)`, by which workers are started. Types in comments carry
 * no code, so they are left out.
 *
 * @param {string} code
 * @returns {string[]}
 */
export function moduleSpecifiers(code) {
  /** @type {unknown[]} */
  const found = [];
  const visit = (/** @type {any} */ node) => {
    if (node === null || typeof node !== 'object') return;
    if (/^(Import|Export)\w*(Declaration|Expression)$/.test(node.type))
      found.push(node.source?.value);
    if (node.type === 'NewExpression' && node.callee.name === 'URL' && node.arguments.length === 2)
      found.push(node.arguments[0].value);
    for (const child of Object.values(node)) visit(child);
  };
  const options = /** @type {const} */ ({ ecmaVersion: 'latest', sourceType: 'module' });
  visit(parse(code, { ...options, allowHashBang: true }));
  return found.filter((path) => typeof path === 'string' && path.startsWith('.')).map(String);
}

/** @param {string} code C++ @returns {string[]} paths from the checkout */
const includes = (code) =>
  Array.from(code.matchAll(/^\s*#\s*include\s+"([^"]+)"/gm), (match) => match[1]);

/**
 * The dotted names that a Python module imports; of `from a import b` both `a` and `a.b`, since `b`
 * may be a module.
 *
 * @param {string} code
 * @returns {string[]}
 */
export function pythonModules(code) {
  const names = [];
  const pattern =
    /^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]+)|import[ \t]+([^\n#]+))/gm;
  for (const [, from, members, modules] of code.matchAll(pattern)) {
    const listed = (members ?? modules).replace(/[()]/g, '').split(',');
    const bare = listed
      .map((name) => name.trim().split(/\s+as\s+/)[0])
      .filter((name) => name !== '');
    if (from === undefined) names.push(...bare);
    else names.push(from, ...bare.map((name) => `${from}.${name}`));
  }
  return names;
}

/**
 * The project's files that a file imports.
 *
 * @param {string} root The checkout.
 * @param {string} path From the checkout, with slashes.
 * @param {string} code What the file holds.
 * @returns {string[]} Paths from the checkout.
 */
export function importsOf(root, path, code) {
  if (/\.m?js$/.test(path)) {
    const paths = moduleSpecifiers(code).map((name) => posix.join(dirname(path), name));
    return paths.filter((name) => /\.m?js$/.test(name));
  }
  if (/\.(cc|h)$/.test(path)) return includes(code).filter((name) => existsSync(join(root, name)));
  if (path.endsWith('.py')) {
    const files = pythonModules(code).map((name) => `scripts/${name.replaceAll('.', '/')}.py`);
    return files.filter((name) => existsSync(join(root, name)));
  }
  return [];
}
