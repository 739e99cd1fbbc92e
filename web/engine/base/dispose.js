/** @file The symbol that `using` calls, also where the language does not have it yet. */

/** @type {typeof Symbol.dispose} */
export const dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');
