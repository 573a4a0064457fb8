//! What a cause or an exclusion rests on, in human words with numbers and thresholds.
//!
//! Invariant: names and the platform's own words come from outside; they are cleaned, and said only
//! where the reader of the place may see them. The name of a device may hold a person's name
//! (“…'s headset”), so it is never said.

use std::time::Duration;

use super::text::{Filling, Text, TextError, Texts};
use super::{escape, reading};
use crate::app::ports::Privacy;
use crate::quality::metric::Metric;
use crate::quality::verdict::{Evidence, FactKind};

/// Whether words from outside may be quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    Cleaned,
    Never,
}

impl From<Privacy> for Quote {
    fn from(privacy: Privacy) -> Self {
        match privacy {
            Privacy::Own | Privacy::Chat => Self::Cleaned,
            Privacy::Nothing => Self::Never,
        }
    }
}

/// What a list names of it; more would drown the first.
const NAMED: usize = 5;

/// The first of it as one text; `None` when there is nothing.
pub(super) fn list(
    texts: &Texts,
    evidence: &[Evidence],
    quote: Quote,
) -> Result<Option<Text>, TextError> {
    let said = each(texts, evidence, quote)?;
    if said.is_empty() { Ok(None) } else { texts.list(&said, "list.groups").map(Some) }
}

/// The first of it, one text each.
pub(super) fn each(
    texts: &Texts,
    evidence: &[Evidence],
    quote: Quote,
) -> Result<Vec<Text>, TextError> {
    evidence.iter().take(NAMED).map(|item| one(texts, item, quote)).collect()
}

/// One thing.
pub(super) fn one(texts: &Texts, evidence: &Evidence, quote: Quote) -> Result<Text, TextError> {
    match evidence {
        Evidence::Reading { metric, worst, threshold, minutes } => {
            let name = reading::name(texts, *metric)?.into();
            let values =
                [("metric", name), ("worst", value(*worst, *metric)), ("minutes", count(*minutes))];
            let Some(threshold) = threshold else {
                return texts.plain("evidence.reading_unbounded", &values);
            };
            let [name, worst, minutes] = values;
            let threshold = ("threshold", value(*threshold, *metric));
            texts.plain("evidence.reading", &[name, worst, minutes, threshold])
        }
        Evidence::Median { metric, during, otherwise } => {
            let name = ("metric", reading::name(texts, *metric)?.into());
            let during = ("during", value(*during, *metric));
            match otherwise {
                Some(otherwise) => {
                    let otherwise = ("otherwise", value(*otherwise, *metric));
                    texts.plain("evidence.median", &[name, during, otherwise])
                }
                None => texts.plain("evidence.median_alone", &[name, during]),
            }
        }
        Evidence::Fact { what, text } => fact(texts, *what, text, quote),
        Evidence::Away { times, total } => {
            let total = duration(texts, *total)?.into();
            texts.plain("evidence.away", &[("times", count(*times)), ("total", total)])
        }
        Evidence::People { bad, of, sites: 0 } => {
            texts.plain("evidence.others", &[("bad", count(*bad)), ("of", count(*of))])
        }
        Evidence::People { bad, of, sites } => {
            let values = [("bad", count(*bad)), ("of", count(*of)), ("sites", count(*sites))];
            texts.plain("evidence.people", &values)
        }
        Evidence::Speaker { name, metric, worst } => {
            let name = somebody(texts, name, quote)?;
            let metric_name = reading::name(texts, *metric)?.into();
            let values =
                [("name", name.into()), ("metric", metric_name), ("worst", value(*worst, *metric))];
            texts.plain("evidence.speaker", &values)
        }
    }
}

fn fact(texts: &Texts, what: FactKind, text: &str, quote: Quote) -> Result<Text, TextError> {
    let (key, personal) = match what {
        FactKind::NetworkType => ("fact_kind.network_type", false),
        FactKind::Protocol => ("fact_kind.protocol", false),
        FactKind::RtcProxy => ("fact_kind.rtc_proxy", false),
        FactKind::Device => ("fact_kind.device", false),
        FactKind::AppVersion => ("fact_kind.app_version", false),
        FactKind::Microphone => ("fact_kind.microphone", true),
        FactKind::Speaker => ("fact_kind.speaker", true),
        FactKind::LeaveReason => ("fact_kind.leave_reason", false),
    };
    let what = texts.plain(key, &[])?;
    let text = escape::clean(text);
    if personal || quote == Quote::Never || text.trim().is_empty() {
        return texts.plain("evidence.fact_unquoted", &[("what", what.into())]);
    }
    texts.plain("evidence.fact", &[("what", what.into()), ("text", text.into())])
}

fn somebody(texts: &Texts, name: &str, quote: Quote) -> Result<Text, TextError> {
    let name = escape::clean(name);
    if quote == Quote::Never || name.trim().is_empty() {
        return texts.plain("evidence.somebody", &[]);
    }
    Ok(Text::same(name.trim()))
}

fn value(value: f64, metric: Metric) -> Filling {
    reading::quantity(value, metric.unit()).into()
}

fn count(count: u32) -> Filling {
    count.to_string().into()
}

fn duration(texts: &Texts, duration: Duration) -> Result<Text, TextError> {
    let (minutes, seconds) = (duration.as_secs() / 60, duration.as_secs() % 60);
    let seconds = ("seconds", seconds.to_string().into());
    if minutes == 0 {
        return texts.plain("duration.seconds", &[seconds]);
    }
    texts.plain("duration.minutes", &[("minutes", minutes.to_string().into()), seconds])
}
