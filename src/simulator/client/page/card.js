// Draws a card of JSON 2.0 (dossier 8) as a Feishu client does: header, body and every component that it knows.

import { chart } from './chart.js';
import { cleared, field, filled, isField, newForm, timezone } from './fields.js';
import { icon, iconOf, node } from './icons.js';
import { address, hue, markdown } from './markdown.js';

/**
 * `reader` is whoever looks: `{lang, dark, names, members, kept, say, press, toast, layer}`. `kept` is a map of what was opened,
 * turned over and filled in, which outlives this drawing; `press({value, name})`, `press({option, tag, name})` and
 * `press({form, name})` call the bot; `layer` is where dialogs belong.
 */
export function card(json, reader) {
  if (json.schema !== '2.0') return unsupported(`card ${json.schema ?? '1.0'}`);
  const { header, body = {}, config = {} } = json;
  const own = { ...reader, choose, colours: config.style?.color ?? {}, path: '' };
  return node('article', { class: `card width-${config.width_mode ?? 'default'}`, 'aria-label': header ? choose(header.title, reader.lang) : undefined },
    header && head(header, own), stack('body', body, own));
}

/** A text in the reader's language. */
export function choose(text, lang) {
  const said = text?.i18n_content ?? {};
  return said[lang === 'zh' ? 'zh_cn' : 'en_us'] || said.en_us || text?.content || '';
}

const SPACES = { small: '4px', medium: '8px', large: '12px', extra_large: '16px' };
const space = (value, otherwise) => SPACES[value] ?? (/^(-?\d+px ?){1,4}$/.test(value ?? '') ? value : otherwise);
const pixels = (value) => (/^\d+px$/.test(value ?? '') ? value : undefined);

/** Whatever may hold elements: a direction, spacing, padding and alignment. */
function stack(name, spec, reader, more = {}) {
  return node('div', {
    ...more,
    class: `stack ${name}${spec.direction === 'horizontal' ? ' horizontal' : ''}`,
    'data-align': spec.horizontal_align, 'data-upright': spec.vertical_align,
    style: { ...more.style, 'row-gap': space(spec.vertical_spacing, '8px'), 'column-gap': space(spec.horizontal_spacing, '8px'), ...(spec.padding && { padding: space(spec.padding, '12px') }) },
  }, (spec.elements ?? []).map((element, index) => drawn(element, { ...reader, path: `${reader.path}/${element.element_id ?? index}` })));
}

const COMPONENTS = {
  markdown: (spec, reader) => words({ ...spec, tag: 'markdown' }, reader, spec.icon), div, hr: () => node('hr'), column_set: columns, table,
  chart: (spec, reader) => chart(spec, { ...reader, kept: keptFor(reader) }),
  collapsible_panel: panel, interactive_container: container, form, button, overflow, person, person_list: persons, img: picture,
};

function drawn(spec, reader) {
  const draw = Object.hasOwn(COMPONENTS, spec.tag) ? COMPONENTS[spec.tag] : isField(spec.tag) ? held : () => unsupported(spec.tag);
  const made = draw(spec, reader);
  if (spec.element_id) made.dataset.element = spec.element_id;
  if (spec.margin) made.style.margin = space(spec.margin, '');
  return made;
}

const held = (spec, reader) => hinted(field(spec, reader, keptFor({ ...reader, path: `${reader.path}:${spec.name ?? ''}` })), spec, reader);

/** What stands in a form is told when one of its buttons sends it. */
function form(spec, reader) {
  return stack('form', spec, { ...reader, form: newForm() }, { role: 'group', 'aria-label': reader.say('form') });
}

const unsupported = (tag) => node('div', { class: 'unsupported' }, `unsupported: ${tag}`);

/** What is kept under this component's place in the card. */
function keptFor({ kept, path }) {
  if (!kept.has(path)) kept.set(path, new Map());
  return kept.get(path);
}

function head(header, reader) {
  const tags = header.i18n_text_tag_list?.[reader.lang === 'zh' ? 'zh_cn' : 'en_us'] ?? header.text_tag_list ?? [];
  const subtitle = choose(header.subtitle, reader.lang);
  return node('header', { class: 'card-head', 'data-hue': hue(header.template), style: header.padding && { padding: space(header.padding, '12px') } },
    header.icon && pictogram(header.icon),
    node('div', {},
      node('div', { class: 'card-title' }, header.title && words(header.title, reader), tags.map((tag) => label(choose(tag.text, reader.lang), tag.color))),
      subtitle && node('div', { class: 'card-subtitle' }, subtitle)));
}

