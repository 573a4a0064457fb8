// The chat page: asks the simulator for its state again and again, draws it as a chat, and says and presses what its visitor does.

import { avatar, card, choose } from './card.js';
import { icon, node } from './icons.js';
import { localTime } from './markdown.js';

const SAID = {
  product: ['模拟飞书 · 质量助手', 'Simulated Feishu · quality bot'], local: ['一切都在这台电脑上', 'All of it on this machine'],
  speakingAs: ['发言身份', 'Speaking as'], language: ['语言', 'Language'], theme: ['外观', 'Appearance'], light: ['浅色', 'Light'],
  dark: ['深色', 'Dark'], device: ['设备', 'Device'], desktop: ['桌面', 'Desktop'], phone: ['手机', 'Phone'], chats: ['消息', 'Chats'],
  messages: ['聊天记录', 'Messages'], back: ['返回消息列表', 'Back to the chats'], hintsTitle: ['试试这个机器人', 'Try the bot'],
  about: ['这是一个模拟的飞书，里面是真正的机器人；什么都不会离开这台电脑。点一条，再按回车发送。',
    'This is a simulated Feishu with the real bot in it; nothing leaves this machine. Pick a line, then press Enter.'],
  whom: ['提及谁', 'Whom to mention'], mention: ['提及某人', 'Mention somebody'], send: ['发送', 'Send'],
  write: ['发送给 {}', 'Message {}'], bot: ['机器人', 'Bot'], external: ['外部', 'External'],
  members: ['{} 位成员', '{} members'], direct: ['与机器人的单聊', 'Chat with the bot'], replyTo: ['回复', 'Reply to'],
  recalled: ['{} 撤回了一条消息', '{} recalled a message'], edited: ['（已编辑）', '(edited)'], empty: ['还没有消息', 'No messages yet'],
  file: ['[文件]', '[File]'], cardWord: ['[卡片]', '[Card]'], download: ['下载', 'Download'], unseen: ['{} 条新消息', '{} new'],
  offline: ['与模拟器的连接断开了，正在重连…', 'Lost the simulator; connecting again…'], failed: ['出错了，请稍后重试', 'Something went wrong, please try again'],
  code: ['错误码：{}', 'code: {}'], unanswered: ['机器人没有收下这条消息（{}）', 'The bot did not take this message ({})'], silent: ['没有回应', 'no answer'],
  unmentioned: ['群里的机器人只收得到 @ 它的消息', 'In a group, a bot is only told of messages that mention it'],
  cancel: ['取消', 'Cancel'], confirm: ['确定', 'OK'], close: ['关闭', 'Close'], more: ['更多', 'More'], choose: ['请选择', 'Choose'],
  table: ['表格', 'Table'], left: ['上一页', 'Previous page'], right: ['下一页', 'Next page'], chart: ['图表', 'Chart'], enlarge: ['放大图表', 'Enlarge the chart'],
  noValue: ['无数据', 'no data'], picture: ['图片', 'Picture'], form: ['表单', 'Form'], required: ['请填写必填项', 'Please fill in what is required'],
  onlyYou: ['仅对你可见', 'Only visible to you'], recall: ['撤回', 'Recall'], menu: ['机器人菜单：查会议质量', 'Bot menu: meeting quality'],
  endMeeting: ['结束进行中的会议', 'End the running meeting'], ended: ['会议 {} 结束了', 'Meeting {} has ended'], unknownUser: ['未知用户', 'Unknown user'],
};

const at = (id) => document.getElementById(id);
const client = at('client');
const log = at('log');
const input = at('input');

// ---- Switches: what the visitor chose, kept in the address ----

const query = new URLSearchParams(location.search);
const darkSystem = matchMedia('(prefers-color-scheme: dark)');
const chosen = { lang: query.get('lang'), theme: query.get('theme'), device: query.get('device'), as: query.get('as'), chat: query.get('chat') };
const lang = () => (['zh', 'en'].includes(chosen.lang) ? chosen.lang : navigator.language.startsWith('zh') ? 'zh' : 'en');
const theme = () => (['light', 'dark'].includes(chosen.theme) ? chosen.theme : darkSystem.matches ? 'dark' : 'light');
const device = () => (chosen.device === 'phone' ? 'phone' : 'desktop');
const say = (key, fill = '') => SAID[key][lang() === 'zh' ? 0 : 1].replace('{}', fill);

