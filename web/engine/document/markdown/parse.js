/** @file Markdown with GitHub's extensions as a tree with offsets. */

import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/**
 * @typedef {object} MarkdownNode
 * @property {string} type
 * @property {MarkdownNode[]} [children]
 * @property {string} [value]
 * @property {string | null} [alt]
 * @property {string} [url]
 * @property {string} [label]
 * @property {string} [referenceType]
 * @property {{start: {offset?: number}, end: {offset?: number}}} [position]
 */

const extensions = [gfm()];

// The transform that finds more addresses, in decoded text, gives wrong offsets for some of them.
const mdastExtensions = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }));

/** @param {string} source @returns {MarkdownNode} */
export const parseMarkdown = (source) =>
  /** @type {any} */ (fromMarkdown(source, { extensions, mdastExtensions }));

/** @param {MarkdownNode} node */
export const startOf = ({ position }) => position?.start.offset ?? 0;

/** @param {MarkdownNode} node */
export const endOf = ({ position }) => position?.end.offset ?? 0;
