// The tally of what was checked, one line a check.
import { isDeepStrictEqual } from 'node:util';

export class Tally {
  constructor(part) {
    this.part = part;
    this.passed = 0;
    this.failed = 0;
    // A run that never gets to its end has failed.
    process.exitCode = 1;
  }

  ok(what, good, seen) {
    this[good ? 'passed' : 'failed'] += 1;
    const found = good || seen === undefined ? '' : `: ${short(seen)}`;
    console.log(`${good ? 'ok  ' : 'FAIL'} ${this.part}: ${what}${found}`);
    return good;
  }

  equal(what, seen, wanted) {
    const good = isDeepStrictEqual(seen, wanted);
    return this.ok(good ? what : `${what}: not ${short(wanted)}`, good, seen);
  }

  /// For a list of what went wrong.
  none(what, troubles) {
    return this.ok(what, troubles.length === 0, troubles);
  }

  finish() {
    if (this.passed === 0) this.ok('something was checked', false);
    process.exitCode = this.failed > 0 ? 1 : 0;
  }
}

function short(value) {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
}