function choosing(name, value) {
  chosen[name] = value;
  const url = new URL(location.href);
  url.searchParams.set(name, value);
  history.replaceState(null, '', url);
  dress();
  draw();
}

function dress() {
  const now = { lang: lang(), theme: theme(), device: device() };
  document.documentElement.lang = now.lang === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.theme = now.theme;
  document.documentElement.dataset.device = now.device;
  document.title = say('product');
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', say(element.dataset.label));
    if (element.matches('button')) element.title = say(element.dataset.label);
  }
  for (const button of document.querySelectorAll('[data-set]')) button.setAttribute('aria-pressed', String(now[button.dataset.set] === button.dataset.to));
}

for (const element of document.querySelectorAll('[data-icon]')) element.append(icon(element.dataset.icon));
for (const button of document.querySelectorAll('[data-set]')) button.addEventListener('click', () => choosing(button.dataset.set, button.dataset.to));
darkSystem.addEventListener('change', () => { dress(); draw(); });
at('as').addEventListener('change', (event) => choosing('as', event.target.value));
at('back').addEventListener('click', () => {
  client.classList.add('listing');
  at('chats').querySelector('button')?.focus();
});

// ---- State: who is here and what was said ----

let state;
const names = new Map();

const chatsOf = ({ open_id: id }) => state.chats.filter(({ members }) => members.includes(id));
const speakers = () => state.people.filter((person) => chatsOf(person).length);
const me = () => speakers().find(({ open_id: id }) => id === chosen.as) ?? speakers()[1] ?? speakers()[0];
const myChats = () => chatsOf(me());
const chat = () => myChats().find(({ chat_id: id }) => id === chosen.chat) ?? myChats()[0];
const chatName = ({ kind, name }) => (kind === 'p2p' ? state.bot.name : name);
const isMine = ({ visible_to: viewer }) => !viewer || viewer === me().open_id;
const inChat = (id) => state.messages.filter((message) => message.chat_id === id && isMine(message));

async function ask(path, body) {
  const answer = await fetch(path, body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error ?? String(answer.status));
  return json;
}

async function watch() {
  for (let version = 0; ;) {
    const fresh = await ask(`/client/state?after=${version}`).catch(() => undefined);
    at('offline').hidden = Boolean(fresh);
    if (!fresh) await new Promise((resolve) => { setTimeout(resolve, 1500); });
    else if (fresh.version !== version) take(fresh);
    version = fresh?.version ?? 0;
  }
}

function take(fresh) {
  const before = state;
  state = fresh;
  for (const { open_id: id, name } of [...state.people, state.bot]) names.set(id, name);
  if (!me()) return; // nobody is in any chat yet
  if (before) announce(before);
  draw();
}

function announce(before) {
  const known = new Map(before.messages.map((message) => [message.message_id, message.update_ms]));
  const fresh = inChat(chat().chat_id).filter((message) => known.get(message.message_id) !== message.update_ms);
  if (fresh.length) at('spoken').textContent = fresh.map((message) => `${message.author.name}: ${preview(message)}`).join('. ');
}

// ---- Drawing ----

const seen = new Map();

function draw() {
  if (!state) return;
  if (at('as').length !== speakers().length) at('as').replaceChildren(...speakers().map(({ open_id: id, name }) => node('option', { value: id }, name)));
  at('as').value = me().open_id;
  const here = chat();
  const all = inChat(here.chat_id);
  at('conversation').classList.toggle('fresh', !all.length && state.hints.length > 0 && !at('hints-body').hidden);
  seen.set(here.chat_id, all.length);
  keepingFocus(at('chats'), () => at('chats').replaceChildren(...myChats().map(listed)));
  at('chat-name').textContent = chatName(here);
  at('chat-members').textContent = here.kind === 'group' ? say('members', here.members.length + (here.members.includes(state.bot.open_id) ? 0 : 1)) : say('direct');
  at('menu').hidden = here.kind !== 'p2p';
  at('end').hidden = !state.running.length;
  at('hints').hidden = !state.hints.length;
  input.dataset.prompt = say('write', chatName(here));
  input.setAttribute('aria-label', input.dataset.prompt);
  keepingFocus(at('hint-list'), () => at('hint-list').replaceChildren(...state.hints.map((hint) => node('button', { type: 'button', onclick: () => compose(hint) }, pieces(hint).map(([text, who]) => (who ? node('span', { class: 'mention' }, text) : text))))));
  drawLog(here, all);
}

