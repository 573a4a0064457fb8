//! What the visitor types: a line becomes a chat message, `@name` a real mention.

use std::io::BufRead;

use tokio::sync::mpsc;

use crate::simulator::{Person, Says, data};

/// Commands to try, and what is to be seen then.
pub(super) const HINTS: [(&str, &str); 20] = [
    ("@质量助手 /quality 450 150 150 @张三", "150 minutes, some of them bad: why, and what to do"),
    ("@质量助手 /quality 123 456 789 @张三", "a good meeting"),
    ("@质量助手 /quality 12345 @李四", "something is wrong with it"),
    ("@质量助手 /quality", "a form: nobody has to know a number"),
    ("@质量助手 /quality 660 660 660", "everybody in a meeting: one office had a bad line"),
    ("@质量助手 /quality 334 455 121 me", "twelve times in and out again"),
    ("@质量助手 /quality 889 900 223 room:Room B", "a meeting room"),
    ("@质量助手 /quality 660 660 660 @张三 @Ana Lima", "two people side by side"),
    ("@质量助手 /quality 520 520 520 昨天", "a number that met twice yesterday: which one?"),
    ("@质量助手 /quality 上次", "my latest meeting"),
    ("@质量助手 /quality recent", "what was asked here before"),
    ("@质量助手 /quality trend @张三 30d", "how somebody fared over time"),
    ("@质量助手 /quality export 450 150 150 @张三 csv", "the minutes as a file"),
    ("@质量助手 /quality watch 990 011 223", "a report when a meeting that runs has ended"),
    ("@质量助手 /quality watch list", "what is watched here"),
    ("@质量助手 /quality unwatch 990 011 223", "no report after all"),
    ("@质量助手 /quality explain jitter", "what a reading means"),
    ("@质量助手 /quality forget me", "what is kept about me is deleted"),
    ("@质量助手 /quality doctor", "what is missing: speak as 陈静, who is the support team here"),
    ("@质量助手 /quality 303 060 300", "300 people, and how far the bot has come"),
];

/// How to go on.
pub(super) fn hint() -> String {
    let lines = HINTS.map(|(command, what)| format!("  {command:<44} {what}\n"));
    format!(
        "\nOr type another message for the group here and press Enter; Ctrl-C ends. Try:\n{}",
        lines.concat()
    )
}

/// Lines of the standard input, until it ends.
pub(super) fn lines() -> mpsc::Receiver<String> {
    let (send, receive) = mpsc::channel(8);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if send.blocking_send(line).is_err() {
                return;
            }
        }
        // Without anything to read, only Ctrl-C ends the demo: the channel stays open.
        std::thread::park();
        drop(send);
    });
    receive
}

/// The message that a line stands for. The longest name that fits behind an `@` is mentioned.
pub(super) fn question(line: &str, people: &[Person]) -> Says {
    let mut says = Says::in_group(data::GROUP).by(data::LI_SI);
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('@') {
        says = says.text(before);
        let named = people
            .iter()
            .filter(|person| after.starts_with(&person.name))
            .max_by_key(|person| person.name.len());
        rest = match (after.strip_prefix(data::BOT_NAME), named) {
            (Some(behind), _) => {
                says = says.mention_bot();
                behind
            }
            (None, Some(person)) => {
                says = says.mention(&person.open_id);
                after.strip_prefix(&person.name).unwrap_or(after)
            }
            (None, None) => {
                says = says.text("@");
                after
            }
        };
    }
    says.text(rest)
}
