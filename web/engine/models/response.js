/** @file What a server's response says about the file that it carries. */

/**
 * @param {Response} response
 * @returns {number | undefined} The file's length in bytes, if the headers tell it.
 */
export function lengthOf({ headers }) {
  // What is compressed on the way has another length there.
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') return undefined;
  const length = headers.get('content-length');
  return length === null ? undefined : Number(length);
}

/**
 * @param {Response} response
 * @returns {string} Its status for messages, such as `404 Not Found`.
 */
export const statusOf = ({ status, statusText }) => `${status} ${statusText}`.trimEnd();
