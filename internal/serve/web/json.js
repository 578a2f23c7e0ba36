// Records as the file has them: JSON read and written without touching a figure. A number stays the characters that
// stand in the file (JSON.parse would make 12.50 into 12.5), members stay in their order, whatever they are called.

/** A number of a record, as its literal. */
export class Figure {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** @typedef {string | boolean | null | Figure | Array<any> | Map<string, any>} Value */

/**
 * Reads JSON. Objects come as Map, numbers as Figure.
 * @param {string} text
 * @returns {Value}
 */
export function parse(text) {
  let i = 0;
  const fail = () => new SyntaxError('JSON: ' + i);
  const space = () => {
    while (i < text.length && ' \t\r\n'.includes(text[i])) i++;
  };
  const string = () => {
    const from = i;
    for (i++; text[i] !== '"'; i++) {
      if (i >= text.length) throw fail();
      if (text[i] === '\\') i++;
    }
    i++;
    return JSON.parse(text.slice(from, i));
  };
  /** @param {number} depth @returns {Value} */
  const value = (depth) => {
    if (depth > 200) throw fail();
    space();
    const c = text[i];
    if (c === '"') return string();
    if (c === '{') {
      const map = new Map();
      i++;
      space();
      while (text[i] !== '}') {
        if (map.size > 0) {
          if (text[i] !== ',') throw fail();
          i++;
          space();
        }
        if (text[i] !== '"') throw fail();
        const name = string();
        space();
        if (text[i] !== ':') throw fail();
        i++;
        if (map.has(name)) throw fail();
        map.set(name, value(depth + 1));
        space();
      }
      i++;
      return map;
    }
    if (c === '[') {
      const list = [];
      i++;
      space();
      while (text[i] !== ']') {
        if (list.length > 0) {
          if (text[i] !== ',') throw fail();
          i++;
        }
        list.push(value(depth + 1));
        space();
      }
      i++;
      return list;
    }
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(text.slice(i, i + 400));
    if (!word) throw fail();
    i += word[0].length;
    if (word[0] === 'true') return true;
    if (word[0] === 'false') return false;
    return word[0] === 'null' ? null : new Figure(word[0]);
  };
  const v = value(0);
  space();
  if (i < text.length) throw fail();
  return v;
}

/**
 * Writes JSON; indent as JSON.stringify has it.
 * @param {Value} v
 * @param {string} [indent]
 * @param {string} [at]
 * @returns {string}
 */
export function stringify(v, indent = '', at = '') {
  if (v instanceof Figure) return v.text;
  const list = Array.isArray(v);
  if (!list && !(v instanceof Map)) return JSON.stringify(v);
  const inner = at + indent;
  const gap = indent ? ': ' : ':';
  const items = list
    ? /** @type {Array<Value>} */ (v).map((x) => stringify(x, indent, inner))
    : Array.from(/** @type {Map<string, Value>} */ (v), ([k, x]) => JSON.stringify(k) + gap + stringify(x, indent, inner));
  const [open, close] = list ? '[]' : '{}';
  if (items.length === 0) return open + close;
  return indent ? open + '\n' + inner + items.join(',\n' + inner) + '\n' + at + close : open + items.join(',') + close;
}

/**
 * The member of a JSON object, written as the text has it.
 * @param {string} text
 * @param {string} name
 * @returns {Value | undefined}
 */
export function member(text, name) {
  const v = parse(text);
  return v instanceof Map ? v.get(name) : undefined;
}
