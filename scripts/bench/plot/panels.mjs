/**
 * @file Plots of a few series side by side: SVG that a page or a README can show. It is written here, as
 * a plotting library and the document it draws on would be larger than all that it replaces.
 */

import { element, escaped } from './svg.mjs';

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {string} x What the values at the bottom are.
 * @property {readonly {x: number, y: number, label: string}[]} points Two or more, by rising `x`, all
 *   above 0.
 */

const PANEL = { width: 360, height: 240 };
const MARGIN = { left: 56, right: 24, top: 40, bottom: 48 };
const TITLE_HEIGHT = 64;
const COLUMNS = 2;

// Dark pages show the file as well; media queries see what the reader prefers.
const style = `
text { font: 12px system-ui, sans-serif; fill: #24292f; }
.title { font-size: 16px; font-weight: 600; }
.name { font-size: 13px; font-weight: 600; }
.grid { stroke: #d0d7de; }
.line { fill: none; stroke: #0969da; stroke-width: 2; }
.point { fill: #0969da; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .grid { stroke: #3d444d; }
  .line { stroke: #4493f8; }
  .point { fill: #4493f8; }
}`;

/**
 * @param {number} most Above 0.
 * @returns {number[]} Round numbers from 0 on, evenly spaced; the last is at least `most`.
 */
export function ticks(most) {
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one * 4 >= most);
  const chosen = step ?? 10 * power;
  return Array.from({ length: Math.ceil(most / chosen) + 1 }, (_, i) => i * chosen);
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {Record<string, string>} [attributes]
 */
const label = (text, x, y, attributes = {}) =>
  element('text', { x, y, ...attributes }, escaped(text));

/**
 * @param {Panel} panel
 * @returns {{x: (value: number) => number, y: (value: number) => number, marks: number[]}} Places in
 *   the panel, by the logarithm of `x`; and the values marked at the left.
 */
function scalesOf({ points }) {
  const marks = ticks(Math.max(...points.map(({ y }) => y)));
  const [first, last] = [points[0].x, points[points.length - 1].x].map(Math.log);
  const width = PANEL.width - MARGIN.left - MARGIN.right;
  const height = PANEL.height - MARGIN.top - MARGIN.bottom;
  return {
    x: (value) => MARGIN.left + ((Math.log(value) - first) / (last - first)) * width,
    y: (value) => MARGIN.top + height * (1 - value / marks[marks.length - 1]),
    marks,
  };
}

/**
 * @param {Panel} panel
 * @param {number} index Its place, from 0.
 */
function panelElement(panel, index) {
  const { x, y, marks } = scalesOf(panel);
  const left = (index % COLUMNS) * PANEL.width;
  const top = TITLE_HEIGHT + Math.floor(index / COLUMNS) * PANEL.height;
  const right = PANEL.width - MARGIN.right;
  const grid = marks.map(
    (mark) =>
      element('line', { class: 'grid', x1: MARGIN.left, x2: right, y1: y(mark), y2: y(mark) }) +
      label(String(mark), MARGIN.left - 8, y(mark) + 4, { 'text-anchor': 'end' }),
  );
  const places = panel.points.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`);
  const points = panel.points.map(
    (point) =>
      element('circle', { class: 'point', cx: x(point.x), cy: y(point.y), r: 3.5 }) +
      label(point.label, x(point.x), y(0) + 18, { 'text-anchor': 'middle' }),
  );
  const middle = (MARGIN.left + right) / 2;
  return element(
    'g',
    { transform: `translate(${left} ${top})` },
    label(panel.title, MARGIN.left, MARGIN.top - 16, { class: 'name' }),
    ...grid,
    element('polyline', { class: 'line', points: places.join(' ') }),
    ...points,
    label(panel.x, middle, PANEL.height - 12, { 'text-anchor': 'middle' }),
  );
}

/**
 * @param {{title: string, caption: string, panels: readonly Panel[]}} plot The caption has one line.
 * @returns {string} An SVG file.
 */
export function panelPlot({ title, caption, panels }) {
  const width = PANEL.width * COLUMNS;
  const height = TITLE_HEIGHT + PANEL.height * Math.ceil(panels.length / COLUMNS);
  const file = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    element('title', {}, escaped(title)),
    element('style', {}, style),
    label(title, 16, 28, { class: 'title' }),
    label(caption, 16, 48),
    ...panels.map(panelElement),
  );
  return `${file}\n`;
}
