//! One reading in human words: its name, value, unit and the threshold it crossed.

use super::text::{Text, TextError, Texts};
use crate::quality::judgement::{NamedMinute, RatedReading};
use crate::quality::metric::{Metric, Section, Unit};

/// Readings of a minute that are written out; more would drown the worst.
pub(super) const NAMED: usize = 4;

/// The worst readings of a minute, at most so many.
pub(super) fn of_minute(
    texts: &Texts,
    minute: &NamedMinute,
    most: usize,
) -> Result<Text, TextError> {
    let mut named = Vec::new();
    for reading in minute.readings.iter().take(most) {
        named.push(one(texts, reading)?);
    }
    let more = minute.readings.len().saturating_sub(most);
    if more > 0 {
        named.push(texts.plain("reading.more", &[("more", more.to_string().into())])?);
    }
    texts.list(&named, "list.items")
}

fn one(texts: &Texts, reading: &RatedReading) -> Result<Text, TextError> {
    let unit = reading.metric.unit();
    // A low frame rate is bad, and so is a high loss: the numbers themselves tell which it is.
    let side = if reading.value < reading.threshold { "<" } else { "≥" };
    texts.plain(
        "reading.one",
        &[
            ("metric", name(texts, reading.metric)?.into()),
            ("value", quantity(reading.value, unit).into()),
            ("bound", format!("{side} {}", quantity(reading.threshold, unit)).into()),
        ],
    )
}

/// What was never measured, whole sections as one: `CPU; audio: …`. `None` when nothing is missing.
pub(super) fn not_measured(texts: &Texts, unknown: &[Metric]) -> Result<Option<Text>, TextError> {
    let mut parts = Vec::new();
    for section in Section::ALL {
        let of_section = || Metric::all().filter(move |metric| metric.section() == section);
        let missing: Vec<Metric> = of_section().filter(|metric| unknown.contains(metric)).collect();
        if missing.is_empty() {
            continue;
        }
        let section_name = texts.plain(&format!("section.{}", section.key()), &[])?;
        if missing.len() == of_section().count() {
            parts.push(section_name);
            continue;
        }
        let names: Vec<Text> =
            missing.iter().map(|metric| name(texts, *metric)).collect::<Result<_, _>>()?;
        let values = [
            ("section", section_name.into()),
            ("metrics", texts.list(&names, "list.items")?.into()),
        ];
        parts.push(texts.plain("fact.part_of_section", &values)?);
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let parts = texts.list(&parts, "list.groups")?;
    texts.plain("fact.not_measured", &[("parts", parts.into())]).map(Some)
}

/// The name of a metric.
pub(super) fn name(texts: &Texts, metric: Metric) -> Result<Text, TextError> {
    texts.plain(&format!("metric.{}", metric.path()), &[])
}

/// A value with its unit, to one decimal: `0.8%`, `420 ms`, `720P`, `R 53.1`.
pub(super) fn quantity(value: f64, unit: Unit) -> String {
    let number = if value.abs() < 1e9 { format!("{value:.1}") } else { format!("{value:.1e}") };
    with_unit(number.strip_suffix(".0").unwrap_or(&number), unit)
}

/// As [`quantity`], without decimals from 100 on: `420 ms`.
pub(super) fn short_quantity(value: f64, unit: Unit) -> String {
    with_unit(&short_number(value), unit)
}

/// A number as short as it can be read: `0.4`, `12.5`, `1200`.
pub(super) fn short_number(value: f64) -> String {
    let number = match value.abs() {
        size if size >= 1e9 => format!("{value:.1e}"),
        size if size >= 100.0 => format!("{value:.0}"),
        _ => format!("{value:.1}"),
    };
    let number = number.strip_suffix(".0").unwrap_or(&number);
    if number == "-0" { "0".to_owned() } else { number.to_owned() }
}

fn with_unit(number: &str, unit: Unit) -> String {
    let symbol = unit.symbol();
    match unit {
        Unit::R => format!("{symbol} {number}"),
        Unit::Percent | Unit::Lines => format!("{number}{symbol}"),
        Unit::Millis | Unit::Kbps | Unit::Decibel | Unit::Fps => format!("{number} {symbol}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality::judgement::State;
    use crate::render::catalogue;
    use crate::render::source::Sources;

    fn texts() -> Texts {
        catalogue::load(&Sources::built_in()).unwrap()
    }

    #[test]
    fn a_reading_is_said_with_its_unit_and_threshold() {
        for (metric, value, threshold, expected) in [
            (Metric::NetworkPacketLossAvgSent, 8.0, 5.0, "packet loss sent 8% (threshold ≥ 5%)"),
            (Metric::NetworkDelay, 420.25, 400.0, "network delay 420.2 ms (threshold ≥ 400 ms)"),
            (
                Metric::VideoFramerateReceived,
                6.0,
                7.0,
                "video frame rate received 6 fps (threshold < 7 fps)",
            ),
            (
                Metric::VideoMaximumResolutionReceived,
                180.0,
                360.0,
                "video resolution received 180P (threshold < 360P)",
            ),
            (Metric::CpuSystemAvg, 90.0, 90.0, "average system CPU 90% (threshold ≥ 90%)"),
            (Metric::VoiceSent, 53.14, 60.0, "voice sent, estimated R 53.1 (threshold < R 60)"),
        ] {
            let reading = RatedReading { metric, value, state: State::Poor, threshold };
            assert_eq!(one(&texts(), &reading).unwrap().en_us, expected);
        }
    }

    #[test]
    fn a_number_has_as_many_digits_as_tell_something() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.01, "0"),
            (0.44, "0.4"),
            (8.0, "8"),
            (99.96, "100"),
            (420.25, "420"),
            (-31.5, "-31.5"),
            (3e12, "3.0e12"),
        ] {
            assert_eq!(short_number(value), expected, "{value}");
        }
    }

    #[test]
    fn what_was_not_measured_is_grouped_by_section() {
        let cpu = || Metric::all().filter(|metric| metric.section() == Section::CpuUsage);
        let audio = [Metric::AudioLatencyReceived, Metric::AudioLatencySent];
        for (unknown, expected) in [
            (vec![], None),
            (cpu().collect(), Some("Not measured: CPU.")),
            (
                audio.into_iter().chain(cpu()).collect(),
                Some("Not measured: audio (audio latency received, audio latency sent); CPU."),
            ),
            (
                Metric::all().collect(),
                Some("Not measured: network; audio; video; screen sharing; CPU."),
            ),
        ] {
            let said = not_measured(&texts(), &unknown).unwrap().map(|text| text.en_us);
            assert_eq!(said.as_deref(), expected);
        }
    }
}
