// Every chart of the sample cards, drawn by the real chart engines: `node charts.mjs FOLDER`.
//
// Feishu clients carry VChart 1.2 to 1.12 (dossier 8.5); the two engines here are the published ones
// nearest to the oldest and the newest of the last years. Feishu gives a chart the width of the card
// and a height by `aspect_ratio`.
import { cardsOf, componentsOf } from './cards.mjs';
import { launch, newReader, picture, showsChinese } from './browser.mjs';
import { drawChart, plotOf, textsOf } from './chart-page.mjs';
import { source } from './packages.mjs';
import { Tally } from './tally.mjs';

const ENGINES = ['1.6', '1.12'];
const DEFAULT_RATIO = { phone: '1:1', desktop: '16:9' };
const SHAPES = [['phone', 342], ['desktop', 560]];
const MODES = ['light', 'dark'];
// A line of two pixels through a tenth of the narrower plot, at two dots a pixel.
const ENOUGH_DOTS = 100;
const LEAST_PLOT = 0.25;

const [folder] = process.argv.slice(2);
const tally = new Tally('charts');

function heightOf({ aspect_ratio, height }, shape, width) {
  if (/^\d+px$/.test(height)) return parseInt(height, 10);
  const [across, down] = (aspect_ratio ?? DEFAULT_RATIO[shape]).split(':').map(Number);
  return Math.round((width * down) / across);
}

/// Texts that stick out of the canvas.
function outside(texts, width, height) {
  return texts
    .filter(({ box: [left, top, right, bottom] }) => left < -1 || top < -1 || right > width + 1 || bottom > height + 1)
    .map(({ text, box }) => `"${text}" sticks out of the canvas: ${box}`);
}

/// Neighbours on one axis that cover each other.
function overlapping(texts) {
  const labels = texts.filter(({ path }) => path.endsWith('/axis-label'));
  const axisOf = ({ path }) => path.match(/axis-\w+_\d+/)?.[0];
  return labels.flatMap((one, at) => labels.slice(at + 1)
    .filter((other) => axisOf(one) === axisOf(other) && cover(one.box, other.box))
    .map((other) => `"${one.text}" and "${other.text}" cover each other`));
}

function cover([left, top, right, bottom], [left2, top2, right2, bottom2]) {
  return left < right2 && left2 < right && top < bottom2 && top2 < bottom;
}

/// What is wrong with the chart that the page just drew.
async function troublesOf(page, spec, width, height) {
  const wanted = spec.series?.length ?? 1;
  const [plot, texts] = [await page.evaluate(plotOf), await page.evaluate(textsOf)];
  const hues = Object.values(plot.hues).filter((dots) => dots >= ENOUGH_DOTS).length;
  const share = plot.box[3] / height;
  const on = (side) => texts.some(({ path }) => path.includes(`/axis-${side}`) && path.endsWith('/axis-label'));
  return [
    plot.series !== wanted && `${plot.series} series instead of ${wanted}`,
    plot.filled === 0 && 'no series has a value',
    hues < Math.min(2, plot.filled) && `${plot.filled} series in ${hues} colours: ${JSON.stringify(plot.hues)}`,
    share < LEAST_PLOT && `the plot has ${Math.round(share * 100)} % of the height`,
    // A bar of progress says its share at its side.
    spec.type !== 'linearProgress' && !on('bottom') && 'no label at the bottom',
    !on('left') && !on('right') && 'no label at a side',
    texts.some(({ path }) => path.includes('pager')) && 'the legend has pages',
    ...outside(texts, width, height),
    ...overlapping(texts),
  ].filter(Boolean);
}

/// Draws it, keeps the picture, and answers whether all was well.
async function check(page, engine, { name, chart }, [shape, width], mode) {
  const [height, spec] = [heightOf(chart, shape, width), chart.chart_spec];
  const what = `${name}, VChart ${engine}, ${shape}, ${mode}`;
  try {
    const complaints = await page.evaluate(drawChart, { spec, width, height, mode, mobile: shape === 'phone' });
    const path = picture('charts', `${name}-${engine}-${width}-${mode}.png`);
    await page.screenshot({ path, clip: { x: 0, y: 0, width, height } });
    return tally.none(what, [...complaints, ...await troublesOf(page, spec, width, height)]);
  } catch (error) {
    return tally.ok(what, false, error.message);
  }
}

async function checkEngine(browser, engine, charts) {
  const reader = await newReader(browser);
  const freshPage = async () => {
    const page = await reader.newPage();
    await page.addScriptTag({ content: source(`vchart-${engine}/build/index.min.js`) });
    return page;
  };
  let page = await freshPage();
  tally.ok(`VChart ${engine}: Chinese text is readable`, await showsChinese(page));
  const cases = charts.flatMap((chart) =>
    SHAPES.flatMap((shape) => MODES.map((mode) => [chart, shape, mode])));
  for (const one of cases) {
    if (await check(page, engine, ...one)) continue;
    // A chart that broke breaks the next one in its page too.
    await page.close();
    page = await freshPage();
  }
  tally.none(`VChart ${engine}: nothing went wrong in its page`, await reader.close());
}

const charts = cardsOf(folder).flatMap(({ name, card }) =>
  componentsOf(card, 'chart').map((chart, at) => ({ name: `${name}-${at + 1}`, chart })));
tally.ok('the sample cards have charts', charts.length > 0);

const browser = await launch();
for (const engine of ENGINES) await checkEngine(browser, engine, charts);
await browser.close();
tally.finish();
