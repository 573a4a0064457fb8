// What runs in the page to draw one chart and to look at it. Each function is handed over as text,
// so it uses nothing from outside itself; `window.chart` is the chart drawn last.
//
// The engine gets a `chart_spec` as it is, without animation; the background is the card's own.

/// Draws a chart and answers what the engine complained of.
export async function drawChart({ spec, width, height, mode, mobile }) {
  const complaints = [];
  const minded = (kind) => (...words) => complaints.push(`${kind}: ${words.map(String).join(' ')}`);
  const { error, warn } = console;
  Object.assign(console, { error: minded('error'), warn: minded('warning') });

  window.chart?.release();
  const dom = document.createElement('div');
  Object.assign(dom.style, { width: `${width}px`, height: `${height}px` });
  document.body.style.margin = 0;
  document.body.style.background = mode === 'dark' ? '#1f2329' : '#ffffff';
  document.body.replaceChildren(dom);
  window.chart = new window.VChart.VChart(spec, {
    dom,
    mode: mobile ? 'mobile-browser' : 'desktop-browser',
    theme: mode,
    animation: false,
    dpr: 2,
    onError: minded('the engine'),
  });
  await window.chart.renderAsync();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  Object.assign(console, { error, warn });
  return complaints;
}

/// Where the plot is, which colours are in it, how many series there are and how many have a value.
///
/// A colour is a hue of 15 degrees with its number of pixels: blurred edges and transparency keep
/// the hue. Grey ones do not count, they are the grid and the texts.
export function plotOf() {
  const [region] = window.chart.getChart().getAllRegions();
  const { x, y } = region.getLayoutStartPoint();
  const { width, height } = region.getLayoutRect();
  const canvas = window.chart.getCanvas();
  const dots = canvas.width / canvas.clientWidth;
  const box = [x, y, width, height].map((length) => Math.max(1, Math.round(length * dots)));
  const { data } = canvas.getContext('2d').getImageData(...box);
  const hues = {};
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = data.subarray(at, at + 3);
    const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
    if (most - least < 24) continue;
    const sector = most === red ? ((green - blue) / (most - least) + 6) % 6
      : most === green ? (blue - red) / (most - least) + 2
        : (red - green) / (most - least) + 4;
    const hue = (Math.round(sector * 4) % 24) * 15;
    hues[hue] = (hues[hue] ?? 0) + 1;
  }
  const series = window.chart.getChart().getAllSeries();
  const filled = series.filter((one) => {
    const fields = [one.getSpec().yField, one.getSpec().valueField].flat().filter(Boolean);
    const rows = one.getViewData()?.latestData ?? [];
    return rows.some((row) => fields.some((field) => row[field] !== undefined && row[field] !== null));
  });
  return { box: [x, y, width, height].map(Math.round), hues, series: series.length, filled: filled.length };
}

/// Every text that is shown: its box on the canvas, and the path of what it belongs to.
export function textsOf() {
  const texts = [];
  const visit = (graphic, path) => {
    const { visible, opacity, text } = graphic.attribute ?? {};
    if (visible === false || opacity === 0) return;
    if (graphic.type === 'text' && text !== undefined && `${text}` !== '') {
      const { x1, y1, x2, y2 } = graphic.globalAABBBounds;
      texts.push({ text: [text].flat().join(' '), path, box: [x1, y1, x2, y2].map(Math.round) });
    }
    graphic.forEachChildren?.((child) => { visit(child, `${path}/${child.name ?? child.type}`); });
  };
  visit(window.chart.getStage(), '');
  return texts;
}
