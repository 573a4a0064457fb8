// The official Node SDK's client calls the simulator: what it accepts, and what it refuses.
'use strict';
const { randomUUID } = require('node:crypto');
const lark = require('@larksuiteoapi/node-sdk');
const { startSimulator, Tally, silent } = require('./partner');

const tally = new Tally('node client');

// HTTP status, code and data of an answer; the SDK throws what did not come with 200.
async function outcome(call) {
  try {
    return { status: 200, ...(await call) };
  } catch (error) {
    if (!error.response) throw error;
    return { status: error.response.status, ...error.response.data };
  }
}

async function accepted(what, call) {
  const { status, code, msg, data } = await outcome(call);
  tally.equal(`${what} is accepted`, { status, code, msg }, { status: 200, code: 0, msg });
  return data;
}

async function refused(what, call, status, code) {
  const answer = await outcome(call);
  tally.equal(`${what} is refused with ${code}`, [answer.status, answer.code], [status, code]);
}

function card(content, more = {}) {
  return {
    schema: '2.0',
    header: { title: { tag: 'plain_text', content: '会议质量' } },
    body: { elements: [{ tag: 'markdown', content, ...more }] },
  };
}

async function checkToken({ client, facts: { app } }) {
  const token = (app_secret) =>
    client.auth.v3.tenantAccessToken.internal({ data: { app_id: app.app_id, app_secret } });
  await refused('a wrong secret', token('wrong'), 200, 10015);
  const [first, second] = [await token(app.app_secret), await token(app.app_secret)];
  tally.equal('a token lives two hours', [7199, 7200].includes(first.expire), true);
  tally.equal('a young token is given out again', second.tenant_access_token, first.tenant_access_token);
}

async function checkMeeting({ client, facts: { meeting }, stay }) {
  const { start, end, no, topic, user_id } = meeting;
  const params = { start_time: start, end_time: end, meeting_no: no };
  const meetings = await accepted('meeting_list', client.vc.v1.meetingList.get({ params }));
  const rows = meetings.meeting_list.map((row) => [row.meeting_id, row.meeting_topic]);
  tally.equal('meeting_list: number and topic', rows, [[no, topic]]);

  const { join_time, ...person } = stay;
  const list = client.vc.v1.participantList.get({ params: person });
  const { participants } = await accepted('participant_list', list);
  tally.equal('participant_list: the person', participants.map((row) => row.user_id), [user_id]);
}

async function checkQuality({ client, facts: { meeting }, stay }) {
  const { participantQualityList } = client.vc.v1;
  const params = { ...stay, page_size: 100 };
  await accepted('participant_quality_list', participantQualityList.get({ params }));
  const pages = [];
  for await (const page of await participantQualityList.getWithIterator({ params })) {
    pages.push(page.participant_quality_list);
  }
  const sizes = pages.map((page) => page.length);
  tally.equal('quality: pages of 100 and the rest', sizes, [100, meeting.minutes - 100]);
  const minutes = pages.flat();
  const times = new Set(minutes.map((minute) => minute.network.time));
  tally.equal('quality: every minute once', times.size, meeting.minutes);
  const { network, audio, video, cpu_usage } = minutes.at(-1);
  const values = [network.packet_loss_max_received, audio.jitter_received,
    video.framerate_received, cpu_usage.client_avg_cpu_usage];
  tally.equal('quality: texts in each section', values.map((one) => typeof one), Array(4).fill('string'));
}

async function checkMessages({ client, facts }) {
  const { message } = client.im.v1;
  const reply = (msg_type, content, more = {}) =>
    message.reply({
      path: { message_id: facts.message_id },
      data: { msg_type, content: JSON.stringify(content), ...more },
    });
  const patch = (message_id, content) =>
    message.patch({ path: { message_id }, data: { content: JSON.stringify(content) } });

  await accepted('a text reply', reply('text', { text: '会议质量 🙂' }));
  const uuid = randomUUID();
  const sent = await accepted('a card reply', reply('interactive', card('working'), { uuid }));
  const again = await accepted('the same uuid', reply('interactive', card('working'), { uuid }));
  tally.equal('the same uuid sends once', again.message_id, sent.message_id);
  tally.equal('a reply names its parent', sent.parent_id, facts.message_id);
  await accepted('a patch of the card', patch(sent.message_id, card('done')));

  const { message_id } = sent;
  await refused('a patch back to card 1.0', patch(message_id, { elements: [] }), 400, 230099);
  const odd = reply('interactive', card('x', { colour: 'red' }));
  await refused('an unknown card property', odd, 400, 230099);
  const long = reply('text', { text: 'x' }, { uuid: 'u'.repeat(51) });
  await refused('a uuid of 51 characters', long, 400, 99992402);
  await refused('content that is no object', reply('text', 'x'), 400, 230001);
  await refused('a patch of an unknown message', patch('om_unknown', card('x')), 400, 99992354);
  await refused('a call without its scope', message.get({ path: { message_id } }), 400, 99991672);
}

