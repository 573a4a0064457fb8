// Cards that a test has shown in the demo's chat: it calls the simulator as the app would.

/// The app of the demo's world.
const APP = { app_id: 'cli_9f5343c580712544', app_secret: 'simulated-app-secret' };

export class OwnCards {
  constructor(page, address) {
    this.request = page.request;
    this.address = address;
  }

  async call(path, data, more = {}) {
    const answer = await this.request.post(new URL(`/open-apis/${path}`, this.address).href, { data, ...more });
    const body = await answer.json();
    if (body.code !== 0) throw new Error(`${path}: ${JSON.stringify(body)}`);
    return body;
  }

  async authorized(path, data) {
    const { tenant_access_token: token } = await this.call('auth/v3/tenant_access_token/internal', APP);
    return (await this.call(path, data, { headers: { Authorization: `Bearer ${token}` } })).data;
  }

  /// Into a group.
  async send(chat_id, card) {
    const data = { receive_id: chat_id, msg_type: 'interactive', content: JSON.stringify(card) };
    return (await this.authorized('im/v1/messages?receive_id_type=chat_id', data)).message_id;
  }

  /// For one person of a group.
  async sendTo(open_id, chat_id, card) {
    return (await this.authorized('ephemeral/v1/send', { chat_id, open_id, msg_type: 'interactive', card })).message_id;
  }

  remove(message_id) {
    return this.authorized('ephemeral/v1/delete', { message_id });
  }
}

const plain = (content) => ({ tag: 'plain_text', content });
const calls = (op) => [{ type: 'callback', value: { op } }];
const option = (value, text) => ({ value, text: plain(text) });

/// Every component that people fill in, in a form and beside it.
export const FORM = {
  schema: '2.0',
  header: { title: plain('要看哪次会议？') },
  body: { elements: [
    { tag: 'select_static', placeholder: plain('换一场'), options: [option('a', '上午'), option('b', '下午')], behaviors: calls('instance') },
    { tag: 'form', name: 'ask', elements: [
      { tag: 'select_static', name: 'meeting', placeholder: plain('最近的会议'), options: [option('0', '周会'), option('1', '评审')] },
      { tag: 'multi_select_static', name: 'causes', placeholder: plain('原因'), options: [option('loss', '丢包'), option('cpu', 'CPU')] },
      { tag: 'select_person', name: 'who', placeholder: plain('谁') },
      { tag: 'date_picker', name: 'day', placeholder: plain('哪天') },
      { tag: 'input', name: 'number', label: plain('会议号'), required: true, max_length: 20 },
      { tag: 'button', name: 'send', type: 'primary', text: plain('查询'), form_action_type: 'submit', behaviors: calls('ask') },
      { tag: 'button', name: 'clear', text: plain('清空'), form_action_type: 'reset' },
    ] },
  ] },
};

export const ASIDE = { schema: '2.0', body: { elements: [{ tag: 'markdown', content: '这是说给一个人听的' }] } };