function listed(one) {
  const all = inChat(one.chat_id);
  const last = all.at(-1);
  const fresh = all.length - (seen.get(one.chat_id) ?? all.length);
  if (!seen.has(one.chat_id)) seen.set(one.chat_id, all.length);
  return node('li', {}, node('button', { type: 'button', 'aria-current': one === chat() ? 'true' : undefined, onclick: () => {
    client.classList.remove('listing');
    choosing('chat', one.chat_id);
    log.focus({ preventScroll: true });
  } },
  one.kind === 'group' ? node('span', { class: 'avatar group', 'aria-hidden': 'true' }, icon('people')) : face(state.bot),
  node('span', { class: 'chat-line' }, node('span', { class: 'name' }, chatName(one)), last && node('time', {}, clock(last.create_ms)),
    node('span', { class: 'preview' }, last ? preview(last) : say('empty')),
    fresh > 0 && node('span', { class: 'count', 'aria-label': say('unseen', fresh) }, String(fresh)))));
}

const face = ({ open_id: id, name }) =>
  (id === state.bot.open_id ? node('span', { class: 'avatar bot', 'aria-hidden': 'true' }, icon('robot')) : avatar(name, id));

function clock(ms) {
  const time = localTime(ms, 'time', lang());
  return new Date(ms).toDateString() === new Date().toDateString() ? time : `${localTime(ms, 'date_short', lang())} ${time}`;
}

function preview({ msg_type: type, content, file, recalled, author, mentions }) {
  if (recalled) return say('recalled', author.name);
  if (type === 'file') return `${say('file')} ${file?.name ?? ''}`;
  if (type === 'interactive') return choose(content.config?.summary, lang()) || choose(content.header?.title, lang()) || say('cardWord');
  if (type === 'text') return resolved(content.text ?? '', mentions).map(([text]) => text).join('');
  return paragraphs(content).flat().map(({ text }) => text ?? '').join('');
}

const drawnMessages = new Map();
const kept = new Map();
const failures = new Map();
let drawnChat;

/** Draws what changed, keeps what did not, and stays where the visitor reads. */
function drawLog(here, all) {
  const list = at('messages');
  const seenBy = `${here.chat_id} ${me().open_id}`;
  if (drawnChat !== seenBy) {
    list.replaceChildren();
    drawnMessages.clear();
  }
  for (const [id, { made }] of drawnMessages) {
    if (all.some((message) => message.message_id === id)) continue;
    made.remove();
    drawnMessages.delete(id);
  }
  const atEnd = drawnChat !== seenBy || log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  drawnChat = seenBy;
  let changed;
  all.forEach((message, index) => {
    const shown = JSON.stringify([message, lang(), theme(), me().open_id, failures.get(message.message_id)]);
    const old = drawnMessages.get(message.message_id);
    if (old?.shown === shown) return;
    const made = drawMessage(message, all[index - 1]);
    if (old) keepingFocus(old.made, () => old.made.replaceWith(made), made);
    else list.append(made);
    drawnMessages.set(message.message_id, { shown, made });
    changed = made;
  });
  if (atEnd && changed) reveal(changed);
}

/** What is drawn anew keeps the keyboard's focus where it was. */
function keepingFocus(old, change, made = old) {
  const stops = (element) => [...element.querySelectorAll('button, a, select, input, textarea, [tabindex]')];
  const focused = stops(old).indexOf(document.activeElement);
  change();
  if (focused >= 0) stops(made)[focused]?.focus({ preventScroll: true });
}

