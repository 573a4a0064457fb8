//! A person's meetings over time: how many were poor, what the bad minutes came from, and on what.
//!
//! Invariant: what is not known counts as neither good nor bad, and is said.

use jiff::Timestamp;
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::With;
use crate::app::told::{Remembered, Tally, Trend};
use crate::quality::judgement::Grade;
use crate::render::chart::{self, Meetings, meetings};
use crate::render::sentence::grade_name;
use crate::render::text::{Filling, Markup, Text, TextError, Texts};
use crate::render::{answer, diagnosis, escape};

/// Meetings of the chart, and rows of each table, of each step.
const SHOWN: [(usize, usize); 4] = [(60, 6), (40, 5), (20, 4), (0, 3)];

pub(super) const STEPS: usize = SHOWN.len() - 1;

/// The worst meetings that are named.
const WORST: usize = 3;

/// The variables of `trend.json.j2`, under the name `trend`.
#[derive(Debug, Serialize)]
struct View {
    /// Of the meetings as one: `good`, `fair`, `poor` or `unrated`.
    grade: &'static str,
    /// `None` for the asker.
    name: Option<Text>,
    days: u16,
    /// How many meetings have each grade; none that no meeting has.
    counts: Vec<Counted>,
    verdict: Text,
    /// That some could not be rated, or that the chart has only the newest.
    notes: Vec<Text>,
    chart: Option<Meetings>,
    /// The zone of the chart's times.
    zone: String,
    worst: Vec<Bad>,
    by_cause: Vec<Cause>,
    by_network: Vec<Row>,
    by_version: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Counted {
    grade: &'static str,
    count: usize,
}

/// A meeting with bad minutes.
#[derive(Debug, Serialize)]
struct Bad {
    /// Unix milliseconds.
    at: i64,
    no: String,
    grade: &'static str,
    facts: Text,
}

/// Bad minutes of a cause.
#[derive(Debug, Serialize)]
struct Cause {
    name: Text,
    minutes: u32,
}

/// Everything that has something in common.
#[derive(Debug, Serialize)]
struct Row {
    what: Text,
    meetings: Text,
    bad: Markup,
}

pub(super) fn variables(trend: &Trend, step: usize, with: With<'_>) -> Result<Value, TextError> {
    let With { texts, options } = with;
    let (most, rows) = SHOWN[step.min(STEPS)];
    let count = Count::of(trend);
    let last = trend.meetings.last().map_or(Timestamp::UNIX_EPOCH, |it| it.meeting.start);
    let name = trend.name.as_deref().map(|name| answer::or_else(name, texts, "result.somebody"));
    let chart = meetings(&trend.meetings, most, &options.timezone);
    let mut notes = Vec::new();
    if count.unrated > 0 && count.rated() > 0 {
        let values = [("count", count.unrated.to_string().into())];
        notes.push(texts.plain("trend.unrated", &values)?);
    }
    if chart.is_some() && trend.meetings.len() > most {
        notes.push(texts.plain("trend.newest", &[("count", most.to_string().into())])?);
    }
    let view = View {
        grade: count.grade(),
        name: name.transpose()?,
        days: trend.days,
        counts: count.by_grade(),
        verdict: verdict(trend, &count, texts)?,
        notes,
        chart,
        zone: chart::zone_of(last, &options.timezone),
        worst: worst(trend, texts)?,
        by_cause: by_cause(trend, rows, texts)?,
        by_network: tallies(&trend.by_network, rows, texts)?,
        by_version: tallies(&trend.by_version, rows, texts)?,
    };
    Ok(context! { trend => Serde(view) })
}

pub(super) fn text(trend: &Trend, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let With { texts, .. } = with;
    let count = Count::of(trend);
    let mut lines = vec![texts.plain("trend.text_title", &[])?, verdict(trend, &count, texts)?];
    for Counted { grade, count } in count.by_grade() {
        let grade = texts.plain(&format!("grade.{grade}"), &[])?;
        let values = [("grade", grade.into()), ("count", count.to_string().into())];
        lines.push(texts.plain("trend.count", &values)?);
    }
    for Cause { name, minutes } in by_cause(trend, usize::MAX, texts)? {
        let values = [("name", name.into()), ("minutes", minutes.to_string().into())];
        lines.push(texts.plain("trend.cause", &values)?);
    }
    lines.push(texts.plain("trend.basis", &[])?);
    Ok(lines)
}

/// How many meetings were what.
#[derive(Debug, Clone, Copy)]
struct Count {
    good: usize,
    fair: usize,
    poor: usize,
    unrated: usize,
}

impl Count {
    fn of(trend: &Trend) -> Self {
        let graded = |grade| trend.meetings.iter().filter(|it| it.judged.grade == grade).count();
        let [good, fair, poor, unrated] =
            [Grade::Good, Grade::Fair, Grade::Poor, Grade::Unrated].map(graded);
        Self { good, fair, poor, unrated }
    }

