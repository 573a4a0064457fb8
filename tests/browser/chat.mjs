// The demo's chat page as its visitor sees it: by roles and words. What the page looks like inside
// is known to this file alone.
//
// Beside the page, `state()` asks the simulator what was said, as the page itself does.
import { componentsOf } from './cards.mjs';

/// Longer than it takes until an event that was not answered in time is pushed again.
const PATIENCE_MS = 60_000;

/// What the switches are called in each language.
const WORDS = {
  zh: { language: '中文', dark: '深色', light: '浅色', phone: '手机', desktop: '桌面' },
  en: { language: 'EN', dark: 'Dark', light: 'Light', phone: 'Phone', desktop: 'Desktop' },
};

/// Tries until it is true, and says what never became so.
export async function until(what, condition, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`it never came: ${what}`);
    await new Promise((again) => { setTimeout(again, 50); });
  }
}

export class Chat {
  constructor(page, address) {
    this.page = page;
    this.address = address;
    this.language = 'zh';
  }

  static async open(reader, address) {
    const page = await reader.newPage();
    await page.goto(address);
    const chat = new Chat(page, address);
    await page.getByRole('main').getByRole('heading', { level: 1, name: /./ }).waitFor();
    return chat;
  }

  async state() {
    const answer = await this.page.request.get(new URL('/client/state?after=0', this.address).href);
    return answer.json();
  }

  box() {
    return this.page.getByRole('main').getByRole('combobox', { name: /^(发送给|Message) / });
  }

  hint(text) {
    return this.page.getByRole('main').getByRole('button', { name: text, exact: true });
  }

  /// The card of a message, else the one that is lowest in the chat.
  card(message_id) {
    const cards = this.page.locator('article.card');
    return message_id ? this.page.locator(`[id="${message_id}"]`).locator(cards) : cards.last();
  }

  /// Types as people do; `@name` is chosen from what the page offers.
  async type(text) {
    const { bot, people } = await this.state();
    const names = [bot, ...people].map(({ name }) => name);
    await this.box().click();
    for (const part of text.split(new RegExp(`(@(?:${names.join('|')}))`)).filter(Boolean)) {
      if (!part.startsWith('@')) {
        await this.page.keyboard.type(part);
        continue;
      }
      await this.page.keyboard.type(part.slice(0, 2));
      await this.page.getByRole('main').getByRole('listbox').getByRole('option', { name: part.slice(1) }).first().click();
    }
  }

  /// Says it to the bot, which is only told of messages that mention it, and answers its reply.
  async ask(text) {
    const { bot, messages } = await this.state();
    const before = messages.length;
    await this.type(`@${bot.name} ${text}`);
    await this.page.keyboard.press('Enter');
    const mine = await until('the message', async () =>
      (await this.state()).messages.slice(before).find(({ author }) => author.kind === 'person'));
    return until(`a reply to ${text}`, () => this.replyTo(mine.message_id));
  }

  async replyTo(message_id, msg_type) {
    const { messages } = await this.state();
    return messages.find((one) => one.parent_id === message_id && (!msg_type || one.msg_type === msg_type));
  }

  async message(message_id) {
    return (await this.state()).messages.find((one) => one.message_id === message_id);
  }

  /// Asks, and waits until the card is the result, which has a grade beside its title, and is drawn.
  async askForResult(text) {
    const { message_id } = await this.ask(text);
    const result = await until(`the result of ${text}`, async () => {
      const message = await this.message(message_id);
      return message.content.header?.text_tag_list?.length && message;
    });
    const title = this.say(result.content.header.title);
    await until('the card on the page', async () => {
      const shown = await this.card().innerText();
      return shown.includes(title) && shown.includes(this.say(result.content.header.text_tag_list[0].text));
    });
    return result;
  }

  /// A text of a card in the language that is chosen.
  say(text) {
    return text.i18n_content?.[this.language === 'zh' ? 'zh_cn' : 'en_us'] ?? text.content;
  }

  buttonsOf(message) {
    return componentsOf(message.content, 'button').map((button) => {
      const behaviors = button.behaviors ?? [];
      const of = (type) => behaviors.find((one) => one.type === type);
      return { text: this.say(button.text), url: of('open_url')?.default_url, op: of('callback')?.value.op };
    });
  }

  /// Presses a button of a card, says yes if it asks, and answers what the bot said to it.
  async press({ text }, message_id) {
    const answered = this.page.waitForResponse((response) => response.url().endsWith('/client/press'));
    await this.card(message_id).getByRole('button', { name: text, exact: true }).first().click();
    const sure = this.page.getByRole('dialog').getByRole('button').last();
    if (await sure.isVisible()) await sure.click();
    const { toast, error } = await (await answered).json();
    const words = toast && (toast.i18n?.[this.language === 'zh' ? 'zh_cn' : 'en_us'] ?? toast.content);
    if (words) await this.page.getByText(words, { exact: true }).first().waitFor();
    return { words, error };
  }

  /// A picture of a whole card, in a window that is high enough for it, without toasts.
  async pictureOfCard(path, message_id) {
    await until('the toasts go', async () => await this.page.locator('.toast').count() === 0);
    const card = this.card(message_id);
    const room = this.page.viewportSize();
    // A card that is drawn anew right now has no size for a moment.
    const { height } = await until('the size of the card', () => card.boundingBox());
    const limit = (most) => this.page.locator('#client').evaluate((client, value) => { client.style.maxHeight = value; }, most);
    await limit('none');
    await this.page.setViewportSize({ ...room, height: Math.ceil(height) + 500 });
    await card.screenshot({ path });
    await limit('');
    await this.page.setViewportSize(room);
  }

  /// Looks while the page stands still: what the bot says meanwhile is drawn afterwards.
  ///
  /// The page asks for news once it has drawn the last, so from its next question on nothing moves.
  async standingStill(look) {
    const news = '**/client/state?*';
    let goOn;
    const looked = new Promise((resolve) => { goOn = resolve; });
    await new Promise((stands) => {
      this.page.route(news, async (route) => {
        stands();
        await looked;
        await route.continue();
      });
    });
    try {
      return await look();
    } finally {
      goOn();
      await this.page.unrouteAll({ behavior: 'wait' });
    }
  }

  /// Presses one of the switches above the chat: a language, a mode, a size.
  async choose(what) {
    const name = WORDS[this.language][what] ?? what;
    await this.page.getByRole('banner').getByRole('button', { name, exact: true }).first().click();
  }

  async chooseLanguage(language) {
    await this.choose(WORDS[language].language);
    this.language = language;
    await until(`the page in ${language}`, async () =>
      (await this.page.locator('html').getAttribute('lang'))?.startsWith(language));
  }
}
