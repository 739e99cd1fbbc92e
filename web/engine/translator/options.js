/** @file The options of translators, checked as the Web IDL of the W3C draft says. */

import { arithmeticSpec } from '../arguments/load.js';
import { faultOf } from '../arguments/specs.js';
import { describe } from '../base/describe.js';
import { canonicalTag } from '../base/language-tags.js';

/** @typedef {import('../models/store.js').ModelStore} ModelStore */
/** @typedef {import('../arguments/texts.js').Text} Text */
/** @typedef {import('../worker/client.js').TranslationWorker} TranslationWorker */

/**
 * @param {unknown} options
 * @returns {Record<string, any>}
 * @throws {TypeError} When it is neither an object nor missing.
 */
function dictionary(options) {
  if (options === undefined || options === null) return {};
  if (typeof options === 'object' || typeof options === 'function') return options;
  throw new TypeError(`options must be an object, not ${describe(options)}`);
}

/**
 * @param {unknown} signal
 * @returns {AbortSignal | undefined}
 */
function toSignal(signal) {
  // An AbortSignal of another window is not an instance of this one's class.
  if (signal === undefined) return undefined;
  const { aborted, addEventListener } = Object(signal);
  if (typeof aborted === 'boolean' && typeof addEventListener === 'function') {
    return /** @type {AbortSignal} */ (signal);
  }
  throw new TypeError(`option signal must be an AbortSignal, not ${describe(signal)}`);
}

/**
 * @param {unknown} monitor
 * @returns {((monitor: any) => void) | undefined}
 */
function toMonitor(monitor) {
  if (monitor === undefined || typeof monitor === 'function') return /** @type {any} */ (monitor);
  throw new TypeError(`option monitor must be a function, not ${describe(monitor)}`);
}

/**
 * @param {unknown} arithmetic
 * @returns {'faithful' | 'fast'}
 */
function toArithmetic(arithmetic = arithmeticSpec.initial) {
  const fault = faultOf(arithmeticSpec, 'option arithmetic', arithmetic);
  if (fault) throw new TypeError(fault);
  return /** @type {'faithful' | 'fast'} */ (arithmetic);
}

/**
 * @param {Record<string, any>} options
 * @param {string} name
 * @returns {string}
 */
function required(options, name) {
  if (options[name] === undefined) throw new TypeError(`option ${name} is missing`);
  return `${options[name]}`;
}

/**
 * @param {unknown} options
 * @returns {{sourceLanguage: string, targetLanguage: string, monitor?: (monitor: any) => void,
 *   signal?: AbortSignal, models?: ModelStore, worker?: TranslationWorker,
 *   arithmetic: 'faithful' | 'fast'}} With canonical tags.
 * @throws {TypeError | RangeError}
 */
export function createOptions(options) {
  const given = dictionary(options);
  const sourceLanguage = required(given, 'sourceLanguage');
  const targetLanguage = required(given, 'targetLanguage');
  return {
    ...loadingOptions(given),
    models: given.models,
    arithmetic: toArithmetic(given.arithmetic),
    sourceLanguage: canonicalTag(sourceLanguage),
    targetLanguage: canonicalTag(targetLanguage),
  };
}

/**
 * @param {unknown} options
 * @returns {{monitor?: (monitor: any) => void, signal?: AbortSignal, worker?: TranslationWorker}}
 * @throws {TypeError}
 */
export function loadingOptions(options) {
  const { monitor, signal, worker } = dictionary(options);
  return { monitor: toMonitor(monitor), signal: toSignal(signal), worker };
}

/**
 * Separates what the caller's thread needs from what goes to the worker.
 *
 * @param {unknown} options
 * @returns {{signal?: AbortSignal, onText?: (event: any) => void, rest: Record<string, any>}}
 * @throws {TypeError}
 */
export function callOptions(options) {
  const { signal, onText, ...rest } = dictionary(options);
  if (onText !== undefined && typeof onText !== 'function') {
    throw new TypeError(`option onText must be a function, not ${describe(onText)}`);
  }
  return { signal: toSignal(signal), onText, rest };
}

/**
 * @param {unknown} text
 * @returns {Text} Sources past the tokenizer as they are, all else as a string.
 * @throws {TypeError} When it has no string.
 */
function toText(text) {
  const isSource = typeof text === 'object' && text !== null && ('ids' in text || 'pieces' in text);
  return isSource ? /** @type {Text} */ (text) : `${text}`;
}

/**
 * @param {IArguments | unknown[]} given The call's arguments.
 * @returns {Text | Text[]} The first of them.
 * @throws {TypeError} When there is none.
 */
export function toTexts(given) {
  if (given.length === 0) throw new TypeError('the text is missing');
  const [texts] = given;
  return Array.isArray(texts) ? texts.map(toText) : toText(texts);
}
