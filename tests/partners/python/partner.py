"""The simulator as a child process, and the tally of what was checked."""

import json
import subprocess
import sys

SIMULATOR = ["cargo", "run", "--quiet", "--locked", "--example", "simulator"]


class Simulator:
    """Started with its facts read; see `examples/simulator.rs` for what it says."""

    def __init__(self):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(SIMULATOR, stdin=pipe, stdout=pipe, encoding="utf-8")
        self.facts = self._line()

    def push_to(self, url):
        """Has everything pushed to `url`; answers what became of each push."""
        print(url, file=self.process.stdin, flush=True)
        return self._line()

    def stop(self):
        """Ends it; answers what a strict reader minds about the calls it accepted."""
        self.process.stdin.close()
        oddities = self._line()["oddities"]
        self.process.wait()
        return oddities

    def _line(self):
        return json.loads(self.process.stdout.readline())


class Tally:
    """Prints each check as one line."""

    def __init__(self, partner):
        self.partner, self.checked, self.failed = partner, 0, 0

    def check(self, what, good, seen=""):
        self.checked += 1
        self.failed += not good
        print(f"ok   {self.partner}: {what}" if good else f"FAIL {self.partner}: {what}: {seen}")

    def equal(self, what, seen, wanted):
        self.check(what, seen == wanted, f"{seen!r}, not {wanted!r}")

    def finish(self):
        sys.exit(self.failed > 0 or self.checked == 0)