const label = (text, colour) => node('span', { class: 'text-tag', 'data-hue': hue(colour) ?? 'neutral' }, text);
const pictogram = (spec) => node('span', { class: 'pictogram', 'data-hue': hue(spec.color) }, spec.tag === 'custom_icon' ? icon('image') : iconOf(spec.token));

/** A text object: plain, or with markup. */
function words(text, reader, sign = text.icon) {
  const content = choose(text, reader.lang);
  const made = node('div', {
    class: `words ${text.tag === 'plain_text' ? 'plain' : 'marked'} size-${text.text_size ?? 'normal'}`,
    'data-hue': hue(text.text_color), 'data-align': text.text_align,
  }, text.tag === 'plain_text' ? content : markdown(content, reader));
  const own = reader.colours?.[text.text_color];
  if (own) made.style.color = reader.dark ? own.dark_mode : own.light_mode;
  if (text.lines) {
    made.classList.add('clamped');
    made.style.setProperty('-webkit-line-clamp', text.lines);
  }
  return sign ? node('div', { class: 'with-icon' }, pictogram(sign), made) : made;
}

function div(spec, reader) {
  return node('div', { class: 'div' }, spec.text && words(spec.text, reader, spec.icon),
    spec.fields && node('div', { class: 'fields' }, spec.fields.map((field) =>
      node('div', { class: field.is_short ? 'short' : 'long' }, words(field.text, reader)))));
}

function columns(spec, reader) {
  return node('div', {
    class: `columns flex-${spec.flex_mode ?? 'none'}`, 'data-fill': hue(spec.background_style), 'data-align': spec.horizontal_align,
    style: { gap: space(spec.horizontal_spacing, '8px') },
  }, (spec.columns ?? []).map((column, index) => {
    const made = stack('column', column, { ...reader, path: `${reader.path}.${index}` }, { 'data-fill': hue(column.background_style) });
    const width = pixels(column.width);
    made.style.flex = width ? `0 0 ${width}` : column.width === 'weighted' ? `${column.weight ?? 1} 1 0` : '0 1 auto';
    if (column.margin) made.style.margin = space(column.margin, '');
    return made;
  }));
}

function table(spec, reader) {
  const kept = keptFor(reader);
  const rows = spec.rows ?? [];
  const size = spec.page_size ?? 5;
  const pages = Math.max(Math.ceil(rows.length / size), 1);
  const style = spec.header_style ?? {};
  const body = node('tbody');
  const place = node('span', { 'aria-live': 'polite' });
  const turn = (to) => {
    const page = Math.min(Math.max(to, 0), pages - 1);
    kept.set('page', page);
    body.replaceChildren(...rows.slice(page * size, (page + 1) * size).map((row) => node('tr', {}, (spec.columns ?? []).map((column) =>
      node('td', { 'data-align': column.horizontal_align ?? (column.data_type === 'number' ? 'right' : undefined) }, cell(row[column.name], column, reader))))));
    place.textContent = `${page + 1} / ${pages}`;
  };
  turn(kept.get('page') ?? 0);
  const arrow = (sign, step) => node('button', { type: 'button', class: 'round small', 'aria-label': reader.say(sign), onclick: () => turn(kept.get('page') + step) }, icon(sign));
  return node('div', { class: `table row-${spec.row_height ?? 'low'}` },
    node('div', { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': reader.say('table') }, node('table', {},
      node('thead', { class: style.background_style === 'none' ? 'bare' : undefined }, node('tr', {}, (spec.columns ?? []).map((column) =>
        node('th', { scope: 'col', class: style.bold === false ? 'light' : undefined, 'data-align': style.text_align ?? column.horizontal_align,
          style: pixels(column.width) || /%$/.test(column.width ?? '') ? { width: column.width } : undefined }, column.display_name ?? column.name)))), body)),
    pages > 1 && node('div', { class: 'pager' }, arrow('left', -1), place, arrow('right', 1)));
}

const listOf = (value) => (Array.isArray(value) ? value : [value]);

function cell(value, column, reader) {
  if (value === undefined || value === null || value === '') return '–';
  switch (column.data_type) {
    case 'number': return number(value, column.format ?? {}, reader);
    case 'date': return date(Number(value), column.date_format ?? 'YYYY-MM-DD');
    case 'options': return listOf(value).map((option) => (typeof option === 'object' ? label(option.text, option.color) : label(option)));
    case 'persons': return listOf(value).map((id) => person({ user_id: id, size: 'extra_small' }, reader));
    case 'markdown': case 'lark_md': return markdown(value, reader);
    default: return String(value);
  }
}

