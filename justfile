# Everything a newcomer does. `just` lists it.

default:
    @just --list

# A simulated Feishu with a chat page for the browser, and the bot.
demo *args:
    cargo run -- demo {{args}}

# Every test.
test:
    cargo test

# What must be clean before a change is handed in.
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    cargo clippy --all-targets --no-default-features -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items
    cargo deny check licenses bans sources

# The official Node and Python SDKs against the simulator.
partners:
    tests/partners/run

# The chat page, every chart and the report page in a real browser; needs node and chromium.
browser:
    tests/browser/run

# The benches; each prints its machine.
bench *args:
    cargo bench {{args}}

# Which changes of the judging room no test would notice. Takes an hour or more.
mutants *args:
    cargo mutants --file 'src/quality/**/*.rs' --exclude '**/testing.rs' {{args}} -- --lib quality::

# Review changed snapshots, one by one.
snapshots:
    cargo insta review

# All that CI does.
ci:
    bash .ci/run
