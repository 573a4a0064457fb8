//! Two people in one meeting: whose side it was, then both on one axis of time.
//!
//! Invariants: names are shown as text, in charts too, where nothing in them can be taken for a
//! function; what readers may see of either is what the result's card shows of one.

use jiff::Timestamp;
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::With;
use crate::app::answer::Answer;
use crate::app::ports::{Offer, Privacy};
use crate::app::told::{Pair, Whose};
use crate::quality::judgement::{Grade, Judgement};
use crate::quality::summary::summarise;
use crate::quality::verdict::{Cause, Confidence, ScopeVerdict, Side};
use crate::render::chart::{self, Both, Together, together};
use crate::render::offer::OfferView;
use crate::render::sentence::{self, Sentence};
use crate::render::session::{self, SessionView};
use crate::render::text::{Markup, Text, TextError, Texts};
use crate::render::{answer, diagnosis, words};

/// Points of a line, and charts, of each step.
const SHOWN: [(u16, usize); 6] = [(75, 3), (50, 3), (50, 2), (30, 2), (30, 1), (0, 0)];

pub(super) const STEPS: usize = SHOWN.len() - 1;

/// As wide as a name in a legend may be; a Chinese character has two.
const CHART_NAME_COLUMNS: usize = 20;

/// The variables of `pair.json.j2`, under the name `pair`.
#[derive(Debug, Serialize)]
struct View {
    /// The worse of both.
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
    charts: Vec<Together>,
    /// The zone of the charts' times.
    zone: String,
    people: [OneOf; 2],
    /// How undocumented readings were read.
    semantics: Text,
}

/// One of the two.
#[derive(Debug, Serialize)]
struct OneOf {
    /// The colour of its line: `one` or `other`.
    line: &'static str,
    name: Text,
    /// The name as a chart can hold it; never that of the other.
    chart_name: String,
    /// `good`, `fair`, `poor`, `unrated` or `too_short`.
    grade: &'static str,
    sentence: Markup,
    side: Option<Text>,
    /// How far it reached.
    scope: Option<Text>,
    cause: Option<CauseView>,
    /// What the person can do.
    advice: Option<Text>,
    /// The longest stay.
    session: Option<SessionView>,
    gaps: Vec<Text>,
    facts: Vec<Text>,
}

#[derive(Debug, Serialize)]
struct CauseView {
    name: Text,
    confidence: Text,
    /// `high`, `medium` or `low`.
    sure: &'static str,
}

pub(super) fn variables(
    pair: &Pair,
    offer: &Offer,
    step: usize,
    with: With<'_>,
) -> Result<Value, TextError> {
    let With { texts, options } = with;
    let (points, most) = SHOWN[step.min(STEPS)];
    let summaries = [&pair.one, &pair.other].map(|it| summarise(&it.minutes, &options.rules));
    let [of_one, of_other] = &summaries;
    let (rules, zone) = (&options.rules, &options.timezone);
    let both = Both {
        answers: [&pair.one, &pair.other],
        summaries: [of_one, of_other],
        rules,
        points,
        most,
        zone,
    };
    let names = names(pair, offer.privacy, texts)?;
    let chart_names = chart_names(&names);
    let names = told_apart(&names, texts)?;
    let meeting = &pair.one.meeting;
    let view = View {
        grade: grade(pair),
        topic: answer::outside(&meeting.topic, offer.privacy),
        no: meeting.no.to_string(),
        start: meeting.start.as_millisecond(),
        end: meeting.end.as_millisecond(),
        length: answer::minutes_of(meeting),
        verdict: verdict(pair, &names, texts)?,
        charts: together(both),
        zone: chart::zone_of(meeting.start, zone),
        people: people(pair, names, chart_names, offer.privacy, texts)?,
        semantics: diagnosis::semantics(texts, pair.one.verdict.semantics)?,
    };
    Ok(context! { pair => Serde(view), offer => Serde(OfferView::of(offer)) })
}

