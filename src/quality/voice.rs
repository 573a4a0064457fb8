//! How speech sounded, estimated from delay, jitter and loss. The E-model was made for planning, so
//! this is an estimate and never called a measurement.
//!
//! Invariants: nothing is estimated from what was not measured ([`speech`] says what it takes); MOS
//! are never averaged: the estimate of a meeting is that of the median minute, of two middle ones the
//! worse.
//!
//! Source: quality model 3.3 and 3.2 (the bands of R, too short).

use super::rate::RatedMinute;
use super::rules::Rules;
use super::semantics::LossIs;
use super::verdict::{Voice, VoiceBothWays};
use model::{VoiceModel, mos, r_factor};
use speech::Speech;

pub mod model;
pub mod speech;

/// Estimates how the person heard the others and was heard, from their minutes, oldest first.
/// `None` for a direction with fewer minutes to estimate from than a grade needs.
///
/// The estimate is that of the measured loss, which is the lower end of the range; the upper end is
/// what it would be had the client repaired most of the loss. When loss is counted after repair
/// there is no such doubt, and no range.
pub fn estimate(minutes: &[RatedMinute<'_>], rules: &Rules) -> VoiceBothWays {
    let spoken = |way: usize| minutes.iter().filter_map(move |minute| minute.speech[way]).collect();
    let [received, sent] = [0, 1].map(|way| voice_of_median(spoken(way), rules));
    VoiceBothWays { received, sent }
}

fn voice_of_median(mut spoken: Vec<Speech>, rules: &Rules) -> Option<Voice> {
    if spoken.len() < rules.thresholds.session.min_rated_minutes as usize {
        return None;
    }
    let middle = spoken.len().checked_sub(1)? / 2;
    let (_, median, _) = spoken.select_nth_unstable_by(middle, |a, b| a.r.total_cmp(&b.r));
    let best = match rules.semantics.packet_loss {
        LossIs::BeforeRepair => {
            let VoiceModel { impairment, robustness_repaired, .. } = rules.voice;
            r_factor(median.delay, impairment, median.loss, robustness_repaired)
        }
        LossIs::AfterRepair => median.r,
    };
    let mos_low = mos(median.r);
    Some(Voice { r: median.r(), mos: mos_low, mos_low, mos_high: mos(best) })
}

#[cfg(test)]
mod tests;