    const fn rated(self) -> usize {
        self.good + self.fair + self.poor
    }

    /// Poor when at least every third was.
    const fn grade(self) -> &'static str {
        grade_name(match self.rated() {
            0 => Grade::Unrated,
            rated if self.poor * 3 >= rated => Grade::Poor,
            _ if self.fair + self.poor > 0 => Grade::Fair,
            _ => Grade::Good,
        })
    }

    /// The worst first.
    fn by_grade(self) -> Vec<Counted> {
        let all = [
            (Grade::Poor, self.poor),
            (Grade::Fair, self.fair),
            (Grade::Good, self.good),
            (Grade::Unrated, self.unrated),
        ];
        let there = all.into_iter().filter(|(_, count)| *count > 0);
        there.map(|(grade, count)| Counted { grade: grade_name(grade), count }).collect()
    }
}

/// One sentence, and what most bad minutes came from.
fn verdict(trend: &Trend, count: &Count, texts: &Texts) -> Result<Text, TextError> {
    let key = match (count.rated(), count.poor, count.fair) {
        (0, ..) => "trend.nothing_rated",
        (1, 0, 0) => "trend.one_good",
        (_, 0, 0) => "trend.all_good",
        (1, 0, _) => "trend.one_fair",
        (1, ..) => "trend.one_poor",
        (_, 0, _) => "trend.some_fair",
        _ => "trend.some_poor",
    };
    let values: [(&str, Filling); 4] = [
        ("rated", count.rated().to_string().into()),
        ("fair", count.fair.to_string().into()),
        ("poor", count.poor.to_string().into()),
        ("days", trend.days.to_string().into()),
    ];
    let sentence = texts.plain(key, &values)?;
    let Some((cause, _)) = trend.by_cause.first().filter(|(_, minutes)| *minutes > 0) else {
        return Ok(sentence);
    };
    let cause = diagnosis::short_cause(texts, *cause)?;
    texts.plain("trend.most", &[("sentence", sentence.into()), ("cause", cause.into())])
}

/// The meetings with the most bad minutes, those first.
fn worst(trend: &Trend, texts: &Texts) -> Result<Vec<Bad>, TextError> {
    let mut bad: Vec<&Remembered> =
        trend.meetings.iter().filter(|it| it.judged.bad_minutes > 0).collect();
    bad.sort_by_key(|it| (std::cmp::Reverse(it.judged.bad_minutes), it.meeting.start));
    let view = |it: &Remembered| {
        let values = [
            ("bad", it.judged.bad_minutes.to_string().into()),
            ("rated", it.rated_minutes.to_string().into()),
        ];
        let mut facts = vec![texts.plain("whole.bad_minutes", &values)?];
        if let Some(cause) = it.judged.causes.first() {
            let cause = diagnosis::short_cause(texts, *cause)?;
            facts.push(texts.plain("whole.likely", &[("cause", cause.into())])?);
        }
        Ok(Bad {
            at: it.meeting.start.as_millisecond(),
            no: it.meeting.no.to_string(),
            grade: grade_name(it.judged.grade),
            facts: texts.list(&facts, "list.facts")?,
        })
    };
    bad.into_iter().take(WORST).map(view).collect()
}

fn by_cause(trend: &Trend, most: usize, texts: &Texts) -> Result<Vec<Cause>, TextError> {
    let known = trend.by_cause.iter().filter(|(_, minutes)| *minutes > 0).take(most);
    known
        .map(|(id, minutes)| {
            Ok(Cause { name: diagnosis::short_cause(texts, *id)?, minutes: *minutes })
        })
        .collect()
}

fn tallies(tallies: &[Tally], most: usize, texts: &Texts) -> Result<Vec<Row>, TextError> {
    let row = |tally: &Tally| {
        let what = escape::clean_short(tally.what.as_deref().unwrap_or_default());
        let share = f64::from(tally.bad_minutes) / f64::from(tally.rated_minutes) * 100.0;
        let values = [
            ("bad", tally.bad_minutes.to_string().into()),
            ("rated", tally.rated_minutes.to_string().into()),
            ("share", format!("{share:.0}").into()),
        ];
        let key = if tally.rated_minutes == 0 { "trend.no_share" } else { "trend.share" };
        Ok(Row {
            what: match what.trim() {
                "" => texts.plain("trend.unknown", &[])?,
                known => Text::same(known),
            },
            meetings: Text::same(&tally.meetings.to_string()),
            bad: texts.markdown(key, &values)?,
        })
    };
    tallies.iter().take(most).map(row).collect()
}