function number(value, { precision, symbol = '', separator }, { lang }) {
  const digits = precision === undefined ? { maximumFractionDigits: 10 } : { minimumFractionDigits: precision, maximumFractionDigits: precision };
  return symbol + new Intl.NumberFormat(lang === 'zh' ? 'zh-CN' : 'en-US', { ...digits, useGrouping: separator === true }).format(value);
}

function date(ms, format) {
  const at = new Date(ms);
  const parts = { YYYY: at.getFullYear(), MM: at.getMonth() + 1, DD: at.getDate(), HH: at.getHours(), mm: at.getMinutes(), ss: at.getSeconds() };
  return format.replace(/YYYY|MM|DD|HH|mm|ss/g, (part) => String(parts[part]).padStart(2, '0'));
}

function panel(spec, reader) {
  const kept = keptFor(reader);
  const { header = {} } = spec;
  const id = `panel-${reader.id}${reader.path}`.replace(/\W+/g, '-');
  const inner = stack('panel-body', spec, reader, { id });
  const sign = node('span', { class: 'panel-icon' }, header.icon?.token ? iconOf(header.icon.token) : icon('down'));
  const toggle = node('button', { type: 'button', class: `panel-head icon-${header.icon_position ?? 'right'}`, 'aria-controls': id, 'data-fill': hue(header.background_color),
    style: header.padding && { padding: space(header.padding, '') }, onclick: () => open(toggle.getAttribute('aria-expanded') !== 'true') },
  header.title && words(header.title, reader), sign);
  const open = (now) => {
    kept.set('open', now);
    toggle.setAttribute('aria-expanded', String(now));
    inner.hidden = !now;
    sign.style.transform = now ? `rotate(${header.icon_expanded_angle ?? 180}deg)` : '';
  };
  open(kept.get('open') ?? spec.expanded ?? false);
  return node('div', { class: spec.border ? 'panel bordered' : 'panel', 'data-fill': hue(spec.background_color), 'data-edge': hue(spec.border?.color),
    style: { 'border-radius': pixels(spec.border?.corner_radius) ?? '6px' } }, toggle, inner);
}

/** What a press does: it asks first if it has to, then opens addresses and calls the bot. */
async function act(spec, element, reader) {
  if (element.getAttribute('aria-busy') === 'true') return;
  if (spec.disabled) {
    const tips = choose(spec.disabled_tips, reader.lang);
    if (tips) reader.toast('info', tips);
    return;
  }
  if (spec.confirm && !(await confirmed(spec.confirm, reader))) return;
  for (const behavior of spec.behaviors ?? []) {
    if (behavior.type === 'open_url' && target(behavior)) window.open(target(behavior), '_blank', 'noopener,noreferrer');
    if (behavior.type !== 'callback') continue;
    element.setAttribute('aria-busy', 'true');
    await reader.press({ value: behavior.value, name: spec.name });
    element.removeAttribute('aria-busy');
  }
}

/** A button of a form sends what is filled in, or takes it back. */
async function send(spec, element, reader) {
  if (spec.form_action_type === 'reset') return cleared(reader.form);
  const form = filled(reader.form, reader);
  if (!form || element.getAttribute('aria-busy') === 'true' || (spec.confirm && !(await confirmed(spec.confirm, reader)))) return undefined;
  element.setAttribute('aria-busy', 'true');
  await reader.press({ form, name: spec.name, timezone: timezone() });
  return element.removeAttribute('aria-busy');
}

const target = (behavior) => address(behavior.pc_url) ?? address(behavior.default_url);

function confirmed(confirm, reader) {
  return new Promise((answer) => {
    const title = choose(confirm.title, reader.lang);
    const choice = (value, name, kind) => node('button', { type: 'button', class: `button ${kind}`, onclick: () => dialog.close(value) }, name);
    const dialog = node('dialog', { class: 'confirm', 'aria-label': title, onclose: () => {
      answer(dialog.returnValue === 'yes');
      dialog.remove();
    } }, node('h2', {}, title), node('p', {}, choose(confirm.text, reader.lang)),
    node('div', { class: 'choices' }, choice('no', reader.say('cancel'), 'type-default'), choice('yes', reader.say('confirm'), 'type-primary_filled')));
    reader.layer.append(dialog);
    dialog.showModal();
  });
}

/** A hint that shows itself to whoever points at or reaches a component. */
function hinted(made, spec, reader) {
  const tips = choose((spec.disabled && spec.disabled_tips) || spec.hover_tips, reader.lang);
  if (!tips) return made;
  const id = `tip-${reader.id}${reader.path}`.replace(/\W+/g, '-');
  made.setAttribute('aria-describedby', id);
  return node('span', { class: 'hinted' }, made, node('span', { class: 'tip', role: 'tooltip', id }, tips));
}