async function checkRecall({ client, facts }) {
  const { message, chat } = client.im.v1;
  const { chat_id, name } = facts.chat;
  const content = JSON.stringify(card('gone soon'));
  const data = { receive_id: chat_id, msg_type: 'interactive', content };
  const sent = await accepted('a card into a chat', message.create({ params: { receive_id_type: 'chat_id' }, data }));
  const remove = (message_id) => message.delete({ path: { message_id } });
  await accepted('taking a message of our own back', remove(sent.message_id));
  await refused('taking it back again', remove(sent.message_id), 400, 230110);
  const told = await accepted('a chat', chat.get({ path: { chat_id } }));
  tally.equal('a chat: mode, name, outsiders', [told.chat_mode, told.name, told.external], ['group', name, false]);
  const external = await accepted('an external chat', chat.get({ path: { chat_id: facts.external_group } }));
  tally.equal('an external chat says so', external.external, true);
  await refused('a chat that is none', chat.get({ path: { chat_id: 'oc_nowhere' } }), 400, 232006);
}

// The SDK has no method for these two.
async function checkEphemeral({ client, facts }) {
  const { viewer, outsider, external_group, chat: { chat_id } } = facts;
  const post = (what, data) => client.request({ method: 'POST', url: `/open-apis/ephemeral/v1/${what}`, data });
  const to = (open_id, more) => post('send', { chat_id, open_id, msg_type: 'interactive', card: card('only you'), ...more });
  const { message_id } = await accepted('a card for one person', to(viewer));
  await accepted('its deletion', post('delete', { message_id }));
  await refused('deleting it again', post('delete', { message_id }), 400, 18051);
  const translated = card('你好', { i18n_content: { en_us: 'hello' } });
  await refused('a card for one person in two languages', to(viewer, { card: translated }), 400, 230099);
  await refused('a card for somebody outside', to(outsider, { chat_id: external_group }), 400, 230002);
}

async function checkRefusals({ client, facts, stay }) {
  const { join, room_id, start } = facts.meeting;
  const quality = (changes) =>
    client.vc.v1.participantQualityList.get({ params: { ...stay, ...changes } });
  await refused('a meeting number of five digits', quality({ meeting_no: '12345' }), 400, 126004);
  await refused('a meeting nobody held', quality({ meeting_no: '987654321' }), 400, 126009);
  await refused('a join time nobody joined at', quality({ join_time: join + 1 }), 400, 126010);
  await refused('a person and a room together', quality({ room_id }), 400, 126007);
  await refused('a page of 19', quality({ page_size: 19 }), 400, 121003);
  await refused('a page of 101', quality({ page_size: 101 }), 400, 121003);
  const backwards = quality({ meeting_end_time: start - 1 });
  await refused('a window that ends before it starts', backwards, 400, 126006);

  const stranger = newClient(facts, { disableTokenCache: true }).vc.v1.participantQualityList;
  const call = stranger.get({ params: stay }, lark.withTenantToken('t-g1unknown'));
  await refused('an unknown bearer token', call, 400, 99991663);
}

function newClient({ app, base_url }, more = {}) {
  const { app_id: appId, app_secret: appSecret } = app;
  return new lark.Client({ appId, appSecret, domain: base_url, logger: silent, ...more });
}

async function main() {
  const simulator = await startSimulator();
  const { facts } = simulator;
  const { meeting } = facts;
  const stay = {
    meeting_start_time: meeting.start,
    meeting_end_time: meeting.end,
    meeting_no: meeting.no,
    join_time: meeting.join,
    user_id: meeting.user_id,
    user_id_type: 'open_id',
  };
  const play = { client: newClient(facts), facts, stay };
  for (const check of [checkToken, checkMeeting, checkQuality, checkMessages, checkRecall, checkEphemeral, checkRefusals]) {
    await check(play);
  }
  tally.equal('no accepted call was odd', await simulator.stop(), []);
  tally.finish();
}

main();
