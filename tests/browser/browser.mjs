// Headless Chromium, and pages that remember whatever went wrong in them.
//
// A page's content security policy stays in force: what it refuses is a trouble like any other.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from './packages.mjs';

const ARGS = [
  '--no-sandbox', // CI is root in a container
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/// The width of a chat on a phone and on a desktop, and a height that shows a good part of it.
export const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 } },
};

export const PICTURES = process.env.PICTURES ?? join(import.meta.dirname, 'pictures');

export function picture(...name) {
  const path = join(PICTURES, ...name);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ARGS });
}

/// A fresh profile; every page in it, also one that a link opens, adds to `troubles`.
///
/// `language` as browsers say it ("zh-CN"), `mode` "light" or "dark", `scripts: false` turns them off,
/// `scale` is how many pixels make one.
export async function newReader(
  browser,
  { size = 'desktop', mode = 'light', language = 'zh-CN', scripts = true, scale = 2 } = {},
) {
  const context = await browser.newContext({
    ...SIZES[size],
    deviceScaleFactor: scale,
    colorScheme: mode,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    javaScriptEnabled: scripts,
    acceptDownloads: true,
  });
  const troubles = [];
  context.on('page', (page) => remember(page, troubles));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      console.error(`content security policy: ${violatedDirective} ${blockedURI} in ${sourceFile}`);
    });
  });
  return { context, troubles, newPage: () => context.newPage(), close: () => close(context, troubles) };
}

function remember(page, troubles) {
  const note = (kind, text) => troubles.push(`${kind}: ${text} (${page.url()})`);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(`console ${message.type()}`, message.text());
  });
  page.on('pageerror', (error) => note('exception', error.stack ?? error.message));
  page.on('crash', () => note('crash', 'the page crashed'));
  page.on('response', (response) => {
    if (response.status() >= 400) note(`status ${response.status()}`, response.url());
  });
  page.on('requestfailed', (request) => {
    // What turns out to be a download is an aborted navigation; a closed or reloaded page aborts its polls.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') note(`failed request, ${why}`, request.url());
  });
}

/// Closes it and answers what went wrong until then.
async function close(context, troubles) {
  const until = [...troubles];
  await context.close();
  return until;
}

/// Whether there is a font for Chinese: without one, every letter is the same box as one that cannot exist.
export function showsChinese(page) {
  return page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const [zhong, guo, none] = ['中', '国', '\u{10FFFF}'].map((letter) => {
      context.clearRect(0, 0, 64, 64);
      context.font = '32px sans-serif';
      context.fillText(letter, 8, 48);
      return context.getImageData(0, 0, 64, 64).data.join();
    });
    return zhong !== none && guo !== none && zhong !== guo;
  });
}