/** The end of the chat, but never less than the beginning of what is new. */
function reveal(made) {
  const show = () => {
    log.scrollTop = log.scrollHeight;
    const above = log.getBoundingClientRect().top - made.getBoundingClientRect().top;
    if (above > -8) log.scrollTop -= above + 8;
  };
  show();
  requestAnimationFrame(() => requestAnimationFrame(show)); // charts find their height after the first layout
}

function drawMessage(message, previous) {
  const { author, message_id: id, create_ms: time } = message;
  const apart = !previous || time - previous.create_ms > 300_000 ? node('p', { class: 'moment' }, clock(time)) : undefined;
  if (message.recalled) return node('li', { id }, apart, node('p', { class: 'recalled' }, say('recalled', author.name)));
  const mine = author.open_id === me().open_id;
  const outside = state.people.find(({ open_id: one }) => one === author.open_id)?.external;
  const error = failures.get(id);
  return node('li', { id }, apart, node('div', { class: `message kind-${message.msg_type}${mine ? ' mine' : ''}` }, face(author),
    node('div', { class: 'said' },
      node('p', { class: 'who' }, node('span', {}, author.name), author.kind === 'bot' && node('span', { class: 'badge' }, say('bot')),
        outside && node('span', { class: 'badge outside' }, say('external')), node('time', {}, localTime(time, 'time', lang())),
        mine && node('button', { type: 'button', class: 'recall', onclick: () => recall(id) }, say('recall'))),
      message.visible_to && node('p', { class: 'only-you' }, icon('lock'), say('onlyYou')),
      node('div', { class: 'bubble' }, quote(message), content(message)),
      error && node('p', { class: 'failure', role: 'alert' }, icon('warning'), `${say('failed')} · ${say('code', error)}`))));
}

function quote({ parent_id: parentId }) {
  const parent = parentId && state.messages.find(({ message_id: id }) => id === parentId);
  return parent && node('button', { type: 'button', class: 'quote', onclick: () => {
    at(parentId)?.scrollIntoView({ block: 'center' });
    at(parentId)?.classList.add('found');
    setTimeout(() => at(parentId)?.classList.remove('found'), 1600);
  } }, `${say('replyTo')} ${parent.author.name}: ${preview(parent)}`);
}

function content(message) {
  const { msg_type: type, content: said, file, mentions, message_id: id } = message;
  if (type === 'interactive') {
    if (!kept.has(id)) kept.set(id, new Map());
    return card(said, { id, lang: lang(), dark: theme() === 'dark', names, members: chat().members, kept: kept.get(id), say, toast, layer: client, press: (what) => press(id, what) });
  }
  if (type === 'file') {
    return node('a', { class: 'file', href: `/client/files/${encodeURIComponent(file?.file_key ?? '')}`, download: file?.name ?? '' }, node('span', { class: 'sheet' }, icon('file')),
      node('span', {}, node('strong', {}, file?.name ?? '?'), node('span', {}, `${size(file?.bytes ?? 0)} · ${say('download')}`)), icon('download'));
  }
  const lines = type === 'text' ? [resolved(said.text ?? '', mentions)] : paragraphs(said).map((line) => line.map(({ text = '', user_id: who, href }) => [text, who, href]));
  return node('div', { class: 'text' }, lines.map((line, index) => node('p', {}, line.map(([text, who, href]) => piece(text, who, href)),
    message.edits > 0 && index === lines.length - 1 && node('span', { class: 'edited' }, say('edited')))));
}

