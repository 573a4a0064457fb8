// Draws the part of VChart's JSON that our cards use: lines, bars and areas over shared axes, and linear progress.

import { icon, node, shape } from './icons.js';

const PALETTE = ['#3370ff', '#16c0ff', '#f5a623', '#34c724', '#f54a45', '#7f3bf5', '#00c2b2', '#d136d1'];
const DRAWN = new Set(['line', 'bar', 'area']);
const RATIOS = { '1:1': 1, '2:1': 2, '4:3': 4 / 3, '16:9': 16 / 9 };

const list = (value) => (Array.isArray(value) ? value : value ? [value] : []);
const first = (value) => (Array.isArray(value) ? value[0] : value);
const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

/** `component` is a card's chart; `reader` says whose language and which series are switched off. */
export function chart(component, reader) {
  const spec = component.chart_spec ?? {};
  if (spec.type === 'linearProgress') return figure(spec, [progress(spec)]);
  const model = understood(spec);
  if (!model) return node('div', { class: 'unsupported' }, `unsupported: chart ${spec.type}`);
  const plot = node('div', { class: 'plot', tabindex: '0', role: 'img', 'aria-label': spoken(spec, model, reader) });
  const height = /^\d+px$/.test(component.height ?? '') ? Number.parseInt(component.height, 10) : undefined;
  const hidden = reader.kept;
  const draw = () => {
    const width = plot.clientWidth;
    if (!width) return;
    const ratio = RATIOS[component.aspect_ratio] ?? (width < 380 ? 4 / 3 : 16 / 9);
    const shown = model.series.filter((series) => !hidden.has(series.name));
    paint(plot, { ...model, series: shown }, width, height ?? Math.round(Math.min(width / ratio, 420)), reader);
  };
  let last = 0;
  new ResizeObserver(() => {
    if (plot.clientWidth !== last) draw();
    last = plot.clientWidth;
  }).observe(plot);
  return figure(spec, [plot, list(spec.legends)[0]?.visible !== false && legend(model, hidden, draw)],
    component.preview !== false && { ...component, preview: false, aspect_ratio: '16:9', height: 'auto' }, reader);
}

function figure(spec, parts, larger, reader) {
  const { text, subtext, visible } = spec.title ?? {};
  const shown = visible !== false && (text || subtext);
  return node('figure', { class: 'chart' },
    shown && node('figcaption', {}, node('strong', {}, text ?? ''), subtext && node('span', {}, subtext)),
    larger && node('button', { class: 'enlarge', type: 'button', 'aria-label': reader.say('enlarge'), onclick: () => enlarge(larger, reader) }, icon('expand')),
    parts);
}

function enlarge(component, reader) {
  const dialog = node('dialog', { class: 'preview', 'aria-label': reader.say('chart'), onclose: () => dialog.remove() },
    node('button', { class: 'round', type: 'button', 'aria-label': reader.say('close'), onclick: () => dialog.close() }, icon('close')),
    chart(component, reader));
  reader.layer.append(dialog);
  dialog.showModal();
}

/** Series, the places on the bottom axis, and the axes at the sides; or nothing for a type that is not drawn. */
function understood(spec) {
  const written = spec.type === 'common' ? list(spec.series) : [spec];
  if (!written.length || !written.every((series) => DRAWN.has(series.type)) || spec.direction === 'horizontal') return undefined;
  const tables = list(spec.data);
  const colours = Array.isArray(spec.color) ? spec.color : PALETTE;
  const series = written.flatMap((one, index) => split(one, tableOf(tables, one), index));
  series.forEach((one, index) => { one.colour = one.own ?? colours[index % colours.length]; });
  const places = [...new Set(written.flatMap((one) => tableOf(tables, one).map((row) => row[first(one.xField)])))];
  const axes = list(spec.axes);
  const sides = axes.filter((axis) => axis.orient === 'left' || axis.orient === 'right').map((axis) => ({ ...axis, members: [] }));
  if (!sides.length) sides.push({ orient: 'left', members: [] });
  for (const one of series) (sides.find((axis) => belongs(axis, one)) ?? sides[0]).members.push(one);
  stackUp(series);
  sides.forEach(range);
  return { series, places, sides, bottom: axes.find((axis) => axis.orient === 'bottom') ?? {},
    lines: list(spec.markLine), areas: list(spec.markArea) };
}

const tableOf = (tables, series) => {
  const table = tables.find((one) => one.id === series.dataId) ?? tables[series.dataIndex ?? 0];
  return list(table?.values);
};

const belongs = (axis, series) =>
  axis.seriesId === undefined && axis.seriesIndex === undefined
  || list(axis.seriesId).includes(series.id) || [axis.seriesIndex].flat().includes(series.index);

