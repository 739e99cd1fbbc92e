/** @file Random HTML for tests: sound and broken. */

/**
 * @param {number} seed
 * @returns {(bound: number) => number} Whole numbers from 0, the same for the same seed.
 */
export function randomNumbers(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const words = [
  'casa',
  'gato',
  'el',
  'de',
  'azul',
  'niño',
  'l&apos;agua',
  '&amp;',
  'a&nbsp;b',
  '12',
  '.',
  '¿qué?',
];
const inline = [
  'b',
  'i',
  'a href="/x?a=1&amp;b"',
  'span class=x',
  'em',
  'code',
  'q',
  'u title="Un título"',
  'x-y',
];
const points = [
  '<br>',
  '<img src="a.png" alt="una foto">',
  '<wbr>',
  '<!-- nota -->',
  '<i class="icon"></i>',
  '<input>',
];
const leaves = ['p', 'h2', 'pre'];
const blocks = ['div', 'section', 'li', 'blockquote', 'div translate="no"'];
const islands = [
  '<select><option>uno<option>dos azul</select>',
  '<svg><text>hola</text></svg>',
  '<textarea>no</textarea>',
];

/** Makes documents. */
class Maker {
  /** @param {(bound: number) => number} random */
  constructor(random) {
    this.random = random;
    this.isLink = false;
  }

  /** @template T @param {T[]} list */
  one(list) {
    return list[this.random(list.length)];
  }

  /** @param {number} depth @returns {string} */
  inline(depth) {
    let text = '';
    for (let i = this.random(6); i >= 0; i--) {
      const kind = this.random(10);
      if (kind < 5 || depth === 0) text += this.one(words);
      else if (kind < 8) {
        const tag = this.isLink ? 'b' : this.one(inline);
        this.isLink ||= tag.startsWith('a ');
        text += `<${tag}>${this.inline(depth - 1)}</${tag.split(' ')[0]}>`;
        if (tag.startsWith('a ')) this.isLink = false;
      } else if (kind < 9) text += this.one(points);
      else text += this.one(islands);
      text += this.one([' ', ' ', ' ', '', '\n  ']);
    }
    return text;
  }

  /** @param {number} depth @returns {string} */
  content(depth) {
    let text = '';
    for (let i = this.random(3); i >= 0; i--) {
      const kind = depth === 0 ? 0 : this.random(8);
      const tag = this.one(blocks);
      const leaf = this.one(leaves);
      if (kind === 0) text += this.inline(3);
      else if (kind < 4) text += `<${leaf}>${this.inline(3)}</${leaf}>`;
      else if (kind === 4) {
        text += `<table><tr><td>${this.inline(2)}<td>${this.content(depth - 1)}</table>`;
      } else if (tag === 'li') text += `<ul><li>${this.content(depth - 1)}</ul>`;
      else text += `<${tag}>${this.content(depth - 1)}</${tag.split(' ')[0]}>`;
      text += this.one(['', '\n']);
    }
    return text;
  }
}

/**
 * @param {number} seed
 * @returns {string} Well-formed HTML, but for elements that end by themselves.
 */
export function soundHtml(seed) {
  const random = randomNumbers(seed);
  const content = new Maker(random).content(3);
  if (random(3) > 0) return content;
  return `<!DOCTYPE html>\n<html lang=es>\n<head><title>Una casa</title></head>\n<body>\n${content}\n</body>\n</html>\n`;
}

/**
 * @param {number} seed
 * @returns {string} HTML with tags missing, moved or cut.
 */
export function brokenHtml(seed) {
  const random = randomNumbers(seed + 7_000_000);
  const parts = soundHtml(seed).split(/(?=<)|(?<=>)/);
  for (let i = random(4); i >= 0; i--) {
    const place = random(parts.length);
    const kind = random(4);
    if (kind === 0) parts.splice(place, 1);
    else if (kind === 1) parts.splice(random(parts.length), 0, ...parts.splice(place, 1));
    else if (kind === 2) parts[place] = parts[place].slice(0, random(parts[place].length + 1));
    else
      parts.splice(
        place,
        0,
        new Maker(random).one([
          '</b>',
          '</p>',
          '<b>',
          '<table>',
          '</div>',
          '<',
          '</',
          '<![CDATA[x]]>',
          '<?pi x?>',
          '<a>',
        ]),
      );
  }
  return parts.join('');
}
