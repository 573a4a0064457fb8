//! Buttons that were pressed a moment ago, so that two quick presses are one.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::asked::AskedId;
use super::inbound::{Button, Op};

/// Presses of the same button within this time are one.
const AT_ONCE: SignedDuration = SignedDuration::from_secs(10);

/// Buttons that were pressed a moment ago.
#[derive(Debug, Default)]
pub(super) struct Presses(Mutex<HashMap<Pressed, Timestamp>>);

/// A button, and the choice it made.
type Pressed = (AskedId, Op, Option<u16>);

impl Presses {
    /// Whether nobody pressed it a moment ago; counts as a press then.
    pub(super) fn is_first(&self, button: &Button, now: Timestamp) -> bool {
        let mut presses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        presses.retain(|_, at| now.duration_since(*at) < AT_ONCE);
        let before = presses.len();
        presses.entry((button.asked.clone(), button.op, button.pick)).or_insert(now);
        presses.len() > before
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::app::inbound::MessageId;

    #[test]
    fn two_quick_presses_are_one() {
        let presses = Presses::default();
        let asked = AskedId::of(&MessageId("om_1".to_owned()));
        let other = AskedId::of(&MessageId("om_2".to_owned()));
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let press = |asked: &AskedId, op, pick| {
            let button = Button { asked: asked.clone(), op, pick, form: None };
            move |presses: &Presses, at| presses.is_first(&button, at)
        };
        let refresh = press(&asked, Op::Refresh, None);
        assert!(refresh(&presses, now));
        assert!(!refresh(&presses, now + 9.seconds()));
        assert!(press(&asked, Op::ExportCsv, None)(&presses, now + 9.seconds()));
        assert!(press(&other, Op::Refresh, None)(&presses, now + 9.seconds()));
        for pick in [1, 2] {
            assert!(press(&asked, Op::Person, Some(pick))(&presses, now), "each choice for itself");
        }
        assert!(refresh(&presses, now + 10.seconds()));
    }
}
