// The report page behind a card's link, in every variant: readable, accessible, printable, complete.
import { graveViolations } from './axe.mjs';
import { newReader, picture, SIZES } from './browser.mjs';
import { troublesOfDownload } from './files.mjs';

const LANGUAGES = { zh: 'zh-CN', en: 'en-US' };
const OTHER = { zh: { lang: 'en', name: /English/i }, en: { lang: 'zh', name: /中文/ } };
const MOST_BYTES = 300 * 1024;

/// Opens it as one reader; `look` gets the page and the answer it came with.
async function visit(browser, url, how, look) {
  const reader = await newReader(browser, { ...how, language: LANGUAGES[how.lang] });
  const page = await reader.newPage();
  const response = await page.goto(url);
  try {
    await look(page, response);
  } finally {
    how.tally.none(`report, ${nameOf(how)}: nothing went wrong in the page`, await reader.close());
  }
}

const nameOf = ({ size = 'desktop', mode = 'light', lang, scripts = true }) =>
  [size, mode, lang, scripts ? [] : 'no scripts'].flat().join(', ');

export async function checkReport(browser, url, tally) {
  await visit(browser, url, { lang: 'zh', tally }, async (page, response) => {
    await checkAnswer(response, tally);
    await checkParts(page, tally);
    await checkDownloads(page, tally);
    await checkPrint(page, tally);
  });
  await checkWithoutScripts(browser, url, tally);
  for (const size of Object.keys(SIZES)) {
    for (const mode of ['light', 'dark']) {
      for (const lang of Object.keys(LANGUAGES)) await checkVariant(browser, url, { size, mode, lang, tally });
    }
  }
}

async function checkAnswer(response, tally) {
  const headers = response.headers();
  tally.equal('report: it is there', response.status(), 200);
  tally.equal('report: nobody keeps it', headers['cache-control'], 'no-store');
  tally.equal('report: its address goes nowhere', headers['referrer-policy'], 'no-referrer');
  tally.ok('report: no search engine lists it', /noindex/.test(headers['x-robots-tag']), headers['x-robots-tag']);
  const policy = headers['content-security-policy'];
  tally.ok('report: its policy begins with nothing', /default-src 'none'/.test(policy), policy);
  tally.ok('report: its policy lets nothing foreign in', !/unsafe-(inline|eval)|https?:|\*/.test(policy), policy);
  const { length } = await response.body();
  tally.ok('report: at most 300 KB', length <= MOST_BYTES, length);
}

async function checkParts(page, tally) {
  const count = (selector) => page.locator(selector).count();
  tally.equal('report: one main part', await count('main'), 1);
  tally.equal('report: one heading of the first order', await count('h1'), 1);
  const [charts, tables] = [await count('svg[role=img], figure svg'), await count('table')];
  tally.ok('report: charts', charts > 0, charts);
  tally.ok('report: a table for each chart', tables >= charts, { charts, tables });
}

async function checkDownloads(page, tally) {
  for (const ending of ['csv', 'xlsx']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: new RegExp(ending === 'csv' ? 'CSV' : 'Excel|XLSX', 'i') }).first().click(),
    ]);
    const name = download.suggestedFilename();
    tally.ok(`report: a file called .${ending}`, name.endsWith(`.${ending}`), name);
    tally.none(`report: the ${ending} file is one`, await troublesOfDownload(download));
  }
}

async function checkPrint(page, tally) {
  const pdf = await page.pdf({ path: picture('demo', 'report-print.pdf'), format: 'A4' });
  tally.ok('report: it can be printed', pdf.subarray(0, 5).toString() === '%PDF-' && pdf.length > 10_000, pdf.length);
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: picture('demo', 'report-print.png'), fullPage: true });
  await page.emulateMedia({ media: null });
}

async function checkWithoutScripts(browser, url, tally) {
  const texts = {};
  for (const scripts of [true, false]) {
    await visit(browser, url, { lang: 'zh', scripts, tally }, async (page) => {
      texts[scripts] = await page.locator('main').innerText();
      if (!scripts) await page.screenshot({ path: picture('demo', 'report-no-scripts.png'), fullPage: true });
    });
  }
  tally.ok('report: it says the same with scripts off', texts.false.length > 200 && texts.false === texts.true);
}

/// The page in one size, mode and language, and its switch to the other language.
async function checkVariant(browser, url, how) {
  const { size, mode, lang, tally } = how;
  const named = `report, ${nameOf(how)}`;
  await visit(browser, url, how, async (page) => {
    const language = () => page.locator('html').getAttribute('lang');
    tally.ok(`${named}: in the reader's language`, (await language()).startsWith(lang), await language());
    tally.none(`${named}: accessible`, await graveViolations(page));
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    tally.ok(`${named}: nothing sticks out`, wide <= room, { wide, room });
    tally.equal(`${named}: ${mode}`, await isDark(page) ? 'dark' : 'light', mode);
    await page.screenshot({ path: picture('demo', `report-${size}-${mode}-${lang}.png`), fullPage: true });
    const other = OTHER[lang];
    await page.getByRole('link', { name: other.name }).first().click();
    await page.waitForLoadState();
    tally.ok(`${named}: switches to ${other.lang}`, (await language()).startsWith(other.lang), await language());
  });
}

/// Whether the page's ground is darker than a middle grey.
export function isDark(page) {
  return page.evaluate(() => {
    const grounds = [document.body, document.documentElement].map((one) => getComputedStyle(one).backgroundColor);
    const ground = grounds.find((one) => !/, 0\)$|transparent/.test(one)) ?? 'rgb(255, 255, 255)';
    const [red, green, blue] = ground.match(/[\d.]+/g).map(Number);
    return 0.3 * red + 0.6 * green + 0.1 * blue < 128;
  });
}

/// What is behind a link that is no longer one, and that it is the same as behind one that never was.
export async function checkWithdrawn(page, url, tally) {
  const fetched = async (at) => {
    const answer = await page.request.get(at, { failOnStatusCode: false });
    return { status: answer.status(), body: await answer.text() };
  };
  const [gone, never] = [await fetched(url), await fetched(new URL('/r/none', url).href)];
  tally.equal('a withdrawn report is not there', gone.status, 404);
  tally.equal('nothing tells it from one that never was', gone, never);
}