pub(super) fn text(pair: &Pair, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let With { texts, options } = with;
    let names = names(pair, Privacy::Nothing, texts)?;
    let no = pair.one.meeting.no.to_string();
    let mut lines =
        vec![texts.plain("pair.text_title", &[("no", no.into())])?, verdict(pair, &names, texts)?];
    let clock = |at: Timestamp| {
        Text::same(&at.to_zoned(options.timezone.clone()).strftime("%H:%M").to_string())
    };
    for (answer, name) in [&pair.one, &pair.other].into_iter().zip(names) {
        let named = Sentence::of(&answer.verdict.judgement).named;
        let at = named.map_or(Text::same(""), |minute| clock(minute.minute));
        let mut said = vec![diagnosis::summary(texts, &answer.verdict, at)?];
        said.extend(answer::gaps(&answer.gaps, texts)?);
        said.extend(answer::facts(&answer.verdict.judgement, texts)?);
        for line in said {
            let values = [("name", name.clone().into()), ("what", line.into())];
            lines.push(texts.plain("pair.of_one", &values)?);
        }
    }
    let zone = chart::zone_of(pair.one.meeting.start, &options.timezone);
    lines.push(texts.plain("answer_text.zone", &[("zone", zone.into())])?);
    Ok(lines)
}

/// Their names as they may be shown.
fn names(pair: &Pair, privacy: Privacy, texts: &Texts) -> Result<[Text; 2], TextError> {
    let name = |answer: &Answer, nothing| match answer::outside(&answer.name, privacy) {
        Some(name) => Ok(name),
        None => texts.plain(nothing, &[]),
    };
    Ok([name(&pair.one, "pair.first")?, name(&pair.other, "pair.second")?])
}

/// Two who have the same name get a number.
fn told_apart(names: &[Text; 2], texts: &Texts) -> Result<[Text; 2], TextError> {
    let [one, other] = names;
    if one != other {
        return Ok(names.clone());
    }
    let numbered = |number: &str| {
        texts.plain("pair.namesake", &[("name", one.clone().into()), ("number", number.into())])
    };
    Ok([numbered("1")?, numbered("2")?])
}

/// The names for charts, never the same: the engine would take them for one series.
fn chart_names(names: &[Text; 2]) -> [String; 2] {
    let [one, other] = names.each_ref().map(chart_name);
    if one == other { [format!("1 {one}"), format!("2 {other}")] } else { [one, other] }
}

/// A name in both languages, short enough for the legend of a telephone, and written so that
/// nothing in it can be taken for a function.
fn chart_name(name: &Text) -> String {
    let both = match name.zh_cn == name.en_us {
        true => name.zh_cn.clone(),
        false => format!("{} {}", name.zh_cn, name.en_us),
    };
    let wide = |c: char| match c {
        '=' => '＝',
        '{' => '｛',
        '}' => '｝',
        c => c,
    };
    let wide: String = both.chars().map(wide).collect();
    let mut columns = 0;
    let fits = |grapheme: &&str| {
        columns += grapheme.width();
        columns <= CHART_NAME_COLUMNS
    };
    let kept: String = wide.graphemes(true).take_while(fits).collect();
    if kept.len() == wide.len() { kept } else { kept + "…" }
}

/// Whose side it was, and whether that is not all: a site's trouble, or everybody's.
fn verdict(pair: &Pair, names: &[Text; 2], texts: &Texts) -> Result<Text, TextError> {
    let [one, other] = names;
    let whom = if pair.whose == Whose::TheOthers { other } else { one };
    let key = match pair.whose {
        Whose::Nobodys => "pair.nobodys",
        Whose::TheOnes | Whose::TheOthers => "pair.one_side",
        Whose::Each => "pair.each",
        Whose::Shared => "pair.shared",
        Whose::Unknown => "pair.unknown",
    };
    let values = [
        ("name", whom.clone().into()),
        ("one", one.clone().into()),
        ("other", other.clone().into()),
    ];
    let said = texts.plain(key, &values)?;
    match beyond(pair) {
        Some(key) => texts.plain(key, &[("verdict", said.into())]),
        None => Ok(said),
    }
}

