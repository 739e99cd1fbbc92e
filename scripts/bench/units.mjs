/** @file Sizes with their units. */

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

/** @param {number} bytes */
export const kilobytes = (bytes) => `${(bytes / 1e3).toFixed(0)} KB`;
