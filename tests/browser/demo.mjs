// A visitor of the demo: asks, understands, presses every button, reads the report, and leaves.
import { graveViolations } from './axe.mjs';
import { newReader, picture, showsChinese } from './browser.mjs';
import { componentsOf } from './cards.mjs';
import { Chat, until } from './chat.mjs';
import { checkDoings } from './doings.mjs';
import { troublesOfDownload } from './files.mjs';
import { checkReport, checkWithdrawn, isDark } from './report.mjs';
import { Tally } from './tally.mjs';
import { visitDemo } from './visit.mjs';

const tally = new Tally('demo');
const CAUSE = /最可能的原因/;
const ADVICE = /给本人|给 IT|建议/;

async function checkArrival(chat) {
  const { hints } = await chat.state();
  tally.ok('Chinese text is readable', await showsChinese(chat.page));
  tally.equal('a hint for every command', hints.length, 20);
  for (const hint of hints) tally.ok(`the hint ${hint} is seen`, await chat.hint(hint).isVisible());
  tally.none('the empty chat is accessible', await graveViolations(chat.page));
  await chat.page.screenshot({ path: picture('demo', 'arrival.png') });
  await chat.hint(hints[0]).click();
  const written = (await chat.box().innerText()).trim();
  tally.equal('a hint fills the line', written, hints[0]);
  await chat.box().fill('');
}

/// That what a card says is on the page: its verdict, every chart and button, nothing unknown.
async function checkDrawn(chat, result, title) {
  const [card, { content }] = [chat.card(), result];
  const shown = await card.innerText();
  tally.ok(`${title}: title`, shown.includes(chat.say(content.header.title)), shown.slice(0, 200));
  tally.ok(`${title}: grade`, shown.includes(chat.say(content.header.text_tag_list[0].text)));
  tally.ok(`${title}: nothing that the page cannot draw`, !shown.includes('unsupported'));
  const charts = componentsOf(content, 'chart').length;
  tally.equal(`${title}: charts`, await card.locator('figure svg').count() >= charts, true);
  for (const { text } of chat.buttonsOf(result)) {
    // Some stand in a panel that is folded.
    const named = { name: text, exact: true, includeHidden: true };
    const button = card.getByRole('button', named).or(card.getByRole('link', named));
    tally.equal(`${title}: one ${text}`, await button.count(), 1);
  }
}

async function checkPanels(chat, result) {
  const panels = componentsOf(result.content, 'collapsible_panel').length;
  const closed = chat.card().locator('button[aria-expanded=false][aria-controls]');
  tally.ok('a panel to open', panels > 0 && await closed.count() > 0, panels);
  while (await closed.count()) {
    const head = closed.first();
    const inside = chat.page.locator(`[id="${await head.getAttribute('aria-controls')}"]`);
    const name = await head.innerText();
    await head.click();
    tally.ok(`the panel ${name} opens`, await inside.isVisible() && (await inside.innerText()).length > 20);
  }
  await chat.pictureOfCard(picture('demo', 'card-panels-open.png'));
}

/// What follows from each button of a card.
async function checkButtons(browser, chat, result) {
  const buttons = chat.buttonsOf(result);
  const report = buttons.find(({ url }) => url)?.url;
  tally.ok('a link to the report', report !== undefined);
  if (report) {
    await checkLink(chat, buttons.find(({ url }) => url));
    await checkReport(browser, report, tally);
  }
  const order = ['right', 'wrong', 'refresh', 'export_csv', 'export_xlsx', 'instances', 'whole', 'details', 'withdraw'];
  for (const button of buttons.filter(({ op }) => op).sort((a, b) => order.indexOf(a.op) - order.indexOf(b.op))) {
    tally.ok(`the button ${button.text} is known to this test`, order.includes(button.op), button);
    const { words, error } = await chat.press(button, result.message_id);
    tally.ok(`${button.text}: a toast`, Boolean(words) && error === null, { words, error });
    if (button.op.startsWith('export_')) await checkFile(chat, result, button);
    if (button.op === 'withdraw' && report) await checkWithdrawn(chat.page, report, tally);
  }
  const ops = buttons.map(({ op }) => op);
  for (const op of ['right', 'wrong', 'refresh']) tally.ok(`the card offers ${op}`, ops.includes(op), ops);
  tally.ok('the card offers a file', ops.some((op) => op?.startsWith('export_')), ops);
}