/** A series, or one for each value of its `seriesField`. */
function split(written, rows, index) {
  const [x, y] = [first(written.xField), first(written.yField)];
  const field = written.seriesField;
  const names = field ? [...new Set(rows.map((row) => row[field]))] : [written.name ?? y];
  const style = written[written.type]?.style ?? {};
  return names.map((name, group) => {
    const values = new Map(rows.filter((row) => !field || row[field] === name).map((row) => [row[x], row[y]]));
    return { index, id: written.id, name: String(name), type: written.type, values, written, style, own: field ? undefined : style.stroke ?? style.fill,
      group, groups: Array.isArray(written.xField) ? names.length : 1, base: new Map(),
      stacked: Boolean(field) && !Array.isArray(written.xField) && (written.stack ?? written.type !== 'line') };
  });
}

function stackUp(series) {
  const tops = new Map();
  for (const one of series.filter(({ stacked }) => stacked)) {
    for (const [x, y] of one.values) {
      if (!isNumber(y)) continue;
      const key = `${one.index} ${x}`;
      one.base.set(x, tops.get(key) ?? 0);
      tops.set(key, (tops.get(key) ?? 0) + y);
    }
  }
}

const topOf = (series, x) => {
  const value = series.values.get(x);
  return isNumber(value) ? value + (series.base.get(x) ?? 0) : undefined;
};

/** The bounds that are asked for or hold every value, and round numbers between them, about as many as asked for. */
function range(axis) {
  const values = axis.members.flatMap((one) => [...one.values.keys()].map((x) => topOf(one, x))).filter(isNumber);
  const low = axis.min ?? Math.min(0, ...values);
  const high = Math.max(axis.max ?? Math.max(0, ...values), low);
  const span = high - low || 1;
  const rough = span / (axis.tick?.tickCount ?? 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([[Math.sqrt(50), 10], [Math.sqrt(10), 5], [Math.sqrt(2), 2]].find(([least]) => rough / power >= least)?.[1] ?? 1);
  axis.low = low;
  axis.high = axis.max ?? (Math.ceil((low + span) / step) * step);
  axis.ticks = [];
  for (let at = Math.ceil(low / step) * step; at <= axis.high + step / 1e6; at += step) axis.ticks.push(Number(at.toPrecision(10)));
}

const figures = (value) => (isNumber(value) ? String(Number(value.toPrecision(6))) : '–');
const labelled = (axis, value) => (axis.label?.formatter ?? '{label}').replace(/\{label[^}]*\}/g, isNumber(value) ? figures(value) : value);
const widthOf = (text, size) => [...String(text)].reduce((sum, letter) => sum + (letter > '\u2e80' ? 1 : 0.58), 0) * size;

const FONT = 11;

