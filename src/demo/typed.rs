//! What the visitor types: a line becomes a chat message, `@name` a real mention.

use std::io::BufRead;

use tokio::sync::mpsc;

use crate::simulator::{Person, Says, data};

/// How to go on.
pub(super) const HINT: &str = "
Type another message for the group and press Enter, or Ctrl-C to end. Try:
  @质量助手 /quality 450 150 150 @张三      150 minutes, some of them bad
  @质量助手 /quality 334-455-667 @Ana Lima  left and came back: two sessions
  @质量助手 /quality 12345 @李四            something is wrong with it
";

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
        send.blocking_send(String::new()).ok();
        std::thread::park();
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
