// The official Node SDK's dispatcher receives what the simulator pushes.
'use strict';
const { createServer } = require('node:http');
const { once } = require('node:events');
const lark = require('@larksuiteoapi/node-sdk');
const { startSimulator, Tally, silent } = require('./partner');

const PATH = '/webhook';
const tally = new Tally('node dispatcher');

// A server that hands requests to the SDK, and notes each message its handler sees.
async function startWebhook({ encrypt_key, verification_token }, seen) {
  const dispatcher = new lark.EventDispatcher({
    encryptKey: encrypt_key, verificationToken: verification_token, logger: silent,
  }).register({
    'im.message.receive_v1': ({ message, sender }) => {
      seen.set(message.message_id, { message, sender });
    },
    'im.message.recalled_v1': (data) => { seen.set('im.message.recalled_v1', data); },
    'vc.meeting.all_meeting_ended_v1': (data) => { seen.set('vc.meeting.all_meeting_ended_v1', data); },
    'application.bot.menu_v6': (data) => { seen.set('application.bot.menu_v6', data); },
    'card.action.trigger': ({ event_id, operator, action, context }) => {
      seen.set(event_id, { operator, action, context });
      return { toast: { type: 'info', content: '好', i18n: { zh_cn: '好', en_us: 'fine' } } };
    },
  });
  const receive = lark.adaptDefault(PATH, dispatcher, { autoChallenge: true });
  const server = createServer((request, response) => {
    // What cannot be decrypted makes the SDK throw, which would end this process.
    receive(request, response).catch(() => response.writeHead(500).end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function check({ name, status, body, pushed, toast, error }, seen) {
  const message_id = pushed.event?.message?.message_id;
  if (pushed.challenge) {
    tally.equal(`${name} is answered`, [status, JSON.parse(body)], [200, pushed]);
  } else if (name.startsWith('forgery')) {
    // This SDK answers a forgery with an empty 200 instead of an error.
    tally.equal(`${name} is refused`, [body, seen.has(message_id)], ['', false]);
  } else if (pushed.header?.event_type === 'card.action.trigger') {
    const { operator, action, context } = pushed.event;
    tally.equal(`${name} arrives whole`, seen.get(pushed.header.event_id), { operator, action, context });
    tally.equal(`${name} is answered with a toast`, [toast, error], ['fine', null]);
  } else if (seen.has(pushed.header?.event_type)) {
    const data = seen.get(pushed.header.event_type);
    const names = Object.keys(pushed.event);
    tally.equal(`${name} is taken`, status, 200);
    tally.equal(`${name} arrives whole`, Object.fromEntries(names.map((one) => [one, data[one]])), pushed.event);
  } else if (message_id) {
    tally.equal(`${name} is taken`, status, 200);
    tally.equal(`${name} arrives whole`, seen.get(message_id), pushed.event);
  } else {
    const answer = `"no ${pushed.header.event_type} event handle"`;
    tally.equal(`${name} gets as far as the types`, [status, body], [200, answer]);
  }
}

async function main() {
  const [simulator, seen] = [await startSimulator(), new Map()];
  const server = await startWebhook(simulator.facts.app, seen);
  const url = `http://127.0.0.1:${server.address().port}${PATH}`;
  for (const push of await simulator.pushTo(url)) check(push, seen);
  server.close();
  server.closeAllConnections();
  await simulator.stop();
  tally.finish();
}

main();
