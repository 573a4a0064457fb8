// The simulator as a child process, and the tally of what was checked.
'use strict';
const { spawn } = require('node:child_process');
const { createInterface } = require('node:readline');
const { isDeepStrictEqual } = require('node:util');

const SIMULATOR = ['run', '--quiet', '--locked', '--example', 'simulator'];

// Starts it and reads its facts; see examples/simulator.rs for what it says.
async function startSimulator() {
  const child = spawn('cargo', SIMULATOR, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => JSON.parse((await lines.next()).value);
  return {
    facts: await line(),
    // Has everything pushed to `url`; answers what became of each push.
    pushTo(url) {
      child.stdin.write(`${url}\n`);
      return line();
    },
    // Ends it; answers what a strict reader minds about the calls it accepted.
    async stop() {
      child.stdin.end();
      return (await line()).oddities;
    },
  };
}

// Prints each check as one line.
class Tally {
  constructor(partner) {
    this.partner = partner;
    this.failed = 0;
    // A run that never gets to its end has failed.
    process.exitCode = 1;
  }

  equal(what, seen, wanted) {
    const good = isDeepStrictEqual(seen, wanted);
    if (!good) this.failed += 1;
    const found = good ? '' : `: ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`;
    console.log(`${good ? 'ok  ' : 'FAIL'} ${this.partner}: ${what}${found}`);
  }

  finish() {
    process.exitCode = this.failed > 0 ? 1 : 0;
  }
}

// The SDKs log what they refuse; here it is looked at instead.
const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };

module.exports = { startSimulator, Tally, silent };
