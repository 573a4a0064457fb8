// The demo as a child process: it says where its chat is, and runs until it is interrupted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const CHAT = /Open (http:\/\/127\.0\.0\.1:\d+\/) in a browser/;
const PATIENCE_MS = 60_000;

export async function startDemo() {
  const bot = process.env.BOT ?? 'target/debug/quality-bot';
  // In the zone of the reader, as on a visitor's own machine.
  const env = { ...process.env, TZ: 'Asia/Shanghai' };
  const child = spawn(bot, ['demo'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const address = await new Promise((found, failed) => {
    const timer = setTimeout(() => failed(new Error('the demo did not say where its chat is')), PATIENCE_MS);
    lines.on('line', (line) => {
      const chat = line.match(CHAT)?.[1];
      if (!chat) return;
      clearTimeout(timer);
      found(chat);
    });
    ended.then(([code]) => failed(new Error(`the demo ended with ${code}`)));
  }).catch((error) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    address,
    /// Interrupts it as a visitor would; answers its exit code.
    async stop() {
      child.kill('SIGINT');
      const [code, signal] = await ended;
      return code ?? signal;
    },
  };
}
