//! Two people side by side: whose side the trouble was.
//!
//! What arrived badly over a clean link is not the listener's; beyond that the minutes tell: most of
//! them bad for both at once, nearly all for one alone, or each at other times. Each verdict comes
//! of a diagnosis beside others, so that everybody else is taken into account. Source: quality model
//! 4.1.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::rules::Rules;
use super::verdict::{ScopeVerdict, Side, Verdict};

/// Whose side the trouble of two people was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Neither had a bad minute.
    Nobodys,
    TheOnes,
    TheOthers,
    /// Each had their own, at other times or on their own side.
    Each,
    /// Both at the same time, and more than these two or neither alone.
    Shared,
    Unknown,
}

impl Whose {
    /// Of two people's verdicts.
    pub fn of(one: &Verdict, other: &Verdict, rules: &Rules) -> Self {
        if one.judgement.rated_minutes == 0 || other.judgement.rated_minutes == 0 {
            return Self::Unknown;
        }
        let minutes = Minutes::of(one, other);
        if minutes.all == 0 {
            return Self::Nobodys;
        }
        match (has_own(one), has_own(other)) {
            (true, true) => minutes.whose(one, other, rules),
            (true, false) if explains(one, other) => Self::TheOnes,
            (false, true) if explains(other, one) => Self::TheOthers,
            (false, false) if minutes.is_mostly_shared(rules) => Self::Shared,
            _ => Self::Unknown,
        }
    }
}

/// Whether the trouble was on this person's own side, as far as is known.
fn has_own(verdict: &Verdict) -> bool {
    !verdict.judgement.bad.is_empty() && verdict.side != Side::FarEnd
}

/// Whether one person's own trouble is all there is of the other's: none, or what they received.
fn explains(one: &Verdict, other: &Verdict) -> bool {
    let sends_badly = matches!(one.side, Side::Uplink | Side::Both | Side::Device);
    other.judgement.bad.is_empty() || sends_badly
}

/// Bad minutes of two people.
struct Minutes {
    of_both: usize,
    of_one_alone: usize,
    of_other_alone: usize,
    all: usize,
}

impl Minutes {
    fn of(one: &Verdict, other: &Verdict) -> Self {
        let bad = |verdict: &Verdict| -> BTreeSet<Timestamp> {
            verdict.judgement.bad.iter().map(|minute| minute.minute).collect()
        };
        let (ones, others) = (bad(one), bad(other));
        let of_both = ones.intersection(&others).count();
        let (of_one_alone, of_other_alone) = (ones.len() - of_both, others.len() - of_both);
        Self { of_both, of_one_alone, of_other_alone, all: of_both + of_one_alone + of_other_alone }
    }

    /// Both had trouble of their own.
    fn whose(&self, one: &Verdict, other: &Verdict, rules: &Rules) -> Whose {
        let nearly_all = |count| self.share(count) >= rules.causes.nearly_all;
        let is_local = |verdict: &Verdict| verdict.scope.verdict == ScopeVerdict::Local;
        match self {
            // The others were fine: that it was at the same time is chance.
            _ if self.is_mostly_shared(rules) && is_local(one) && is_local(other) => Whose::Each,
            _ if self.is_mostly_shared(rules) => Whose::Shared,
            _ if nearly_all(self.of_one_alone) => Whose::TheOnes,
            _ if nearly_all(self.of_other_alone) => Whose::TheOthers,
            _ => Whose::Each,
        }
    }

    fn is_mostly_shared(&self, rules: &Rules) -> bool {
        self.share(self.of_both) >= rules.causes.most
    }

    /// Of at least one minute.
    #[expect(clippy::cast_precision_loss, reason = "minutes are far below 2^52")]
    fn share(&self, count: usize) -> f64 {
        count as f64 / self.all as f64
    }
}

#[cfg(test)]
mod tests {
    use Side::{Device, Downlink, FarEnd, Uplink};

    use super::*;
    use crate::quality::diagnose::diagnose;
    use crate::quality::judgement::{NamedMinute, State};
    use crate::quality::participant::Participant;
    use crate::quality::verdict::Side;

