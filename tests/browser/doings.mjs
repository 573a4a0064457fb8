// What a visitor does beside asking: fills in, chooses, takes back, ends a meeting, opens the bot's menu.
import { graveViolations } from './axe.mjs';
import { picture } from './browser.mjs';
import { until } from './chat.mjs';
import { ASIDE, FORM, OwnCards } from './own-cards.mjs';

export async function checkDoings(chat, tally) {
  const { people, chats } = await chat.state();
  const named = (name) => people.find((one) => one.name === name).open_id;
  const group = chats.find(({ kind }) => kind === 'group').chat_id;
  const cards = new OwnCards(chat.page, chat.address);
  await checkForm(chat, tally, cards, { group, ana: named('Ana Lima') });
  await checkAside(chat, tally, cards, { group, me: named('李四'), other: named('Ana Lima') });
  await checkRecall(chat, tally);
  await checkEnd(chat, tally);
  await checkMenu(chat, tally);
}

/// What the page sends to `path` while something is done, once it was answered well.
async function sent(chat, path, act) {
  const answered = chat.page.waitForResponse((response) => response.url().endsWith(path));
  await act();
  const response = await answered;
  return { status: response.status(), body: response.request().postDataJSON() };
}

async function checkForm(chat, tally, cards, { group, ana }) {
  const id = await cards.send(group, FORM);
  const card = chat.page.locator(`[id="${id}"] article.card`);
  await card.waitFor();
  const press = (name) => card.getByRole('button', { name, exact: true }).click();
  tally.ok('a form: all of it is drawn', !(await card.innerText()).includes('unsupported'));
  const chosen = await sent(chat, '/client/press', () => card.getByLabel('换一场').selectOption('b'));
  tally.equal('a choice is told', [chosen.status, chosen.body.tag, chosen.body.option], [200, 'select_static', 'b']);

  await press('查询');
  tally.equal('a form: what is required is asked for', await card.getByLabel('会议号').getAttribute('aria-invalid'), 'true');
  await card.getByLabel('最近的会议').selectOption('1');
  await card.getByLabel('丢包').check();
  await card.getByLabel('谁').selectOption(ana);
  await card.getByLabel('哪天').fill('2026-11-20');
  await card.getByLabel('会议号').fill('123 456 789');
  tally.none('a form is accessible', await graveViolations(chat.page));
  await card.screenshot({ path: picture('demo', 'form.png') });
  const { status, body } = await sent(chat, '/client/press', () => press('查询'));
  const form = { meeting: '1', causes: ['loss'], who: ana, day: '2026-11-20 +0800', number: '123 456 789' };
  tally.equal('a form is sent whole', [status, body.name, body.form], [200, 'send', form]);
  await press('清空');
  tally.equal('a form is cleared', await card.getByLabel('会议号').inputValue(), '');
}

async function checkAside(chat, tally, cards, { group, me, other }) {
  const id = await cards.sendTo(me, group, ASIDE);
  const shown = chat.page.locator(`[id="${id}"]`);
  await shown.getByText('仅对你可见').waitFor();
  const speaker = chat.page.getByRole('banner').getByRole('combobox');
  await speaker.selectOption(other);
  await until('the card goes with its viewer', async () => await shown.count() === 0);
  await speaker.selectOption(me);
  await shown.waitFor();
  await cards.remove(id);
  await until('the deleted card goes', async () => await shown.count() === 0);
  tally.ok('a card for one person is shown to that person, until it is deleted', true);
}

async function checkRecall(chat, tally) {
  await chat.type('说错了');
  await chat.page.keyboard.press('Enter');
  const mine = chat.page.locator('li', { has: chat.page.getByText('说错了', { exact: true }) }).last();
  await mine.hover();
  const { status } = await sent(chat, '/client/recall', () => mine.getByRole('button', { name: '撤回' }).click());
  await chat.page.getByText('李四 撤回了一条消息').last().waitFor();
  tally.equal('a message is taken back', status, 200);
}

async function checkEnd(chat, tally) {
  const end = chat.page.getByRole('main').getByRole('button', { name: '结束进行中的会议' });
  const { status } = await sent(chat, '/client/end', () => end.click());
  tally.equal('the running meeting is ended', status, 200);
  await until('nothing runs any more', async () => !(await end.isVisible()));
}

async function checkMenu(chat, tally) {
  const list = chat.page.getByRole('navigation').getByRole('button');
  const current = await list.evaluateAll((all) => all.findIndex((one) => one.getAttribute('aria-current') === 'true'));
  const { bot } = await chat.state();
  await list.filter({ hasText: bot.name }).first().click();
  const menu = chat.page.getByRole('main').getByRole('button', { name: /机器人菜单/ });
  const { status, body } = await sent(chat, '/client/menu', () => menu.click());
  tally.equal("the bot's menu is chosen from", [status, body.event_key], [200, 'quality']);
  await list.nth(current).click();
}
