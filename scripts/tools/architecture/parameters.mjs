/**
 * @file Finds functions of C++ and Python with more parameters than a reader keeps in mind. ESLint
 * counts those of JavaScript.
 */

/** The most parameters that a function has without a comment that gives the reason. */
export const mostParameters = 5;

const literals = {
  cc: /\/\/[^\n]*|\/\*[^]*?\*\/|R"(\w*)\([^]*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)'(?:\\.|[^'\\\n])*'/g,
  py: /#[^\n]*|("""|''')[^]*?\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
};

const heads = {
  cc: /\b([A-Za-z_]\w*)\s*\(|\](\s*)\(/g,
  py: /\bdef\s+(\w+)\s*\(/g,
};

/**
 * A type and a name, as clang-format lays them out: a product has spaces on both sides of its star.
 * A call has nothing of this form.
 */
const typeAndName =
  /^(?:const )?[A-Za-z_][\w:]*(?:<[^]*>)?(?: \w+)?[*&]*(?:\.\.\.)?\s+\w+(?:\[\w*\])?(?:\s*=[^]*)?$/;

/**
 * @param {string} code Without comments and texts.
 * @param {number} begin Behind the opening parenthesis.
 * @returns {{items: string[], end: number}} What the commas separate, and where the list ends.
 */
function readList(code, begin) {
  const items = [''];
  let depth = 1;
  let end = begin;
  for (; end < code.length; ++end) {
    const char = code[end];
    if ('([{<'.includes(char)) ++depth;
    if (')]}>'.includes(char) && --depth === 0) break;
    if (char === ',' && depth === 1) items.push('');
    else items[items.length - 1] += char;
  }
  return { items: items.map((item) => item.trim()), end };
}

/**
 * @param {'cc' | 'py'} language
 * @param {string[]} items
 * @returns {number} 0 for what declares no function.
 */
function countParameters(language, items) {
  if (language === 'py')
    return items.filter((item) => !['', '*', '/', 'self', 'cls'].includes(item)).length;
  const declared = items.filter((item) => typeAndName.test(item));
  return declared.length > items.length / 2 ? items.length : 0; // some may have no name
}

/**
 * Whether the six lines above a function, or in Python its docstring, speak of its parameters.
 *
 * @param {string} code
 * @param {number} begin Of the function's name.
 * @param {number} end Of its list of parameters.
 */
function hasReason(code, begin, end) {
  const above = code.slice(0, begin).split('\n').slice(-7).join('\n');
  const docstring = /^\)[^:\n]*:\s*"""[^]*?"""/.exec(code.slice(end))?.[0] ?? '';
  return /\bparameters\b/.test(above + docstring);
}

/**
 * @param {string} path Of a file in C++ or Python; others have no faults.
 * @param {string} code What the file holds.
 * @returns {string[]} One line for each fault.
 */
export function longParameterLists(path, code) {
  const language = /\.(cc|h)$/.test(path) ? 'cc' : path.endsWith('.py') ? 'py' : undefined;
  if (!language) return [];
  const plain = code
    .replace(literals[language], (text) => text.replace(/[^\n]/g, ' '))
    .replaceAll('->', '  ');
  const faults = [];
  for (const match of plain.matchAll(heads[language])) {
    const { items, end } = readList(plain, match.index + match[0].length);
    const count = countParameters(language, items);
    if (count <= mostParameters || hasReason(code, match.index, end)) continue;
    const name = match[1] ?? 'a lambda';
    const line = plain.slice(0, match.index).split('\n').length;
    faults.push(
      `${path}:${line}: ${name} has ${count} parameters; more than ${mostParameters} need a reason`,
    );
  }
  return faults;
}
