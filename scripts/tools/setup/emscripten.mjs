/**
 * @file Emscripten: the one on PATH when it is recent enough, else Debian 13's in the private
 * prefix.
 */

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { install, isDebian, Suite } from './debian.mjs';
import { prefix, replaceFolder, root } from './prefix.mjs';
import { ToolError, capture, run, which } from './process.mjs';
import { compareVersions } from './version.mjs';

/** The first release known to build and run all that this project uses. */
export const minimum = '3.1.69';

/** Debian's LLVM that fits `minimum`. */
const llvm = '19';

/** Debian's suite that carries `minimum`. */
const suiteName = 'trixie';

/**
 * Parts of the package that this project never links: four fifths of its 1.6 GB. Of the libraries
 * with threads those whose names go on with more than the kind of exceptions, or that are large.
 */
const unused = [
  './usr/share/emscripten/test',
  './usr/share/emscripten/docs',
  './usr/share/doc',
  './usr/share/man',
  './usr/share/locale',
  './usr/lib/*/gconv',
  '*/wasm32-emscripten/lto',
  '*/wasm32-emscripten/lto-pic',
  '*/wasm32-emscripten/pic',
  '*GL-mt-[!g]*.a',
  '*wasmfs-mt*.a',
  '*san*_rt-mt.a',
  '*-mt-[!eg]*.a',
  '*-ww.a',
  '*-ww-*.a',
];

export const recipe = { version: 3, minimum, llvm, suiteName, unused };

/**
 * The folder with Emscripten's scripts and its CMake files.
 *
 * @param {string} emcc Path of an emcc that may be a link or a wrapper.
 */
function scriptsOf(emcc) {
  const beside = dirname(realpathSync(emcc));
  const candidates = [
    beside,
    join(beside, '..', 'libexec'),
    '/usr/share/emscripten',
    '/usr/lib/emscripten',
  ];
  return candidates.find((folder) =>
    existsSync(join(folder, 'cmake/Modules/Platform/Emscripten.cmake')),
  );
}

/** @returns {string | undefined} The folder of a recent enough Emscripten that is on PATH. */
function findOnPath() {
  const emcc = which('emcc');
  if (!emcc) return undefined;
  const version = /\d+\.\d+\.\d+/.exec(capture(emcc, ['--version']) ?? '')?.[0];
  if (!version || compareVersions(version, minimum) < 0) return undefined;
  return scriptsOf(emcc);
}

/**
 * Binaryen was built for a newer C library, so each program starts through the loader unpacked
 * beside it.
 *
 * @param {string} folder The unpacked packages.
 * @param {string} final Where `folder` will lie in the end.
 */
function wrapBinaryen(folder, final) {
  const libraries = readdirSync(join(folder, 'usr/lib')).find((name) => name.includes('-linux-'));
  const loader =
    libraries &&
    readdirSync(join(folder, 'usr/lib', libraries)).find((name) => /^ld-linux.*\.so/.test(name));
  if (!loader) throw new ToolError(`no dynamic loader among the packages unpacked to ${folder}`);
  mkdirSync(join(folder, 'binaryen/bin'), { recursive: true });
  for (const program of readdirSync(join(folder, 'usr/bin')).filter((name) => /^wasm/.test(name))) {
    const path = join(folder, 'binaryen/bin', program);
    const library = `${final}/usr/lib/${libraries}`;
    const command = `'${library}/${loader}' --library-path '${library}' '${final}/usr/bin/${program}'`;
    writeFileSync(path, `#!/bin/sh\nexec ${command} "$@"\n`);
    chmodSync(path, 0o755);
  }
}

/**
 * Emscripten reads `.emscripten` beside its scripts when EM_CONFIG is not set.
 *
 * @param {string} scripts Where it is now.
 * @param {string} final Where the unpacked packages will lie in the end.
 */
function configure(scripts, final) {
  const settings = {
    LLVM_ROOT: '/usr/bin',
    LLVM_ADD_VERSION: llvm,
    CLANG_ADD_VERSION: llvm,
    BINARYEN_ROOT: join(final, 'binaryen'),
    NODE_JS: process.execPath,
    CACHE: join(final, 'usr/share/emscripten/cache'),
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  // Our own package.json says that .js files are ES modules; Emscripten's are not.
  writeFileSync(join(scripts, 'package.json'), '{"type": "commonjs"}\n');
  // Every library that we link comes ready-made; nothing may be built behind our back.
  writeFileSync(join(scripts, '.emscripten'), [...lines, 'FROZEN_CACHE = True', ''].join('\n'));
  cpSync(join(root, 'node_modules/acorn'), join(scripts, 'node_modules/acorn'), {
    recursive: true,
  });
}

/** @param {(message: string) => void} report @returns {Promise<string>} The folder of its scripts. */
async function unpackFromDebian(report) {
  await install([`clang-${llvm}`, `lld-${llvm}`, `llvm-${llvm}`], report);
  const final = join(prefix, 'emscripten');
  const suite = new Suite(suiteName, report);
  await suite.open();
  await replaceFolder('emscripten', async (folder) => {
    const packages = ['emscripten', 'binaryen', 'libc6', 'libstdc++6', 'libgcc-s1'];
    await suite.unpack(packages, folder, unused);
    wrapBinaryen(folder, final);
    configure(join(folder, 'usr/share/emscripten'), final);
  });
  suite.close();
  return join(final, 'usr/share/emscripten');
}

const probe = `
#include <cstdio>
#include <stdexcept>
#include <wasm_simd128.h>
int main(int argc, char**) {
  try {
    if (argc < 99) throw std::runtime_error("caught");
  } catch (const std::exception& e) {
    const v128_t sum = wasm_i32x4_add(wasm_i32x4_splat(40), wasm_i32x4_splat(2));
    std::printf("%s %d\\n", e.what(), wasm_i32x4_extract_lane(sum, 3));
  }
}
`;

/**
 * Builds and runs a program that uses SIMD and catches an exception.
 *
 * @param {string} scripts
 */
async function verify(scripts) {
  const folder = mkdtempSync(join(tmpdir(), 'stepglot-setup-'));
  try {
    writeFileSync(join(folder, 'probe.cc'), probe);
    // As optimised as the real module, so that every tool of the chain has its turn.
    const args = ['-O3', '-msimd128', '-fwasm-exceptions', 'probe.cc', '-o', 'probe.cjs'];
    // An Emscripten SDK makes its libraries at the first link, those with threads once more.
    for (const extra of [[], ['-pthread']]) {
      await run(join(scripts, 'em++'), [...args, ...extra], { cwd: folder });
      const output = capture(process.execPath, ['probe.cjs'], { cwd: folder });
      if (output?.trim() !== 'caught 42') {
        throw new ToolError(
          `the Emscripten in ${scripts} builds programs that do not run: ${output}`,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Makes Emscripten present.
 *
 * @param {(message: string) => void} report
 * @returns {Promise<string>} The folder of its scripts.
 */
export async function setUpEmscripten(report) {
  let scripts = findOnPath();
  if (scripts) {
    report(`using the one on PATH, ${scripts}`);
  } else if (isDebian()) {
    scripts = await unpackFromDebian(report);
  } else {
    throw new ToolError(
      `no emcc of at least ${minimum} on PATH; install the Emscripten SDK and activate it:\n` +
        '  https://emscripten.org/docs/getting_started/downloads.html',
    );
  }
  report('building and running a test program, with what libraries that takes');
  await verify(scripts);
  return scripts;
}