function paint(plot, model, width, height, reader) {
  const lined = model.sides.some((axis) => axis.unit?.visible || axis.title?.visible);
  const room = (side) => model.sides.filter((axis) => axis.orient === side && axis.label?.visible !== false)
    .reduce((sum, axis) => sum + Math.max(...axis.ticks.map((tick) => widthOf(labelled(axis, tick), FONT)), 8) + 10, 0);
  const box = { left: room('left') || 8, right: width - (room('right') || 8), top: lined ? 24 : 10, bottom: height - 24 };
  const band = (box.right - box.left) / Math.max(model.places.length, 1);
  const scale = {
    box, band, x: (place) => box.left + (model.places.indexOf(place) + 0.5) * band,
    y: (axis, value) => box.bottom - ((value - axis.low) / (axis.high - axis.low || 1)) * (box.bottom - box.top),
  };
  const drawing = shape('svg', { viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' });
  drawing.append(...sideAxes(model, scale), ...bottomAxis(model, scale), ...areaMarks(model, scale),
    ...bars(model, scale), ...areasAndLines(model, scale), ...lineMarks(model, scale));
  plot.replaceChildren(drawing);
  follow(plot, drawing, model, scale, reader);
}

function sideAxes(model, { box, y }) {
  return model.sides.flatMap((axis, index) => {
    const left = axis.orient === 'left';
    const at = left ? box.left : box.right;
    const made = axis.ticks.flatMap((tick) => [
      axis.grid?.visible !== false && (index === 0 || axis.grid?.visible)
        && shape('line', { class: tick === axis.low ? 'base' : 'grid', x1: box.left, x2: box.right, y1: y(axis, tick), y2: y(axis, tick) }),
      axis.label?.visible !== false && shape('text', { class: 'axis', x: left ? at - 6 : at + 6, y: y(axis, tick) + 4, 'text-anchor': left ? 'end' : 'start' }, labelled(axis, tick)),
    ]).filter(Boolean);
    const words = [axis.title?.visible && axis.title.text, axis.unit?.visible && axis.unit.text].filter(Boolean).join(' · ');
    if (words) made.push(shape('text', { class: 'axis', x: left ? 4 : box.right + (at - box.right) + 6, y: 12, 'text-anchor': 'start' }, words));
    return made;
  });
}

/** As many labels as fit beside each other. */
function bottomAxis(model, { box, band, x }) {
  if (model.bottom.label?.visible === false) return [];
  const widest = Math.max(...model.places.map((place) => widthOf(place, FONT)), 1);
  const every = Math.max(1, Math.ceil((widest + 12) / band));
  return model.places.filter((_, index) => index % every === 0).map((place) => {
    const half = widthOf(place, FONT) / 2;
    const at = Math.min(Math.max(x(place), half + 1), box.right + 6);
    return shape('text', { class: 'axis', x: at, y: box.bottom + 16, 'text-anchor': 'middle' }, labelled(model.bottom, place));
  });
}

const axisOf = (model, series) => model.sides.find((axis) => axis.members.some((one) => one.name === series.name)) ?? model.sides[0];

function bars(model, { band, x, y }) {
  return model.series.filter(({ type }) => type === 'bar').flatMap((one) => {
    const axis = axisOf(model, one);
    const asked = String(one.written.barWidth ?? '60%');
    const whole = asked.endsWith('%') ? band * Number.parseFloat(asked) / 100 : Math.min(Number.parseFloat(asked) || band * 0.6, band);
    const wide = Math.max(whole / one.groups, 1);
    return [...one.values].filter(([, value]) => isNumber(value)).map(([place]) => {
      const [top, base] = [y(axis, Math.min(topOf(one, place), axis.high)), y(axis, one.base.get(place) ?? Math.max(axis.low, 0))];
      return shape('rect', { x: x(place) - whole / 2 + (one.group % one.groups) * wide, width: wide, y: Math.min(top, base), height: Math.abs(base - top),
        fill: one.colour, 'fill-opacity': one.style.fillOpacity ?? one.style.opacity });
    });
  });
}

/** A point without a value breaks a line, unless it asks to be linked. */
function runs(series, places) {
  const link = series.written.invalidType === 'link';
  const made = [[]];
  for (const place of places) {
    if (topOf(series, place) !== undefined) made.at(-1).push(place);
    else if (!link && made.at(-1).length) made.push([]);
  }
  return made.filter((run) => run.length);
}

function areasAndLines(model, { x, y }) {
  return model.series.filter(({ type }) => type !== 'bar').flatMap((one) => {
    const axis = axisOf(model, one);
    const up = (place) => `${x(place)},${y(axis, Math.min(topOf(one, place), axis.high))}`;
    const down = (place) => `${x(place)},${y(axis, one.base.get(place) ?? Math.max(axis.low, 0))}`;
    const stroke = one.written.line?.style ?? {};
    const dot = one.written.point ?? {};
    return runs(one, model.places).flatMap((run) => [
      one.type === 'area' && shape('polygon', { points: [...run.map(up), ...run.toReversed().map(down)].join(' '), fill: one.style.fill ?? one.colour, 'fill-opacity': one.style.fillOpacity ?? 0.2 }),
      one.written.line?.visible !== false && shape('polyline', { points: run.map(up).join(' '), fill: 'none', stroke: stroke.stroke ?? one.colour, 'stroke-width': stroke.lineWidth ?? 2,
        'stroke-opacity': stroke.strokeOpacity, 'stroke-dasharray': list(stroke.lineDash).join(' ') || null, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' }),
      ...(dot.visible === false && run.length > 1 ? [] : run).map((place) => {
        const [cx, cy] = up(place).split(',');
        return shape('circle', { cx, cy, r: Math.min((dot.style?.size ?? 4) / 2, 4), fill: dot.style?.fill ?? one.colour });
      }),
    ].filter(Boolean));
  });
}

const markAxis = (model, mark) =>
  model.sides.find((axis) => axis.members.some((one) => one.id === mark.relativeSeriesId || one.index === mark.relativeSeriesIndex)) ?? model.sides[0];

function lineMarks(model, { box, x, y }) {
  return model.lines.flatMap((mark) => {
    const axis = markAxis(model, mark);
    const { stroke, lineWidth, lineDash } = mark.line?.style ?? {};
    const flat = isNumber(mark.y);
    if (!flat && !model.places.includes(mark.x)) return [];
    const ends = flat ? { x1: box.left, x2: box.right, y1: y(axis, mark.y), y2: y(axis, mark.y) } : { x1: x(mark.x), x2: x(mark.x), y1: box.top, y2: box.bottom };
    if (flat && (mark.y > axis.high || mark.y < axis.low)) return [];
    return [
      shape('line', { class: 'mark', ...ends, style: stroke && { stroke }, 'stroke-width': lineWidth ?? 1, 'stroke-dasharray': list(lineDash ?? [4, 3]).join(' ') }),
      mark.label?.text && shape('text', { class: 'axis', x: flat ? box.right - 4 : ends.x1 + 4, y: flat ? ends.y1 - 4 : box.top + 10, 'text-anchor': flat ? 'end' : 'start' }, mark.label.text),
    ].filter(Boolean);
  });
}

function areaMarks(model, { box, band, x, y }) {
  return model.areas.map((mark) => {
    const axis = markAxis(model, mark);
    const known = (place) => model.places.includes(place);
    const [from, to] = [known(mark.x) ? x(mark.x) - band / 2 : box.left, known(mark.x1) ? x(mark.x1) + band / 2 : box.right];
    const [top, base] = [isNumber(mark.y1) ? y(axis, mark.y1) : box.top, isNumber(mark.y) ? y(axis, mark.y) : box.bottom];
    return shape('rect', { x: Math.min(from, to), width: Math.abs(to - from), y: Math.min(top, base), height: Math.abs(base - top),
      fill: mark.area?.style?.fill ?? PALETTE[4], 'fill-opacity': mark.area?.style?.fillOpacity ?? 0.12 });
  });
}

/** The cursor and the box of values, for the pointer and for the arrow keys. */
function follow(plot, drawing, model, { box, band, x }, reader) {
  const cursor = shape('line', { class: 'cursor', y1: box.top, y2: box.bottom });
  const tip = node('div', { class: 'chart-tip', role: 'status' });
  drawing.append(cursor);
  plot.append(tip);
  let at = -1;
  const show = (index) => {
    at = index;
    plot.classList.toggle('pointed', index >= 0);
    if (index < 0) return tip.replaceChildren();
    const place = model.places[index];
    const line = x(place);
    cursor.setAttribute('x1', line);
    cursor.setAttribute('x2', line);
    tip.replaceChildren(node('strong', {}, String(place)), ...model.series.map((one) => told(one, place, reader)).filter(Boolean));
    const left = line + tip.offsetWidth + 12 > plot.clientWidth ? line - tip.offsetWidth - 10 : line + 10;
    return tip.style.setProperty('transform', `translate(${Math.max(left, 0)}px, ${box.top}px)`);
  };
  const inside = (index) => Math.min(Math.max(index, 0), model.places.length - 1);
  plot.onpointermove = (event) => show(inside(Math.floor((event.clientX - plot.getBoundingClientRect().left - box.left) / band)));
  plot.onpointerleave = () => show(-1);
  plot.onblur = () => show(-1);
  plot.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(inside(at + step));
  };
}

const told = (series, place, reader) => {
  const value = series.values.get(place);
  const bar = series.type === 'bar' && !isNumber(value);
  return !bar && node('span', { class: 'told' }, swatch(series), node('span', {}, series.name), node('b', {}, isNumber(value) ? figures(value) : reader.say('noValue')));
};

const swatch = (series) => node('i', { class: series.type === 'line' ? 'swatch line' : 'swatch', style: { background: series.colour } });

function legend(model, hidden, draw) {
  return node('div', { class: 'legend' }, model.series.map((series) => {
    const toggle = node('button', { type: 'button', 'aria-pressed': String(!hidden.has(series.name)), onclick: () => {
      if (!hidden.delete(series.name)) hidden.set(series.name, true);
      toggle.setAttribute('aria-pressed', String(!hidden.has(series.name)));
      draw();
    } }, swatch(series), series.name);
    return toggle;
  }));
}

function progress(spec) {
  const rows = list(list(spec.data)[0]?.values);
  return node('div', { class: 'progress' }, rows.map((row, index) => {
    const share = Math.min(Math.max(Number(row[first(spec.xField)]) || 0, 0), 1);
    const fill = spec.progress?.style?.fill ?? list(spec.color)[index] ?? PALETTE[index % PALETTE.length];
    return node('div', { class: 'progress-row' }, node('span', {}, String(row[first(spec.yField)] ?? '')),
      node('span', { class: 'track' }, node('i', { style: { width: `${share * 100}%`, background: fill } })));
  }));
}

/** What somebody hears who does not see the chart. */
function spoken(spec, model, reader) {
  const parts = model.series.map((one) => {
    const values = [...one.values.values()].filter(isNumber);
    return values.length ? `${one.name}: ${figures(Math.min(...values))} – ${figures(Math.max(...values))}` : `${one.name}: ${reader.say('noValue')}`;
  });
  return `${spec.title?.text ?? reader.say('chart')}. ${parts.join('; ')}`;
}
