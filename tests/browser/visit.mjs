// A visit to a demo of its own, from its start to its end.
import { launch, newReader, picture } from './browser.mjs';
import { Chat } from './chat.mjs';
import { startDemo } from './demo-process.mjs';

/// Plays it with an open chat, and tells `tally` whatever went wrong. What was seen last is a picture.
export async function visitDemo(tally, play) {
  const browser = await launch();
  let demo;
  try {
    demo = await startDemo();
    const reader = await newReader(browser);
    try {
      await play(await Chat.open(reader, demo.address), browser, demo.address);
    } finally {
      await reader.context.pages()[0]?.screenshot({ path: picture(tally.part, 'last-seen.png') });
      tally.none('nothing went wrong in the chat', await reader.close());
    }
  } catch (error) {
    tally.ok('the visit came to its end', false, error.stack);
  } finally {
    await browser.close();
    if (demo) tally.equal('the demo ends when it is interrupted', await demo.stop(), 0);
    tally.finish();
  }
}
