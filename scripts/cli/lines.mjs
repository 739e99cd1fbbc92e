/** @file The lines of a byte stream, in groups that arrived together. */

const NEWLINE = 0x0a;

// Bytes that are no UTF-8 become U+FFFD; a byte order mark is dropped at the very start only.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * @param {Buffer[]} parts The bytes of one line.
 * @returns {string} Its text without the carriage return of a CRLF.
 */
function decodeLine(parts) {
  const text = decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts));
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

/**
 * Splits a stream into lines and hands on at once those whose end has come, so that a pipe that waits
 * for an answer gets it while a file is read many lines at a time. It holds one chunk and one line.
 *
 * @param {AsyncIterable<Buffer>} stream
 * @param {number} most Lines in a group at most.
 * @returns {AsyncGenerator<string[], void, void>} Groups of at least one line; the last line counts
 *   also without a newline.
 */
export async function* lineGroups(stream, most) {
  let isFirst = true;
  /** @type {Buffer[]} */
  let unfinished = [];
  /** @type {string[]} */
  const group = [];
  const finishLine = () => {
    const line = decodeLine(unfinished);
    group.push(isFirst ? line.replace(/^\uFEFF/, '') : line);
    unfinished = [];
    isFirst = false;
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      unfinished.push(chunk.subarray(start, end));
      start = end + 1;
      finishLine();
      if (group.length === most) yield group.splice(0);
    }
    if (start < chunk.length) unfinished.push(chunk.subarray(start));
    if (group.length > 0) yield group.splice(0);
  }
  if (unfinished.length > 0) {
    finishLine();
    yield group;
  }
}