function button(spec, reader) {
  const inside = [spec.icon && pictogram(spec.icon), choose(spec.text, reader.lang)];
  const name = spec.text ? undefined : reader.say('more');
  const wide = spec.width === 'fill' ? '100%' : pixels(spec.width);
  const look = { class: `button type-${spec.type ?? 'default'} size-${spec.size ?? 'medium'}`, 'aria-label': name, style: wide && { width: wide } };
  const behaviors = spec.behaviors ?? [];
  const only = behaviors.length === 1 && !spec.confirm && !spec.disabled && behaviors[0].type === 'open_url' && target(behaviors[0]);
  const made = only
    ? node('a', { ...look, href: only, target: '_blank', rel: 'noopener noreferrer' }, inside)
    : node('button', { ...look, type: 'button', 'aria-disabled': spec.disabled ? 'true' : undefined, onclick: () => (spec.form_action_type && reader.form && !spec.disabled ? send : act)(spec, made, reader) }, inside);
  return hinted(made, spec, reader);
}

function container(spec, reader) {
  const made = stack('container', spec, reader, {
    'data-fill': hue(spec.background_style), 'data-edge': spec.has_border ? hue(spec.border_color) ?? 'grey' : undefined, 'aria-disabled': spec.disabled ? 'true' : undefined,
    style: { 'border-radius': space(spec.corner_radius, '8px'), ...(pixels(spec.width) && { width: spec.width }), ...(pixels(spec.height) && { height: spec.height }) },
  });
  made.addEventListener('click', (event) => {
    event.stopPropagation();
    if (!event.target.closest('button, a, select')) act(spec, made, reader);
  });
  if (made.querySelector('button, a, select')) return made;
  made.setAttribute('role', 'button');
  made.setAttribute('tabindex', '0');
  made.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act(spec, made, reader);
  });
  return hinted(made, spec, reader);
}

/** A menu of addresses; an option without one calls the bot as the component says. */
function overflow(spec, reader) {
  const choices = (spec.options ?? []).map((option) => node('button', { type: 'button', role: 'menuitem', onclick: () => {
    const to = address(option.multi_url?.pc_url) ?? address(option.multi_url?.url);
    show(false);
    if (to) window.open(to, '_blank', 'noopener,noreferrer');
    else act(spec, opener, reader);
  } }, choose(option.text, reader.lang)));
  const menu = node('div', { class: 'menu', role: 'menu', hidden: true, onkeydown: (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choices.at((choices.indexOf(document.activeElement) + step) % choices.length).focus();
    if (event.key === 'Escape') show(false);
    if (step || event.key === 'Escape') event.preventDefault();
  } }, choices);
  const show = (now) => {
    menu.hidden = !now;
    opener.setAttribute('aria-expanded', String(now));
    (now ? choices[0] : opener)?.focus();
  };
  const opener = node('button', { type: 'button', class: 'button type-default', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': reader.say('more'), onclick: () => show(menu.hidden) }, icon('more'));
  return node('span', { class: 'overflow', onfocusout: (event) => {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    menu.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
  } }, opener, menu);
}

const FACES = ['blue', 'turquoise', 'orange', 'purple', 'green', 'carmine', 'indigo', 'red'];

/** A face without a picture: the last letter of a Chinese name or the first of any other, on a colour that is always the same. */
export function avatar(name, id, size = '') {
  const sum = [...String(id)].reduce((total, letter) => (total * 31 + letter.codePointAt(0)) % 9973, 7);
  const initial = /^[\u3400-\u9fff]{2,4}$/.test(name) ? name.slice(-2) : [...name][0] ?? '?';
  return node('span', { class: `avatar ${size}`, 'data-hue': FACES[sum % FACES.length], 'aria-hidden': 'true' }, initial);
}

function person(spec, reader) {
  const name = reader.names.get(spec.user_id) ?? reader.say('unknownUser');
  return node('span', { class: spec.style === 'capsule' ? 'person capsule' : 'person' },
    spec.show_avatar !== false && avatar(name, spec.user_id, spec.size ?? 'small'), spec.show_name !== false && node('span', {}, name));
}

function persons(spec, reader) {
  return node('div', { class: 'persons' }, (spec.persons ?? []).map(({ id }) => person({ ...spec, user_id: id }, reader)));
}

function picture(spec, reader) {
  return node('div', { class: 'picture' }, icon('image'), choose(spec.alt, reader.lang) || reader.say('picture'));
}
