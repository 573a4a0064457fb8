//! Buttons that were pressed a moment ago, so that two quick presses are one.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::asked::AskedId;
use super::inbound::Op;

/// Presses of the same button within this time are one.
const AT_ONCE: SignedDuration = SignedDuration::from_secs(10);

/// Buttons that were pressed a moment ago.
#[derive(Debug, Default)]
pub(super) struct Presses(Mutex<HashMap<(AskedId, Op), Timestamp>>);

impl Presses {
    /// Whether nobody pressed it a moment ago; counts as a press then.
    pub(super) fn is_first(&self, asked: &AskedId, op: Op, now: Timestamp) -> bool {
        let mut presses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        presses.retain(|_, at| now.duration_since(*at) < AT_ONCE);
        let before = presses.len();
        presses.entry((asked.clone(), op)).or_insert(now);
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
        assert!(presses.is_first(&asked, Op::Refresh, now));
        assert!(!presses.is_first(&asked, Op::Refresh, now + 9.seconds()));
        assert!(presses.is_first(&asked, Op::ExportCsv, now + 9.seconds()));
        assert!(presses.is_first(&other, Op::Refresh, now + 9.seconds()));
        assert!(presses.is_first(&asked, Op::Refresh, now + 10.seconds()));
    }
}
