//! A whole meeting: whose trouble it was, when, why, and how each stands.
//!
//! Invariants: who could not be measured is neither good nor bad, and is said; a word about a
//! person is about their connection; names are shown as text; what a card cannot carry is counted.

mod count;
mod people;
mod when;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use self::count::Count;
pub(in crate::render) use self::count::shown_grade;
use self::people::{Chosen, Person};
pub(in crate::render) use self::people::{place_words, reason, side_words};
use super::With;
use crate::app::answer::{Gap, Meeting};
use crate::app::asked::AskedId;
use crate::app::inbound::Op;
use crate::app::ports::{Offer, Privacy};
use crate::app::told::Whole;
use crate::quality::verdict::ScopeVerdict;
use crate::render::chart::{Crowd, crowd};
use crate::render::offer::{OfferView, Pressed};
use crate::render::text::{Markup, Text, TextError, Texts};
use crate::render::{answer, chart, diagnosis, words};

/// How much each step shows.
const SHOWN: [Shown; 6] = [
    Shown { points: 75, rows: 10, options: 30, names: 10 },
    Shown { points: 75, rows: 10, options: 15, names: 5 },
    Shown { points: 50, rows: 8, options: 10, names: 3 },
    Shown { points: 30, rows: 5, options: 5, names: 0 },
    Shown { points: 30, rows: 3, options: 0, names: 0 },
    Shown { points: 0, rows: 3, options: 0, names: 0 },
];

pub(super) const STEPS: usize = SHOWN.len() - 1;

/// At most so much.
#[derive(Debug, Clone, Copy)]
struct Shown {
    /// Of the chart.
    points: u16,
    /// People with a line of their own.
    rows: usize,
    /// People who can be picked from a list.
    options: usize,
    /// Names behind a reason.
    names: usize,
}

/// The variables of `whole.json.j2`, under the name `whole`.
#[derive(Debug, Serialize)]
struct View<'a> {
    /// Of the meeting as one: `good`, `fair`, `poor` or `unrated`.
    grade: &'static str,
    topic: Option<Text>,
    /// `123 456 789`.
    no: String,
    /// Unix milliseconds.
    start: i64,
    end: i64,
    /// In minutes.
    length: i64,
    verdict: Text,
    /// How many were good, fair, poor and unrated; none that nobody is.
    counts: Vec<Counted>,
    /// How many were rated, and how many could not be measured.
    people_said: Text,
    /// When most were bad at once; `None` when nobody was.
    when: Option<Markup>,
    cause: Option<Text>,
    /// For IT, where it was not single people.
    advice: Option<Text>,
    gaps: Vec<Text>,
    chart: Option<Crowd>,
    /// The zone of the chart's times.
    zone: String,
    people: Vec<Person<'a>>,
    /// About those who have no line.
    others: Vec<Text>,
    options: Vec<Chosen>,
    /// What the list of people carries.
    pick: Pressed<'a>,
    /// Who could not be measured or graded, by reason.
    unmeasured: Vec<Text>,
    /// How much of the people and of their minutes is known.
    facts: Vec<Text>,
}

/// So many have a grade.
#[derive(Debug, Clone, Serialize)]
struct Counted {
    grade: &'static str,
    count: usize,
}

pub(super) fn variables(
    whole: &Whole,
    offer: &Offer,
    step: usize,
    with: With<'_>,
) -> Result<Value, TextError> {
    let With { texts, options } = with;
    let shown = SHOWN[step.min(STEPS)];
    let count = Count::of(whole);
    let people = people::People { whole, asked: &offer.asked, privacy: offer.privacy, texts };
    let named = people.named(shown.rows);
    let Meeting { no, topic, start, end, .. } = &whole.meeting;
    let view = View {
        grade: count.grade(whole),
        topic: answer::outside(topic, offer.privacy),
        no: no.to_string(),
        start: start.as_millisecond(),
        end: end.as_millisecond(),
        length: answer::minutes_of(&whole.meeting),
        verdict: verdict(whole, &count, texts)?,
        counts: count.by_grade(),
        people_said: count.said(whole, texts)?,
        when: when(whole, texts)?,
        cause: cause(&count, texts)?,
        advice: advice(whole, &count, texts)?,
        gaps: gaps(&whole.gaps, texts)?,
        chart: crowd(&whole.minutes, shown.points, &options.timezone),
        zone: chart::zone_of(*start, &options.timezone),
        others: people.others(&named)?,
        options: people.options(&named, shown.options)?,
        people: people.rows(&named)?,
        pick: Pressed::new(Op::Person, &offer.asked),
        unmeasured: people.unmeasured(shown.names)?,
        facts: facts(whole, &count, texts)?,
    };
    Ok(context! { whole => Serde(view), offer => Serde(OfferView::of(offer)) })
}

pub(super) fn text(whole: &Whole, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let With { texts, options } = with;
    let no = whole.meeting.no.to_string();
    let mut lines = vec![texts.plain("whole.text_title", &[("no", no.into())])?];
    let said = said(whole, texts, &options.timezone)?;
    lines.extend(said.into_iter().map(|(_, line)| line));
    let zone = chart::zone_of(whole.meeting.start, &options.timezone);
    lines.push(texts.plain("answer_text.zone", &[("zone", zone.into())])?);
    Ok(lines)
}

