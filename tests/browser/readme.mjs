// The pictures of the README: a card, the chat and the report, as they are now.
import { join } from 'node:path';
import { launch, newReader } from './browser.mjs';
import { Chat, until } from './chat.mjs';
import { startDemo } from './demo-process.mjs';
import { Tally } from './tally.mjs';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'pictures');
const BAD_CALL = '/quality 450 150 150 @张三';

const tally = new Tally('readme');
const picture = (name) => join(FOLDER, `${name}.png`);

async function inEnglish(browser, demo) {
  const reader = await newReader(browser, { language: 'en-US', scale: 1 });
  const chat = await Chat.open(reader, demo.address);
  chat.language = 'en';
  const result = await chat.askForResult(BAD_CALL);
  await chat.pictureOfCard(picture('card'));
  const { url } = chat.buttonsOf(result).find(({ url }) => url);
  const report = await reader.newPage();
  await report.goto(url);
  await report.screenshot({ path: picture('report') });
  await report.getByRole('heading', { name: 'Minute by minute' }).scrollIntoViewIfNeeded();
  await report.evaluate(() => document.getElementById('charts').scrollIntoView());
  await report.screenshot({ path: picture('report-charts') });
  tally.none('nothing went wrong in English', await reader.close());
}

async function inChinese(browser, demo) {
  const reader = await newReader(browser, { size: 'phone', mode: 'dark', scale: 1 });
  const chat = await Chat.open(reader, demo.address);
  await chat.card().waitFor();
  await until('the card is drawn', async () => (await chat.card().innerText()).includes('450 150 150'));
  await chat.page.getByRole('button', { name: '试试这个机器人' }).click();
  await chat.card().evaluate((card) => card.scrollIntoView({ block: 'start' }));
  await chat.page.screenshot({ path: picture('phone') });
  tally.none('nothing went wrong in Chinese', await reader.close());
}

const browser = await launch();
const demo = await startDemo();
try {
  await inEnglish(browser, demo);
  await inChinese(browser, demo);
} finally {
  await browser.close();
  await demo.stop();
}
tally.finish();