const size = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`);

function piece(text, who, href) {
  if (who) return node('span', { class: who === me().open_id ? 'mention mine' : 'mention' }, text);
  if (/^https?:\/\//.test(href ?? '')) return node('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text);
  return node('span', {}, text);
}

/** Text with its mentions and addresses apart: `[text, whom?, address?]`. */
function resolved(text, mentions = []) {
  return text.split(/(@_user_\d+|<at user_id="[^"]*">[^<]*<\/at>|https?:\/\/[^\s<>"'，。）)]+)/).filter(Boolean).map((part) => {
    const mention = mentions.find(({ key }) => key === part);
    const [, id, name] = /^<at user_id="([^"]*)">([^<]*)</.exec(part) ?? [];
    if (mention) return [`@${mention.name}`, mention.open_id];
    if (id) return [`@${names.get(id) ?? name}`, id];
    return [part, undefined, part];
  });
}

/** The lines of rich text: those that came with the message, or those of the reader's language. */
function paragraphs(post) {
  const own = post.content ? post : post[lang() === 'zh' ? 'zh_cn' : 'en_us'] ?? Object.values(post)[0] ?? {};
  return [...(own.title ? [[{ text: own.title }]] : []), ...(own.content ?? [])]
    .map((line) => line.map((part) => (part.tag === 'at' ? { ...part, text: `@${part.user_name ?? names.get(part.user_id) ?? ''}` } : part)));
}

function toast(type, text) {
  const made = node('p', { class: `toast ${type}` }, icon({ success: 'success', error: 'error', warning: 'warning' }[type] ?? 'info'), node('span', {}, text));
  at('toasts').append(made);
  setTimeout(() => made.remove(), 4500);
}

const troubled = (doing) => doing.catch((error) => toast('error', `${say('failed')}: ${error.message}`));
const recall = (id) => troubled(ask('/client/recall', { by: me().open_id, message_id: id }));

at('menu').addEventListener('click', () => troubled(ask('/client/menu', { by: me().open_id, event_key: 'quality' })));
at('end').addEventListener('click', () => {
  const [{ no }] = state.running;
  troubled(ask('/client/end', { meeting_no: no }).then(() => toast('success', say('ended', no))));
});

async function press(id, what) {
  failures.delete(id);
  try {
    const { toast: said, error } = await ask('/client/press', { by: me().open_id, message_id: id, ...what });
    if (said) toast(said.type, choose({ content: said.content, i18n_content: said.i18n }, lang()));
    if (error) {
      failures.set(id, error.code);
      toast('error', `${say('failed')} ${say('code', error.code)}`);
    }
  } catch (error) {
    toast('error', `${say('failed')}: ${error.message}`);
  }
  draw();
}

// ---- Composer ----

/** Open until the first message from this tab. */
function showHints(open) {
  at('hints-body').hidden = !open;
  at('hints-toggle').setAttribute('aria-expanded', String(open));
  draw();
}

at('hints-toggle').addEventListener('click', () => showHints(at('hints-body').hidden));

/** Who can be mentioned here: everybody of the chat, and the bot. */
function mentionable() {
  const here = chat();
  return [...state.people.filter(({ open_id: id }) => here.kind === 'p2p' || here.members.includes(id)), state.bot];
}

/** Plain text cut at the `@names` of people who are here: `[text, whom?]`. */
function pieces(text) {
  const known = [...mentionable(), ...state.people].sort((a, b) => b.name.length - a.name.length);
  return text.split(/(?=@)/).flatMap((part) => {
    const who = known.find(({ name }) => part.startsWith(`@${name}`));
    return who ? [[`@${who.name}`, who], [part.slice(who.name.length + 1)]] : [[part]];
  }).filter(([part]) => part);
}

const token = ({ open_id: id, name }) => node('span', { class: 'mention', contenteditable: 'false', 'data-id': id }, `@${name}`);

function insert(nodes) {
  const selection = getSelection();
  if (!input.contains(selection.anchorNode)) selection.selectAllChildren(input);
  const range = selection.getRangeAt(0);
  range.deleteContents();
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes);
  const last = fragment.lastChild;
  range.insertNode(fragment);
  if (last?.nodeType === Node.TEXT_NODE) selection.collapse(last, last.length);
  else range.collapse(false);
  edited();
}

/** Puts a line into the composer, ready to be sent. */
function compose(text) {
  input.replaceChildren();
  input.focus();
  insert([...pieces(text).map(([part, who]) => (who ? token(who) : part)), ' ']);
}

function written() {
  const parts = [];
  const text = (more) => (parts.at(-1)?.text === undefined ? parts.push({ text: more }) : (parts.at(-1).text += more));
  const walk = (from) => from.childNodes.forEach((child) => {
    if (child.nodeType === Node.TEXT_NODE) text(child.data.replaceAll('\u00a0', ' '));
    else if (child.dataset?.id) parts.push(child.dataset.id === state.bot.open_id ? { mention_bot: true } : { mention: child.dataset.id });
    else {
      if (child.matches('br, div, p')) text('\n');
      walk(child);
    }
  });
  walk(input);
  if (parts[0]?.text !== undefined) parts[0].text = parts[0].text.trimStart();
  if (parts.at(-1)?.text !== undefined) parts.at(-1).text = parts.at(-1).text.trimEnd();
  return parts.filter(({ text: some }) => some !== '');
}

async function send() {
  const parts = written();
  if (!state || !parts.length) return;
  const before = [...input.childNodes];
  input.replaceChildren();
  edited();
  sessionStorage.setItem('used', 'yes');
  showHints(false);
  log.scrollTop = log.scrollHeight;
  try {
    const { push_status: status } = await ask('/client/say', { by: me().open_id, chat_id: chat().chat_id, parts });
    const unmentioned = status === null && chat().kind === 'group' && !parts.some((part) => part.mention_bot);
    if (unmentioned) toast('info', say('unmentioned'));
    else if (status !== 200) toast('warning', say('unanswered', status ?? say('silent')));
  } catch (error) {
    toast('error', `${say('failed')}: ${error.message}`);
    if (!input.hasChildNodes()) input.append(...before);
    edited();
  }
}

/** The `@word` before the caret that waits for its completion. */
function asked() {
  const { isCollapsed, anchorNode: text, anchorOffset: to } = getSelection();
  if (!isCollapsed || text?.nodeType !== Node.TEXT_NODE || !input.contains(text)) return undefined;
  const found = /@([^@\s]{0,20})$/.exec(text.data.slice(0, to));
  return found ? { text, from: found.index, to, word: found[1].toLowerCase() } : undefined;
}

const completion = { list: at('completion'), people: [], index: 0, dismissed: false };

function edited() {
  const empty = !input.textContent.trim() && !input.querySelector('.mention');
  input.classList.toggle('empty', empty && !input.querySelector('br + br, div'));
  at('send').setAttribute('aria-disabled', String(empty));
  const found = state && asked();
  if (!found) completion.dismissed = false;
  completion.people = found && !completion.dismissed ? mentionable().filter(({ name }) => name.toLowerCase().includes(found.word)) : [];
  highlight(0);
}

function highlight(index) {
  const { list, people } = completion;
  completion.index = people.length ? (index + people.length) % people.length : 0;
  list.hidden = !people.length;
  input.setAttribute('aria-expanded', String(people.length > 0));
  list.replaceChildren(...people.map((who, place) => node('div', { role: 'option', id: `option-${place}`, 'aria-selected': String(place === completion.index),
    onpointerdown: (event) => event.preventDefault(), onclick: () => complete(who) }, face(who), node('span', {}, who.name),
  who === state.bot && node('span', { class: 'badge' }, say('bot')), who.external && node('span', { class: 'badge outside' }, say('external')))));
  if (people.length) {
    input.setAttribute('aria-activedescendant', `option-${completion.index}`);
    list.children[completion.index].scrollIntoView({ block: 'nearest' });
  } else input.removeAttribute('aria-activedescendant');
}

function complete(who) {
  const { text, from, to } = asked();
  getSelection().setBaseAndExtent(text, from, text, to);
  insert([token(who), ' ']);
}

const KEYS = {
  ArrowDown: () => highlight(completion.index + 1), ArrowUp: () => highlight(completion.index - 1),
  Enter: () => complete(completion.people[completion.index]), Tab: () => complete(completion.people[completion.index]),
  Escape: () => { completion.dismissed = true; edited(); },
};

input.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  const act = completion.people.length ? KEYS[event.key] : event.key === 'Enter' && !event.shiftKey && send;
  if (!act) return;
  event.preventDefault();
  act();
});
input.addEventListener('input', edited);
input.addEventListener('blur', () => { completion.people = []; highlight(0); });
input.addEventListener('paste', (event) => {
  event.preventDefault();
  insert(pieces(event.clipboardData.getData('text/plain')).map(([part, who]) => (who ? token(who) : part)));
});
at('send').addEventListener('click', send);
at('mention').addEventListener('click', () => {
  input.focus();
  insert(['@']);
});

dress();
edited();
showHints(!sessionStorage.getItem('used'));
watch();
