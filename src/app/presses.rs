//! Buttons that were pressed a moment ago, so that two quick presses are one.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::inbound::{Button, Op};
use crate::quality::ids::OpenId;

/// Presses of the same button within this time are one.
const AT_ONCE: SignedDuration = SignedDuration::from_secs(10);

/// Buttons that were pressed a moment ago.
#[derive(Debug, Default)]
pub(super) struct Presses(Mutex<HashMap<Pressed, Timestamp>>);

/// A button, with what it sends, and whoever pressed it, where what follows is for them alone.
type Pressed = (Button, Option<OpenId>);

impl Presses {
    /// Whether nobody pressed it a moment ago; counts as a press then.
    pub(super) fn is_first(&self, button: &Button, by: &OpenId, now: Timestamp) -> bool {
        let mut presses = self.lately();
        presses.retain(|_, at| now.duration_since(*at) < AT_ONCE);
        let before = presses.len();
        presses.entry(pressed(button, by)).or_insert(now);
        presses.len() > before
    }

    /// Nothing came of a press: the next one is the first.
    pub(super) fn take_back(&self, button: &Button, by: &OpenId) {
        self.lately().remove(&pressed(button, by));
    }

    fn lately(&self) -> MutexGuard<'_, HashMap<Pressed, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn pressed(button: &Button, by: &OpenId) -> Pressed {
    let is_for_one = matches!(button.op, Op::Details | Op::Instances | Op::Submit);
    (button.clone(), is_for_one.then(|| by.clone()))
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::app::asked::AskedId;
    use crate::app::inbound::{FormValues, MessageId};

    fn button(message: &str, op: Op, pick: Option<u16>) -> Button {
        let asked = AskedId::of(&MessageId(message.to_owned()));
        Button { asked, op, pick, form: None }
    }

    #[test]
    fn two_quick_presses_are_one() {
        let (presses, ana) = (Presses::default(), OpenId("ou_ana".to_owned()));
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let is_first = |button: &Button, at| presses.is_first(button, &ana, at);
        let refresh = button("om_1", Op::Refresh, None);
        assert!(is_first(&refresh, now));
        assert!(!is_first(&refresh, now + 9.seconds()));
        assert!(is_first(&button("om_1", Op::ExportCsv, None), now + 9.seconds()));
        assert!(is_first(&button("om_2", Op::Refresh, None), now + 9.seconds()));
        for pick in [1, 2] {
            assert!(
                is_first(&button("om_1", Op::Person, Some(pick)), now),
                "each choice for itself"
            );
        }
        assert!(is_first(&refresh, now + 10.seconds()));
        presses.take_back(&refresh, &ana);
        assert!(is_first(&refresh, now + 11.seconds()), "nothing came of the one before");
    }

    #[test]
    fn what_is_for_one_alone_is_anothers_first_press_and_what_was_mended_too() {
        let presses = Presses::default();
        let [ana, ben] = ["ou_ana", "ou_ben"].map(|id| OpenId(id.to_owned()));
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        for (op, is_for_one) in [(Op::Details, true), (Op::Instances, true), (Op::Refresh, false)] {
            let button = button("om_1", op, None);
            assert!(presses.is_first(&button, &ana, now));
            assert_eq!(presses.is_first(&button, &ben, now), is_for_one, "{op:?}");
        }
        let mut form = button("om_1", Op::Submit, None);
        form.form = Some(FormValues { number: Some("12345".to_owned()), ..FormValues::default() });
        assert!(presses.is_first(&form, &ana, now) && !presses.is_first(&form, &ana, now));
        form.form =
            Some(FormValues { number: Some("123456789".to_owned()), ..FormValues::default() });
        assert!(presses.is_first(&form, &ana, now));
    }
}