async function checkLink(chat, { text }) {
  const [opened] = await Promise.all([
    chat.page.context().waitForEvent('page'),
    chat.card().getByRole('link', { name: text, exact: true }).click(),
  ]);
  await opened.waitForLoadState();
  tally.ok(`${text}: opens in a new tab`, (await opened.title()).length > 0, opened.url());
  await opened.close();
}

async function checkFile(chat, result, { text, op }) {
  const ending = op.replace('export_', '.');
  const { file } = await until(`the file of ${text}`, async () => (await chat.state()).messages
    .find((one) => one.msg_type === 'file' && one.parent_id === result.message_id && one.file.name.endsWith(ending)));
  const [download] = await Promise.all([
    chat.page.waitForEvent('download'),
    chat.page.getByRole('link', { name: file.name }).last().click(),
  ]);
  tally.equal(`${text}: the file's name`, download.suggestedFilename(), file.name);
  tally.none(`${text}: the file is one`, await troublesOfDownload(download));
}

async function checkAnswers(chat) {
  const bad = await chat.askForResult('/quality 450 150 150 @张三');
  await checkDrawn(chat, bad, 'the bad call');
  const shown = await chat.card().innerText();
  tally.ok('the bad call: a cause', CAUSE.test(shown), shown);
  tally.ok('the bad call: advice', ADVICE.test(shown), shown);

  const unknown = await chat.ask('/quality 999 999 999 @张三');
  tally.equal('an unknown meeting gets an answer', unknown.author.kind, 'bot');
  const mistake = await chat.ask('/quality 12345');
  tally.equal('a mistake gets an answer', mistake.author.kind, 'bot');

  const early = await chat.ask('/quality 112 233 445 @张三');
  const settled = await until('the answer about a meeting that just ended', async () => {
    const message = await chat.message(early.message_id);
    return chat.buttonsOf(message).some(({ op }) => op === 'refresh') && message;
  });
  await chat.press(chat.buttonsOf(settled).find(({ op }) => op === 'refresh'));
  await until('the card asked again', async () => (await chat.message(early.message_id)).edits > settled.edits);
  tally.ok('a card that was too early asks again', true);
}

/// Both languages, both modes, both sizes, through the page's own controls.
async function checkVariants(chat) {
  await chat.askForResult('/quality 450 150 150 @张三');
  for (const size of ['desktop', 'phone']) {
    for (const mode of ['light', 'dark']) {
      for (const language of ['zh', 'en']) {
        await chat.choose(size);
        await chat.choose(mode);
        await chat.chooseLanguage(language);
        const named = `${size}-${mode}-${language}`;
        tally.equal(`chat, ${named}: mode`, await isDark(chat.page) ? 'dark' : 'light', mode);
        const { width } = await chat.card().boundingBox();
        tally.ok(`chat, ${named}: width of the card`, size === 'phone' ? width <= 400 : width > 400, width);
        tally.none(`chat, ${named}: accessible`, await graveViolations(chat.page));
        await chat.pictureOfCard(picture('demo', `card-${named}.png`));
        await chat.card().evaluate((card) => card.scrollIntoView({ block: 'start' }));
        await chat.page.screenshot({ path: picture('demo', `chat-${named}.png`) });
      }
    }
  }
}

/// The same page on a phone itself.
async function checkPhone(browser, address) {
  const reader = await newReader(browser, { size: 'phone', mode: 'dark', language: 'en-US' });
  const chat = await Chat.open(reader, address);
  await chat.card().waitFor();
  const [wide, room] = await chat.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  tally.ok('on a phone: nothing sticks out', wide <= room, { wide, room });
  tally.none('on a phone: accessible', await graveViolations(chat.page));
  await chat.page.screenshot({ path: picture('demo', 'on-a-phone.png') });
  tally.none('on a phone: nothing went wrong in the page', await reader.close());
}

await visitDemo(tally, async (chat, browser, address) => {
  await checkArrival(chat);
  const good = await chat.askForResult('/quality 123 456 789 @张三');
  await checkDrawn(chat, good, 'the good call');
  await checkPanels(chat, good);
  await checkButtons(browser, chat, good);
  await checkAnswers(chat);
  await checkDoings(chat, tally);
  await checkVariants(chat);
  await checkPhone(browser, address);
});
