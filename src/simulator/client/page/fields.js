// Draws what people fill in: selects, pickers, inputs, checkers, and the forms that hold them (dossier 8.2).

import { node } from './icons.js';

const FIELDS = {
  input: typed, select_static: (spec, reader) => choice(spec, reader, offered(spec, reader)),
  select_person: (spec, reader) => choice(spec, reader, people(spec, reader)),
  multi_select_static: (spec, reader) => choices(spec, reader, offered(spec, reader)),
  multi_select_person: (spec, reader) => choices(spec, reader, people(spec, reader)),
  date_picker: (spec, reader) => moment(spec, reader, 'date', spec.initial_date),
  picker_time: (spec, reader) => moment(spec, reader, 'time', spec.initial_time),
  picker_datetime: (spec, reader) => moment(spec, reader, 'datetime-local', spec.initial_datetime), checker,
};

export const isField = (tag) => Object.hasOwn(FIELDS, tag);

/**
 * A component that holds something. In a form it waits until the form is sent; elsewhere a choice is told at once. What it holds is
 * kept, so that drawing the card again does not lose it.
 */
export function field(spec, reader, kept) {
  return FIELDS[spec.tag](spec, { ...reader, kept });
}

/** What the fields of a form are known to it by: `{required, value(), reset(), element}` under their names. */
export const newForm = () => new Map();

/** What every field of a form holds, or nothing when something required is empty. */
export function filled(form, reader) {
  const empty = [...form.values()].filter(({ required, value }) => required && !value().length);
  for (const { element } of form.values()) element.removeAttribute('aria-invalid');
  for (const { element } of empty) element.setAttribute('aria-invalid', 'true');
  if (empty.length) {
    reader.toast('warning', reader.say('required'));
    empty[0].element.focus();
    return undefined;
  }
  return Object.fromEntries([...form].map(([name, { value }]) => [name, value()]));
}

export const cleared = (form) => form.forEach(({ reset }) => reset());

/** The client's zone, as callbacks of pickers tell it. */
export const timezone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Takes a field into its form, or tells what is chosen in it. */
function hold(spec, reader, element, { value, reset, changed }) {
  if (reader.form && spec.name) reader.form.set(spec.name, { required: spec.required === true, value, reset, element });
  element.addEventListener('input', () => element.removeAttribute('aria-invalid'));
  element.addEventListener('change', async () => {
    reader.kept.set('held', changed());
    if (reader.form || !value()) return;
    element.setAttribute('aria-busy', 'true');
    await reader.press({ tag: spec.tag, name: spec.name, option: value(), ...(spec.tag === 'date_picker' && { timezone: timezone() }) });
    element.removeAttribute('aria-busy');
  });
  return element;
}

const labelOf = (spec, reader) => reader.choose(spec.label, reader.lang) || reader.choose(spec.placeholder, reader.lang) || reader.say('choose');

/** The label that inputs may have, above or beside. */
function labelled(spec, reader, made) {
  const text = reader.choose(spec.label, reader.lang);
  return text ? node('label', { class: `labelled ${spec.label_position ?? 'top'}` }, node('span', {}, text), made) : made;
}

function typed(spec, reader) {
  const begin = spec.default_value ?? '';
  const look = {
    class: 'field', 'aria-label': labelOf(spec, reader), placeholder: reader.choose(spec.placeholder, reader.lang), maxlength: String(spec.max_length ?? 1000),
    disabled: spec.disabled, 'aria-required': spec.required ? 'true' : undefined,
  };
  const made = spec.input_type === 'multiline_text' ? node('textarea', { ...look, rows: String(spec.rows ?? 3) })
    : node('input', { ...look, type: spec.input_type === 'password' ? 'password' : 'text' });
  made.value = reader.kept.get('held') ?? begin;
  made.addEventListener('input', () => reader.kept.set('held', made.value));
  return labelled(spec, reader, hold(spec, reader, made, { value: () => made.value, changed: () => made.value, reset: () => { made.value = begin; } }));
}

const offered = (spec, reader) => (spec.options ?? []).map(({ value, text }) => [value, reader.choose(text, reader.lang)]);
const people = (spec, reader) => (spec.options?.length ? spec.options.map(({ value }) => value) : reader.members ?? [])
  .map((id) => [id, reader.names.get(id) ?? reader.say('unknownUser')]);

function choice(spec, reader, options) {
  const begin = spec.initial_option ?? spec.options?.[spec.initial_index - 1]?.value ?? '';
  const prompt = labelOf(spec, reader);
  const made = node('select', { class: 'select', disabled: spec.disabled, 'aria-label': prompt, 'aria-required': spec.required ? 'true' : undefined },
    node('option', { value: '', disabled: !reader.form || spec.required === true }, prompt), options.map(([value, text]) => node('option', { value }, text)));
  made.value = reader.kept.get('held') ?? begin;
  return hold(spec, reader, made, { value: () => made.value, changed: () => made.value, reset: () => { made.value = begin; } });
}

/** Several of the options; only forms wait for more than one. */
function choices(spec, reader, options) {
  const begin = spec.selected_values ?? [];
  const held = reader.kept.get('held') ?? begin;
  const boxes = options.map(([value]) => node('input', { type: 'checkbox', value, disabled: spec.disabled || !reader.form }));
  const value = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const set = (chosen) => boxes.forEach((box) => { box.checked = chosen.includes(box.value); });
  set(held);
  const made = node('div', { class: 'choices-of', role: 'group', tabindex: '-1', 'aria-label': labelOf(spec, reader) },
    options.map(([, text], index) => node('label', {}, boxes[index], node('span', {}, text))));
  return hold(spec, reader, made, { value, changed: value, reset: () => set(begin) });
}

/** A day, a time, or both; told with the offset of the reader's own zone. */
function moment(spec, reader, type, begin = '') {
  const made = node('input', { class: 'field', type, disabled: spec.disabled, 'aria-label': labelOf(spec, reader), 'aria-required': spec.required ? 'true' : undefined });
  made.value = reader.kept.get('held') ?? begin.replace(' ', 'T');
  const value = () => (made.value ? `${made.value.replace('T', ' ')} ${offset(type === 'time' ? new Date() : new Date(made.value))}` : '');
  return hold(spec, reader, made, { value, changed: () => made.value, reset: () => { made.value = begin.replace(' ', 'T'); } });
}

/** `+0800` of the reader's zone at a moment. */
function offset(at) {
  const minutes = -at.getTimezoneOffset();
  const two = (number) => String(Math.floor(number)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}${two(Math.abs(minutes) % 60)}`;
}

function checker(spec, reader) {
  const begin = spec.checked === true;
  const made = node('input', { type: 'checkbox', disabled: spec.disabled || !reader.form });
  made.checked = reader.kept.get('held') ?? begin;
  hold(spec, reader, made, { value: () => made.checked, changed: () => made.checked, reset: () => { made.checked = begin; } });
  return node('label', { class: 'checker' }, made, node('span', {}, reader.choose(spec.text, reader.lang)));
}
