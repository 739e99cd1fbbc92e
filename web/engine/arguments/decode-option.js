/** @file What a row of the options of decoding says, and how options are grouped. */

/** @typedef {import('./specs.js').Domain} Domain */
/** @typedef {import('./specs.js').Sizes} Sizes */

/** @typedef {'translate' | 'start' | 'alternatives' | 'score'} Call `stream` counts as `translate`. */

/** @typedef {keyof typeof groups} Group */

/**
 * An option of decoding. Texts name other options in backticks.
 *
 * @typedef {object} DecodeOption
 * @property {string} name
 * @property {Group} group
 * @property {readonly Call[]} calls Those that have it.
 * @property {Domain | ((sizes: Sizes) => Domain)} domain
 * @property {unknown} default
 * @property {string} [defaultMeaning] What the default stands for.
 * @property {string} [range] The domain in words, where its bounds do not say it well.
 * @property {string} doc What it is: a phrase, to be followed by range and default.
 * @property {string} [note] What goes on after them: a phrase.
 * @property {string} [details] More sentences, for the reference only.
 * @property {string} [metavar] What help calls its value; nothing for true and false.
 * @property {string} [flag] The command's flag, where it is not the name with hyphens.
 * @property {boolean} [isRepeatable] Whether its flag may be given several times.
 * @property {string} [off] What its flag that begins with `no-` does; without it there is none.
 * @property {(values: string[]) => unknown} [fromFlag] What the texts after its flag stand for; it
 *   throws a `SyntaxError` for one that makes no sense.
 * @property {boolean} [isModelDefault] Whether a model may be published with a default of its own, in
 *   its `info.config.search`.
 * @property {number | boolean} [promptDefault] Where the interactive prompt starts; without it the
 *   prompt has no command for the option.
 * @property {boolean} [isArgument] Whether the core takes it as an argument, not as an option.
 * @property {(value: any) => Record<string, unknown>} [toNative] The options of the core that it
 *   becomes, where that is not one with its name and value.
 */

/** The groups that options are presented in, with their titles. */
export const groups = {
  search: 'Search',
  constraints: 'Constraints',
  sampling: 'Sampling',
  text: 'Text',
  speed: 'Speed',
  results: 'Results',
};

/** @type {readonly Call[]} */
export const everyCall = ['translate', 'start', 'alternatives', 'score'];
