// Feishu's markdown as DOM nodes: a CommonMark subset and Feishu's own tags; all else is shown as text.

import { icon, node } from './icons.js';

const HUES = new Set(['blue', 'wathet', 'turquoise', 'green', 'lime', 'yellow', 'orange', 'red', 'carmine', 'violet',
  'purple', 'indigo', 'grey', 'neutral']);

/** The family of a colour name such as `red` or `red-500`, or nothing for the default. */
export const hue = (name) => {
  const family = String(name ?? '').split('-')[0];
  return HUES.has(family) ? family : undefined;
};

/** An address that may be opened, or nothing. */
export const address = (text) => (/^https?:\/\//i.test(text ?? '') ? text : undefined);

const moment = (options) => (at, locale) => new Intl.DateTimeFormat(locale, options).format(at);
const MOMENTS = {
  date_num: (at) => moment({ year: 'numeric', month: '2-digit', day: '2-digit' })(at, 'sv-SE'),
  date_short: moment({ month: 'short', day: 'numeric' }),
  date: moment({ year: 'numeric', month: 'long', day: 'numeric' }),
  week: moment({ weekday: 'long' }),
  week_short: moment({ weekday: 'short' }),
  time: moment({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  time_sec: moment({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
  timezone: (at, locale) =>
    new Intl.DateTimeFormat(locale, { timeZoneName: 'shortOffset' }).formatToParts(at)
      .find((part) => part.type === 'timeZoneName')?.value ?? '',
};

/** A moment as its reader says it, in the reader's own zone. */
export const localTime = (ms, format, lang) => {
  const at = new Date(Number(ms));
  if (Number.isNaN(at.getTime())) return '?';
  return (MOMENTS[format] ?? MOMENTS.date_num)(at, lang === 'zh' ? 'zh-CN' : 'en-US');
};

/** `reader` is `{lang, names}`: whose language, and how people are called. */
export function markdown(text, reader) {
  const out = document.createDocumentFragment();
  blocks(String(text ?? '').replace(/\r\n?/g, '\n').split('\n'), out, reader);
  return out;
}

const FENCE = /^\s{0,3}```/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|<hr\s*\/?>)\s*$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const QUOTE = /^\s{0,3}>\s?/;
const DASHES = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const INDENTED = /^ {4}/;

const startsTable = (lines, at) => lines[at].includes('|') && DASHES.test(lines[at + 1] ?? '') && lines[at + 1].includes('|');
const startsBlock = (lines, at) =>
  [FENCE, HEADING, RULE, ITEM, QUOTE].some((start) => start.test(lines[at])) || startsTable(lines, at);

function blocks(lines, out, reader) {
  let at = 0;
  const take = (test) => {
    const from = at;
    while (at < lines.length && test(lines[at])) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    if (!line.trim()) at += 1;
    else if (FENCE.test(line)) {
      at += 1;
      out.append(code(take((inner) => !FENCE.test(inner))));
      at += 1;
    } else if (INDENTED.test(line)) out.append(code(take((inner) => INDENTED.test(inner)).map((inner) => inner.slice(4))));
    else if (RULE.test(line)) {
      at += 1;
      out.append(node('hr'));
    } else if (HEADING.test(line)) {
      const [, marks, words] = HEADING.exec(line);
      at += 1;
      out.append(node('p', { class: `heading level-${marks.length}` }, inline(words, reader)));
    } else if (QUOTE.test(line)) {
      const quote = node('blockquote');
      blocks(take((inner) => QUOTE.test(inner)).map((inner) => inner.replace(QUOTE, '')), quote, reader);
      out.append(quote);
    } else if (startsTable(lines, at)) out.append(table(take((inner) => inner.includes('|')), reader));
    else if (ITEM.test(line)) out.append(...lists(take((inner) => inner.trim()), reader));
    else {
      const from = at;
      do at += 1; while (at < lines.length && lines[at].trim() && !startsBlock(lines, at));
      out.append(node('p', {}, inline(lines.slice(from, at).map((inner) => inner.trim()).join('\n'), reader)));
    }
  }
}

const code = (lines) => node('pre', { tabindex: '0' }, node('code', {}, lines.join('\n')));

const cells = (line) => line.trim().replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());

function table([head, , ...rows], reader) {
  const row = (tag) => (line) => node('tr', {}, cells(line).map((cell) => node(tag, {}, inline(cell, reader))));
  return node('div', { class: 'table-scroll', tabindex: '0' },
    node('table', {}, node('thead', {}, row('th')(head)), node('tbody', {}, rows.map(row('td')))));
}

/** Nested by indentation; a line without a marker continues its item. */
function lists(lines, reader) {
  const made = [];
  const open = [];
  for (const line of lines) {
    const [, indent, marker, words] = ITEM.exec(line) ?? [];
    if (marker === undefined) {
      open.at(-1).item.append(node('br'), inline(line.trim(), reader));
      continue;
    }
    while (open.length && indent.length < open.at(-1).indent) open.pop();
    const ordered = /\d/.test(marker);
    if (!open.length || indent.length > open.at(-1).indent + 1) {
      const list = node(ordered ? 'ol' : 'ul', { start: ordered && Number.parseInt(marker, 10) });
      if (open.length) open.at(-1).item.append(list);
      else made.push(list);
      open.push({ indent: indent.length, list });
    }
    open.at(-1).item = node('li', {}, inline(words, reader));
    open.at(-1).list.append(open.at(-1).item);
  }
  return made;
}

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/iy;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', sim: '∼', ensp: '\u2002', emsp: '\u2003',
  copy: '©', hellip: '…', mdash: '—', ndash: '–', middot: '·', times: '×', deg: '°', le: '≤', ge: '≥', ne: '≠' };
const TAG = /<([a-z_]+)((?:\s+[a-z_]+\s*=\s*(?:'[^']*'|"[^"]*"|[^\s'">]+))*)\s*\/?>/iy;
const ATTRIBUTE = /([a-z_]+)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s'">]+))/gi;
const CODE = /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/y;
const LINK = /\[((?:[^[\]\\]|\\.)*)\]\(\s*((?:[^()\s]|\([^()\s]*\))+)\s*\)/y;
const ESCAPE = /\\([!-/:-@[-`{-~])/y;
const MARKS = [['**', 'strong'], ['__', 'strong'], ['~~', 's'], ['*', 'em'], ['_', 'em']];

const match = (pattern, text, at) => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** A line's nodes. */
export function inline(text, reader) {
  const out = document.createDocumentFragment();
  let plain = '';
  for (let at = 0; at < text.length;) {
    const found = special(text, at, reader);
    if (typeof found?.made === 'string') plain += found.made;
    else if (found) {
      out.append(plain, found.made);
      plain = '';
    } else plain += text[at];
    at = found?.next ?? at + 1;
  }
  out.append(plain);
  return out;
}

/** What stands at a place if it is not plain text: a node or a decoded text, and where it ends. */
function special(text, at, reader) {
  switch (text[at]) {
    case '\n': return { made: node('br'), next: at + 1 };
    case '\\': return taken(match(ESCAPE, text, at), (found) => found[1]);
    case '&': return taken(match(ENTITY, text, at), decoded);
    case '`': return taken(match(CODE, text, at), (found) => node('code', {}, found[2]));
    case '[': return taken(match(LINK, text, at), (found) => link(found[2], inline(found[1], reader)));
    case '<': return tag(text, at, reader);
    case '*': case '_': case '~': return emphasis(text, at, reader);
    default: return undefined;
  }
}

const taken = (found, make) => {
  const made = found && make(found);
  return made ? { made, next: found.index + found[0].length } : undefined;
};

function decoded([whole, decimal, hexadecimal, name]) {
  if (name) return NAMED[name] ?? whole;
  const point = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hexadecimal, 16);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}

/** Feishu opens nothing but http and https: any other address leaves its words alone. */
const link = (to, words) =>
  address(to) ? node('a', { href: to, target: '_blank', rel: 'noopener noreferrer' }, words) : node('span', {}, words);

function emphasis(text, at, reader) {
  for (const [mark, element] of MARKS) {
    if (!text.startsWith(mark, at) || /\s|^$/.test(text.charAt(at + mark.length))) continue;
    if (mark[0] === '_' && /\w/.test(text.charAt(at - 1))) continue;
    const end = closing(text, at + mark.length, mark);
    if (end === undefined) continue;
    const words = inline(text.slice(at + mark.length, end), reader);
    return { made: node(element, {}, words), next: end + mark.length };
  }
  return undefined;
}

/** Where a mark closes again, past code, tags and escapes; of a longer run, its end. */
function closing(text, from, mark) {
  for (let at = from; at < text.length; at += 1) {
    const skipped = match(ESCAPE, text, at) ?? match(CODE, text, at) ?? match(TAG, text, at);
    if (skipped) at += skipped[0].length - 1;
    else if (text.startsWith(mark, at) && at > from && !/\s/.test(text[at - 1])) {
      let run = 0;
      while (text[at + run] === mark[0]) run += 1;
      const inWord = mark[0] === '_' && /\w/.test(text.charAt(at + run));
      if (!inWord && (run !== 2 || mark.length === 2)) return at + run - mark.length;
      at += run - 1;
    }
  }
  return undefined;
}

const TAGS = {
  font: (inner, { color }) => node('span', { 'data-hue': hue(color) }, inner),
  text_tag: (inner, { color }) => node('span', { class: 'text-tag', 'data-hue': hue(color) ?? 'neutral' }, inner),
  number_tag: (inner, { background_color: color }) => node('span', { class: 'number-tag', 'data-hue': hue(color) }, inner),
  at: (_, { id, ids }, { names, lang }) =>
    node('span', { class: 'mention' }, (ids ?? id ?? '').split(',').map((one) => `@${called(one, names, lang)}`).join(' ')),
  person: (_, { id }, { names, lang }) => node('span', { class: 'mention' }, called(id, names, lang)),
  local_datetime: (_, { millisecond, format_type: format, link: to }, { lang }) => {
    const iso = Number.isFinite(Number(millisecond)) && Math.abs(Number(millisecond)) < 8e15;
    const time = node('time', { datetime: iso && new Date(Number(millisecond)).toISOString() }, localTime(millisecond, format, lang));
    return to ? link(to, time) : time;
  },
  a: (inner, { href }) => link(href, inner),
  link: (inner, { url }) => link(url, [icon('link'), inner]),
};

const called = (id, names, lang) => {
  if (id === 'all') return lang === 'zh' ? '所有人' : 'All';
  return names.get(id) ?? (lang === 'zh' ? '未知用户' : 'Unknown user');
};

function tag(text, at, reader) {
  const found = match(TAG, text, at);
  if (!found) return undefined;
  const [whole, spelled, written] = found;
  const name = spelled.toLowerCase();
  const after = at + whole.length;
  if (name === 'br') return { made: node('br'), next: after };
  if (name === 'hr') return { made: node('hr'), next: after };
  if (!Object.hasOwn(TAGS, name)) return undefined;
  const end = ending(text, after, name);
  if (end === undefined) return undefined;
  const attributes = {};
  for (const [, key, ...values] of written.matchAll(ATTRIBUTE)) attributes[key] = values.find((value) => value !== undefined);
  return { made: TAGS[name](inline(text.slice(after, end.from), reader), attributes, reader), next: end.to };
}

/** Where a tag is closed, past tags of its own name inside it. */
function ending(text, from, name) {
  const tags = new RegExp(`<(/?)${name}\\b[^>]*>`, 'gi');
  tags.lastIndex = from;
  let depth = 1;
  for (let found = tags.exec(text); found; found = tags.exec(text)) {
    depth += found[1] ? -1 : 1;
    if (depth === 0) return { from: found.index, to: tags.lastIndex };
  }
  return undefined;
}
