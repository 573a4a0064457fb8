// A visitor who tries every command, in both languages, and goes on from what comes.
import { graveViolations } from './axe.mjs';
import { picture } from './browser.mjs';
import { componentsOf } from './cards.mjs';
import { until } from './chat.mjs';
import { Tally } from './tally.mjs';
import { visitDemo } from './visit.mjs';

const tally = new Tally('commands');

/// A meeting that costs more calls than a minute has.
const PLANNED = '303 060 300';

const both = (typed, shown) => ({ zh: [typed, shown], en: [typed, shown] });

/// What is typed in each language, and what the answer shows then.
const COMMANDS = {
  everybody: { zh: ['/quality 660 660 660', /是一个办公地点的问题/], en: ['/quality 660 660 660', /It was one site's trouble/] },
  oneself: { zh: ['/quality 123 456 789 我', /李四 的会议质量/], en: ['/quality 123 456 789 me', /Meeting quality for 李四/] },
  'by-name': { zh: ['/quality 123 456 789 张三', /张三 的会议质量/], en: ['/quality 123 456 789 Ana Lima', /Meeting quality for Ana Lima/] },
  room: { zh: ['/quality 889 900 223 会议室:Room B', /Room B.* 的会议质量/], en: ['/quality 889 900 223 room:Room B', /Meeting quality for Room B/] },
  'many-sessions': both('/quality 334 455 121 @李四', /李四/),
  'two-people': both('/quality 660 660 660 @张三 @Ana Lima', /张三.+Ana Lima/),
  last: { zh: ['/quality 上次', /会议时间/], en: ['/quality last', /When: .+\d{4}/] },
  recent: { zh: ['/quality 最近', /最近查过/], en: ['/quality recent', /Asked in this chat lately/] },
  trend: { zh: ['/quality 趋势 @张三 30天', /张三 的会议质量趋势/], en: ['/quality trend @张三 30d', /Meetings of 张三 over time/] },
  watch: { zh: ['/quality 关注 990 011 223', /好的.*990 011 223/], en: ['/quality watch 990 011 223', /All right: whenever meeting 990 011 223/] },
  'watch-list': { zh: ['/quality 关注列表', /这里关注了 1 场/], en: ['/quality watch list', /Meetings watched here: 1/] },
  unwatch: { zh: ['/quality 取消关注 990 011 223', /不再关注/], en: ['/quality unwatch 990 011 223', /no longer watched here/] },
  explain: { zh: ['/quality 解释 抖动', /阈值/], en: ['/quality explain jitter', /Jitter/] },
  help: { zh: ['/quality 帮助', /查整场会议/], en: ['/quality help', /whole meeting/] },
};

/// Every command is answered in the reader's language, with a card that the page can draw.
async function checkCommands(chat, language) {
  await chat.chooseLanguage(language);
  for (const [name, texts] of Object.entries(COMMANDS)) {
    const [typed, shown] = texts[language];
    await checkAnswer(chat, `${language}-${name}`, await chat.ask(typed), shown);
  }
}

/// Waits until the card shows it: a working card may come before.
async function checkAnswer(chat, name, answer, shown) {
  await until(`${shown} for ${name}`, async () => shown.test(await chat.card(answer.message_id).innerText()));
  await checkCard(chat, name, answer, shown);
}

/// The card as it is now.
async function checkCard(chat, name, { message_id }, shown) {
  const card = chat.card(message_id);
  const text = await card.innerText();
  tally.ok(`${name}: ${shown}`, shown.test(text) && !text.includes('unsupported'), text);
  const { content } = await chat.message(message_id);
  const charts = componentsOf(content, 'chart').length;
  tally.ok(`${name}: its charts are drawn`, await card.locator('figure').count() >= charts, charts);
  tally.none(`${name}: accessible`, await graveViolations(chat.page, `[id="${message_id}"]`));
  await chat.pictureOfCard(picture('commands', `${name}.png`), message_id);
}

/// Presses the first button that does this.
async function press(chat, message_id, op) {
  const button = chat.buttonsOf(await chat.message(message_id)).find((one) => one.op === op);
  tally.ok(`the card offers ${op}`, button !== undefined);
  const { words, error } = await chat.press(button, message_id);
  tally.ok(`${op}: a toast`, Boolean(words) && error === null, { words, error });
}

/// What the bot says next that fits, since `before` messages.
async function next(chat, what, before, fits) {
  return until(what, async () => (await chat.state()).messages.slice(before).find(fits));
}

/// What the demo tells to try is understood, but for the one that shows what a mistake gets.
async function checkHints(chat) {
  const { bot, hints } = await chat.state();
  for (const hint of hints.filter((one) => !one.includes(PLANNED))) {
    const answer = await chat.ask(hint.replace(`@${bot.name} `, ''));
    const title = answer.content.header ? chat.say(answer.content.header.title) : answer.file?.name;
    tally.equal(`understood: ${hint}`, title !== '这条指令我没看懂', !hint.includes('12345 '));
  }
}

/// The form: a meeting of one's own is chosen, and the answer comes.
async function checkForm(chat) {
  const before = (await chat.state()).messages.length;
  await chat.ask('/quality');
  const isForm = ({ content }) => componentsOf(content, 'form').length > 0;
  const { message_id } = await next(chat, 'the form', before, isForm);
  await checkAnswer(chat, 'form', { message_id }, /哪次会议|Which meeting/);
  const form = chat.card(message_id);
  const answered = (await chat.state()).messages.length;
  await form.getByRole('textbox').first().fill('123 456 789');
  await form.getByRole('button', { name: /查询|Show/ }).click();
  const isAnswer = ({ content }) => content.header?.text_tag_list?.length > 0;
  const answer = await next(chat, 'the answer to the form', answered - 1, isAnswer);
  await checkAnswer(chat, 'form-answered', answer, /123 456 789/);
}

/// Several meetings under one number on that day: the choice answers in place.
async function checkPicker(chat) {
  const picker = await chat.ask('/quality 520 520 520 昨天 @张三');
  await checkAnswer(chat, 'picker', picker, /请选一场/);
  await press(chat, picker.message_id, 'instance');
  await checkAnswer(chat, 'picked', picker, /张三 的会议质量/);
}

/// From everybody to one of them.
async function checkDrillDown(chat) {
  const whole = await chat.ask('/quality 660 660 660');
  await checkAnswer(chat, 'whole', whole, /哪些人有差的分钟/);
  const before = (await chat.state()).messages.length;
  await press(chat, whole.message_id, 'person');
  const isAnswer = ({ content }) => content.header?.text_tag_list?.length > 0;
  await checkAnswer(chat, 'drilled-down', await next(chat, 'the person', before, isAnswer), /的会议质量/);
}

async function checkFile(chat) {
  const { parent_id } = await chat.ask('/quality 导出 450 150 150 @张三 csv');
  const { file } = await until('the file', () => chat.replyTo(parent_id, 'file'));
  tally.ok('a file comes', file.name.endsWith('.csv'), file);
}

/// 300 people cost hundreds of calls: it says how far it is, and can be called off.
async function checkCancel(chat) {
  const planned = await chat.ask(`/quality ${PLANNED}`);
  const progress = /[1-9]\d* \/ 300 人/;
  // A minute's calls go out at once, which keeps a small machine busy; then it waits for the next.
  let last;
  await until('its progress to rest', async () => {
    const before = last;
    [last] = progress.exec(await chat.card(planned.message_id).innerText()) ?? [];
    await chat.page.waitForTimeout(1_500);
    return last !== undefined && last === before;
  });
  // Its numbers change every second.
  await chat.standingStill(() => checkCard(chat, 'planned', planned, progress));
  await press(chat, planned.message_id, 'cancel');
  await checkAnswer(chat, 'cancelled', planned, /已停止查看全员/);
}

async function checkSupport(chat) {
  const speaker = chat.page.getByRole('banner').getByRole('combobox');
  const own = await speaker.inputValue();
  await checkAnswer(chat, 'doctor-refused', await chat.ask('/quality doctor'), /支持团队/);
  await speaker.selectOption({ label: '陈静' });
  await checkAnswer(chat, 'doctor', await chat.ask('/quality 诊断'), /应用凭证：正常/);
  await speaker.selectOption(own);
}

await visitDemo(tally, async (chat) => {
  await checkCommands(chat, 'en');
  await checkCommands(chat, 'zh');
  await checkHints(chat);
  await checkForm(chat);
  await checkPicker(chat);
  await checkDrillDown(chat);
  await checkFile(chat);
  await checkSupport(chat);
  await checkAnswer(chat, 'forget', await chat.ask('/quality 忘记我'), /已经删掉/);
  // Last: the calls of the minute that it takes are missing to others.
  await checkCancel(chat);
});