    /// Somebody with these bad minutes, of an hour.
    fn verdict(bad: std::ops::Range<i64>, side: Side, scope: ScopeVerdict) -> Verdict {
        let people = [Participant::default()];
        let mut verdict = diagnose(&people, &Rules::default()).verdicts.swap_remove(0);
        let named = |minute: i64| NamedMinute {
            minute: Timestamp::from_second(1_700_000_040 + minute * 60).unwrap(),
            state: State::Poor,
            readings: Vec::new(),
        };
        verdict.judgement.bad = bad.map(named).collect();
        verdict.judgement.rated_minutes = 60;
        (verdict.side, verdict.scope.verdict) = (side, scope);
        verdict
    }

    fn mirrored(whose: Whose) -> Whose {
        match whose {
            Whose::TheOnes => Whose::TheOthers,
            Whose::TheOthers => Whose::TheOnes,
            same => same,
        }
    }

    #[test]
    fn the_sides_and_the_minutes_tell_whose_it_was() {
        let local = |bad, side| verdict(bad, side, ScopeVerdict::Local);
        let wide = |bad, side| verdict(bad, side, ScopeVerdict::Meeting);
        let site = |bad, side| verdict(bad, side, ScopeVerdict::Site);
        let fine = || verdict(0..0, Side::None, ScopeVerdict::None);
        let table = [
            ("nothing was bad", fine(), fine(), Whose::Nobodys),
            ("one alone", local(0..5, Uplink), fine(), Whose::TheOnes),
            ("one's office", site(0..5, Downlink), fine(), Whose::TheOnes),
            ("heard badly", local(0..5, Uplink), wide(0..5, FarEnd), Whose::TheOnes),
            ("a busy computer", local(0..5, Device), wide(0..5, FarEnd), Whose::TheOnes),
            ("received badly", local(0..5, Downlink), wide(0..5, FarEnd), Whose::Unknown),
            ("somebody else spoke", wide(0..5, FarEnd), wide(0..5, FarEnd), Whose::Shared),
            ("two others spoke", wide(0..5, FarEnd), wide(5..10, FarEnd), Whose::Unknown),
            ("one listened", wide(0..5, FarEnd), fine(), Whose::Unknown),
            ("everybody's", wide(0..10, Downlink), wide(3..13, Downlink), Whose::Shared),
            ("their office's", site(0..10, Downlink), site(0..10, Uplink), Whose::Shared),
            ("by chance", local(0..10, Uplink), local(0..10, Downlink), Whose::Each),
            ("half known", local(0..10, Uplink), wide(0..10, Downlink), Whose::Shared),
            ("at other times", local(0..5, Uplink), local(10..15, Uplink), Whose::Each),
            ("hardly at once", wide(0..6, Uplink), wide(4..10, Uplink), Whose::Each),
            ("just half", wide(0..6, Uplink), wide(3..6, Uplink), Whose::Shared),
            ("nearly all of one", local(0..12, Uplink), local(20..23, Uplink), Whose::TheOnes),
            ("less than that", local(0..11, Uplink), local(20..23, Uplink), Whose::Each),
        ];
        for (what, one, other, whose) in table {
            let rules = Rules::default();
            assert_eq!(Whose::of(&one, &other, &rules), whose, "{what}");
            assert_eq!(Whose::of(&other, &one, &rules), mirrored(whose), "{what}, mirrored");
        }
    }

    #[test]
    fn nothing_is_said_of_two_when_one_was_not_measured() {
        let mut unmeasured = verdict(0..0, Side::None, ScopeVerdict::Unknown);
        unmeasured.judgement.rated_minutes = 0;
        let bad = verdict(0..5, Uplink, ScopeVerdict::Local);
        let rules = Rules::default();
        for (one, other) in [(&bad, &unmeasured), (&unmeasured, &bad), (&unmeasured, &unmeasured)] {
            assert_eq!(Whose::of(one, other, &rules), Whose::Unknown);
        }
    }
}