/// Everything about the meeting as one, line by line, each with the key of its label; nothing in it
/// came from outside.
pub(in crate::render) fn said(
    whole: &Whole,
    texts: &Texts,
    zone: &TimeZone,
) -> Result<Vec<(&'static str, Text)>, TextError> {
    let count = Count::of(whole);
    let nobody = AskedId(String::new());
    let people = people::People { whole, asked: &nobody, privacy: Privacy::Nothing, texts };
    let mut lines = vec![
        ("export.in_short", verdict(whole, &count, texts)?),
        ("export.data", count.said(whole, texts)?),
    ];
    for Counted { grade, count } in count.by_grade() {
        let grade = texts.plain(&format!("grade.{grade}"), &[])?;
        let values = [("grade", grade.into()), ("count", count.to_string().into())];
        lines.push(("export.grade", texts.plain("whole.count", &values)?));
    }
    let clock =
        |at: &Timestamp| Text::same(&at.to_zoned(zone.clone()).strftime("%H:%M").to_string());
    if let Some(worst) = when::worst(&whole.minutes) {
        let stretch = |(from, to): &(Timestamp, Timestamp)| {
            let values = [("from", clock(from).into()), ("to", clock(to).into())];
            if from == to { Ok(clock(from)) } else { texts.plain("whole.stretch", &values) }
        };
        let stretches: Vec<Text> = worst.stretches.iter().map(stretch).collect::<Result<_, _>>()?;
        let stretches = texts.list(&stretches, "list.items")?;
        let when = texts.plain("whole.when", &worst.values(stretches.into()))?;
        lines.push(("report.episodes", when));
    }
    lines.extend(cause(&count, texts)?.map(|line| ("report.causes", line)));
    lines.extend(gaps(&whole.gaps, texts)?.into_iter().map(|line| ("export.gap", line)));
    lines.extend(people.unmeasured(0)?.into_iter().map(|line| ("export.data", line)));
    lines.extend(facts(whole, &count, texts)?.into_iter().map(|line| ("export.data", line)));
    Ok(lines)
}

fn verdict(whole: &Whole, count: &Count, texts: &Texts) -> Result<Text, TextError> {
    let (people, troubled) = (count.people, count.troubled);
    let key = match (people, troubled, whole.scope.verdict) {
        (0, ..) => "whole.nothing",
        (_, 0, _) if count.graded() == 0 => "whole.too_brief",
        (1, 0, _) => "whole.one_good",
        (_, 0, _) => "whole.all_good",
        (1, ..) => "whole.one_alone",
        (.., ScopeVerdict::Meeting) => "whole.meeting",
        (.., ScopeVerdict::Site) => "whole.site",
        (.., ScopeVerdict::Unknown) => "whole.unknown",
        (_, 1, _) => "whole.local",
        _ => "whole.few",
    };
    let values = [
        ("people", people.to_string().into()),
        ("troubled", troubled.to_string().into()),
        ("others", people.saturating_sub(troubled).to_string().into()),
        ("bad", whole.scope.bad_people.to_string().into()),
    ];
    texts.plain(key, &values)
}

fn when(whole: &Whole, texts: &Texts) -> Result<Option<Markup>, TextError> {
    let Some(worst) = when::worst(&whole.minutes) else { return Ok(None) };
    let time = |at: &Timestamp| Markup::same(&words::local_time(at.as_millisecond(), "time"));
    let mut stretches = Vec::new();
    for (from, to) in &worst.stretches {
        let values = [("from", time(from).into()), ("to", time(to).into())];
        stretches.push(match from == to {
            true => time(from),
            false => texts.markdown("whole.stretch", &values)?,
        });
    }
    let stretches = texts.list_markdown(&stretches, "list.items")?;
    texts.markdown("whole.when", &worst.values(stretches.into())).map(Some)
}

/// What most of those who had bad minutes most likely had.
fn cause(count: &Count, texts: &Texts) -> Result<Option<Text>, TextError> {
    if count.troubled == 0 {
        return Ok(None);
    }
    let Some((id, people)) = count.cause else {
        return texts.plain("finding.none", &[]).map(Some);
    };
    let values = [
        ("name", diagnosis::cause_name(texts, id)?.into()),
        ("count", people.to_string().into()),
        ("troubled", count.troubled.to_string().into()),
    ];
    let key = if count.troubled == 1 { "whole.cause_of_one" } else { "whole.cause" };
    texts.plain(key, &values).map(Some)
}

fn advice(whole: &Whole, count: &Count, texts: &Texts) -> Result<Option<Text>, TextError> {
    let is_shared = matches!(whole.scope.verdict, ScopeVerdict::Meeting | ScopeVerdict::Site);
    let cause = count.cause.filter(|(_, people)| is_shared && people * 2 >= count.troubled);
    cause.map(|(id, _)| diagnosis::advice_it(texts, id)).transpose()
}

/// Why this is only a part of the truth.
fn gaps(gaps: &[Gap], texts: &Texts) -> Result<Vec<Text>, TextError> {
    let all = [
        (Gap::Pages, "gap.pages"),
        (Gap::Session, "whole.gap_session"),
        (Gap::OverADay, "gap.over_a_day"),
    ];
    let there = all.into_iter().filter(|(gap, _)| gaps.contains(gap));
    there.map(|(_, key)| texts.plain(key, &[])).collect()
}

fn facts(whole: &Whole, count: &Count, texts: &Texts) -> Result<Vec<Text>, TextError> {
    let all = whole.people.len() + whole.unmeasured.len();
    let values = [("people", count.people.to_string().into()), ("all", all.to_string().into())];
    let mut facts = vec![texts.plain("whole.data_of", &values)?];
    if let Some(coverage) = count.coverage {
        let values = [("coverage", format!("{:.0}", coverage * 100.0).into())];
        facts.push(texts.plain("whole.coverage", &values)?);
    }
    facts.push(texts.plain("whole.about_networks", &[])?);
    Ok(facts)
}
