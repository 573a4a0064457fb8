//! Minutes measured in real calls, and the documentation's sample row.

use serde_json::Value;

use crate::simulator::world::Minute;

pub(super) const OUTAGE: &str = include_str!("../../../tests/data/calls/jitsi_b_outage.json");
pub(super) const FOUR_P1: &str =
    include_str!("../../../tests/data/calls/jitsi_d_meeting_p1_chrome.json");
pub(super) const FOUR_P2: &str =
    include_str!("../../../tests/data/calls/jitsi_d_meeting_p2_chrome.json");
pub(super) const FOUR_P3: &str =
    include_str!("../../../tests/data/calls/jitsi_d_meeting_p3_safari.json");
pub(super) const FOUR_P4: &str =
    include_str!("../../../tests/data/calls/jitsi_d_meeting_p4_firefox.json");
pub(super) const SAMPLE: &str =
    include_str!("../../../tests/data/fixtures/vc_participant_quality_list.json");

/// Local midnight of the day (+08:00) a recording was made on.
fn midnight(minutes: &[Minute]) -> i64 {
    let first = minutes.iter().flat_map(|minute| minute.sections.values()).map(|it| it.at).min();
    super::meetings::midnight(first.unwrap_or_default())
}

/// A recording's minutes, moved from the day it was made to the day that begins at `day`.
///
/// Nothing but the date changes: times of day, distances between sections and all values stay.
pub(super) fn minutes_on(day: i64, recording: &str) -> Vec<Minute> {
    let parsed: Value = serde_json::from_str(recording).unwrap_or_default();
    let list = parsed.pointer("/data/participant_quality_list").unwrap_or(&parsed);
    let minutes: Vec<Minute> =
        list.as_array().into_iter().flatten().filter_map(Minute::read).collect();
    let shift = day - midnight(&minutes);
    minutes.into_iter().map(|minute| minute.shifted(shift)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_minute_of_every_recording_is_kept_and_only_its_date_moves() {
        let day = super::super::meetings::midnight(1_700_000_000);
        for (recording, minutes) in
            [(OUTAGE, 4), (FOUR_P1, 7), (FOUR_P2, 3), (FOUR_P3, 4), (FOUR_P4, 3), (SAMPLE, 1)]
        {
            let raw: Value = serde_json::from_str(recording).unwrap();
            let raw = raw.pointer("/data/participant_quality_list").unwrap_or(&raw).clone();
            let moved = minutes_on(day, recording);
            assert_eq!(moved.len(), minutes);
            for (moved, raw) in moved.iter().zip(raw.as_array().unwrap()) {
                let wire = moved.wire(28_800);
                for (section, fields) in raw.as_object().unwrap() {
                    for (field, value) in fields.as_object().unwrap() {
                        let (now, then) =
                            (wire[section][field].as_str().unwrap(), value.as_str().unwrap());
                        let same = if field == "time" {
                            now.starts_with("2023.11.15")
                                && now.split_once(' ').map(|it| it.1)
                                    == then.split_once(' ').map(|it| it.1)
                        } else {
                            now == then
                        };
                        assert!(same, "{section}.{field}: {then} became {now}");
                    }
                }
            }
        }
    }
}