/// What the trouble that is spoken of was beside theirs.
fn beyond(pair: &Pair) -> Option<&'static str> {
    let spoken_of = match pair.whose {
        Whose::Nobodys => &[][..],
        Whose::TheOnes => &[&pair.one],
        Whose::TheOthers => &[&pair.other],
        Whose::Each | Whose::Shared | Whose::Unknown => &[&pair.one, &pair.other],
    };
    let reaches = |scope| spoken_of.iter().any(|it| it.verdict.scope.verdict == scope);
    match () {
        () if reaches(ScopeVerdict::Meeting) => Some("pair.everybodys"),
        () if reaches(ScopeVerdict::Site) => Some("pair.a_sites"),
        () => None,
    }
}

/// The worse of both. Where one has none, the other's good one does not speak for both.
fn grade(pair: &Pair) -> &'static str {
    let rank = |judgement: &Judgement| match judgement.grade {
        _ if judgement.too_short => 1,
        Grade::Good => 0,
        Grade::Unrated => 1,
        Grade::Fair => 2,
        Grade::Poor => 3,
    };
    let judgements = [&pair.one, &pair.other].map(|answer| &answer.verdict.judgement);
    let worse = judgements.into_iter().max_by_key(|judgement| rank(judgement));
    worse.map_or("unrated", sentence::shown_grade)
}

fn people(
    pair: &Pair,
    names: [Text; 2],
    chart_names: [String; 2],
    privacy: Privacy,
    texts: &Texts,
) -> Result<[OneOf; 2], TextError> {
    let ([one, other], [one_short, other_short]) = (names, chart_names);
    Ok([
        person("one", &pair.one, (one, one_short), privacy, texts)?,
        person("other", &pair.other, (other, other_short), privacy, texts)?,
    ])
}

fn person(
    line: &'static str,
    answer: &Answer,
    (name, chart_name): (Text, String),
    privacy: Privacy,
    texts: &Texts,
) -> Result<OneOf, TextError> {
    let verdict = &answer.verdict;
    let sentence = Sentence::of(&verdict.judgement);
    let at = sentence.named.map(|it| words::local_time(it.minute.as_millisecond(), "time"));
    let cause = verdict.causes.first();
    let view = |cause: &Cause| {
        Ok::<_, TextError>(CauseView {
            name: diagnosis::cause_name(texts, cause.id)?,
            confidence: diagnosis::confidence(texts, cause)?,
            sure: match cause.confidence {
                Confidence::High => "high",
                Confidence::Medium => "medium",
                Confidence::Low => "low",
            },
        })
    };
    let is_bad = verdict.side != Side::None;
    Ok(OneOf {
        line,
        chart_name,
        name,
        grade: sentence::shown_grade(&verdict.judgement),
        sentence: sentence.markdown(texts, Markup::same(&at.unwrap_or_default()))?,
        side: is_bad.then(|| diagnosis::side(texts, verdict.side)).transpose()?,
        scope: is_bad.then(|| diagnosis::scope(texts, &verdict.scope)).transpose()?,
        cause: cause.map(view).transpose()?,
        advice: cause.map(|cause| diagnosis::advice(texts, cause.id)).transpose()?,
        session: session::sessions(answer, privacy, texts)?.into_iter().next(),
        gaps: answer::gaps(&answer.gaps, texts)?,
        facts: answer::facts(&verdict.judgement, texts)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_a_chart_is_short_its_own_and_no_function() {
        for (name, expected) in [
            ("张三", "张三"),
            ("a => b", "a ＝> b"),
            ("function(d) { }", "function(d) ｛ ｝"),
            ("一二三四五六七八九十甲乙", "一二三四五六七八九十…"),
        ] {
            assert_eq!(chart_name(&Text::same(name)), expected);
        }
        let names = ["一二三四五六七八九十甲", "一二三四五六七八九十乙"].map(Text::same);
        assert_eq!(chart_names(&names), ["1 一二三四五六七八九十…", "2 一二三四五六七八九十…"]);
    }
}
