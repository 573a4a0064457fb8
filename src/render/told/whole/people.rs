//! The people of a meeting, one by one: those who had trouble, those to pick from, and who could
//! not be measured.

use serde::Serialize;

use super::count::{is_troubled, shown_grade};
use crate::app::asked::AskedId;
use crate::app::inbound::Op;
use crate::app::ports::Privacy;
use crate::app::told::{Standing, Whole, WhyUnmeasured};
use crate::quality::judgement::Grade;
use crate::quality::verdict::{ScopeVerdict, Side};
use crate::render::offer::Pressed;
use crate::render::text::{Markup, Text, TextError, Texts};
use crate::render::told::listed;
use crate::render::{diagnosis, escape, words};

/// Somebody with a line of their own.
#[derive(Debug, Serialize)]
pub(super) struct Person<'a> {
    place: usize,
    name: Text,
    /// `good`, `fair`, `poor`, `unrated` or `too_short`.
    grade: &'static str,
    /// How many minutes, when, why, and how far.
    facts: Markup,
    press: Pressed<'a>,
}

/// Somebody in the list to pick from.
#[derive(Debug, Serialize)]
pub(super) struct Chosen {
    text: Text,
    /// The place in the list of people.
    value: String,
}

/// Everybody, and how much of them may be said.
#[derive(Debug, Clone, Copy)]
pub(super) struct People<'a> {
    pub(super) whole: &'a Whole,
    pub(super) asked: &'a AskedId,
    pub(super) privacy: Privacy,
    pub(super) texts: &'a Texts,
}

impl<'a> People<'a> {
    /// The places of those who get a line: who had trouble, at most so many.
    pub(super) fn named(self, most: usize) -> Vec<usize> {
        let people = self.whole.people.iter().enumerate();
        people.filter(|(_, it)| has_trouble(it)).map(|(place, _)| place).take(most).collect()
    }

    /// Their lines.
    pub(super) fn rows(self, named: &[usize]) -> Result<Vec<Person<'a>>, TextError> {
        let people = self.whole.people.iter().enumerate();
        people.filter(|(place, _)| named.contains(place)).map(|it| self.row(it)).collect()
    }

    /// Everybody else, with their places.
    fn rest(self, named: &[usize]) -> impl Iterator<Item = (usize, &'a Standing)> + Clone {
        let people = self.whole.people.iter().enumerate();
        people.filter(move |(place, _)| !named.contains(place))
    }

    fn row(self, (place, standing): (usize, &Standing)) -> Result<Person<'a>, TextError> {
        Ok(Person {
            place: place + 1,
            name: self.name(place, standing)?,
            grade: shown_grade(standing),
            facts: self.facts(standing)?,
            press: Pressed::pick(Op::Person, self.asked, u16::try_from(place).unwrap_or(u16::MAX)),
        })
    }

    /// Those who have no line: how many more had trouble, and how many were fine.
    pub(super) fn others(self, named: &[usize]) -> Result<Vec<Text>, TextError> {
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let rest = self.rest(named).filter(|(_, standing)| standing.rated_minutes > 0);
        let (more, fine): (Vec<_>, Vec<_>) = rest.partition(|(_, it)| has_trouble(it));
        let mut said = Vec::new();
        for (key, count) in [("whole.more_bad", more.len()), ("whole.fine", fine.len())] {
            if count > 0 {
                said.push(self.texts.plain(key, &[("count", count.to_string().into())])?);
            }
        }
        Ok(said)
    }

    /// Those who have no line, to be picked from a list.
    pub(super) fn options(self, named: &[usize], most: usize) -> Result<Vec<Chosen>, TextError> {
        let people = self.rest(named).filter(|(_, it)| it.rated_minutes > 0).take(most);
        let option = |(place, standing): (usize, &Standing)| {
            let grade = self.texts.plain(&format!("grade.{}", shown_grade(standing)), &[])?;
            let values = [
                ("place", (place + 1).to_string().into()),
                ("name", self.name(place, standing)?.into()),
                ("grade", grade.into()),
            ];
            let text = self.texts.plain("whole.option", &values)?;
            Ok(Chosen { text, value: place.to_string() })
        };
        people.map(option).collect()
    }

    /// Who could not be measured, and who could not be graded, by reason; at most so many names.
    pub(super) fn unmeasured(self, most: usize) -> Result<Vec<Text>, TextError> {
        let mut said = Vec::new();
        for (why, key) in REASONS {
            let names = self.whole.unmeasured.iter().filter(|it| it.why == why);
            said.extend(self.group(key, names.map(|it| it.name.as_str()), most)?);
        }
        let names = |grade| {
            let people = self.whole.people.iter();
            people.filter(move |it| shown_grade(it) == grade).map(|it| it.name.as_str())
        };
        said.extend(self.group("whole.too_short", names("too_short"), most)?);
        said.extend(self.group("whole.unrated", names("unrated"), most)?);
        Ok(said)
    }

    /// The reason, how many, and the first names.
    fn group<'n>(
        self,
        key: &str,
        names: impl Iterator<Item = &'n str> + Clone,
        most: usize,
    ) -> Result<Option<Text>, TextError> {
        let all = names.clone().count();
        if all == 0 {
            return Ok(None);
        }
        let count = |count: usize| ("count", count.to_string().into());
        let said = self.texts.plain(key, &[count(all)])?;
        let shown = names.map(escape::clean_short).filter(|name| !name.trim().is_empty());
        let most = if self.privacy == Privacy::Nothing { 0 } else { most };
        let mut shown: Vec<Text> = shown.take(most).map(|name| Text::same(name.trim())).collect();
        if shown.is_empty() {
            return Ok(Some(said));
        }
        if all > shown.len() {
            shown.push(self.texts.plain("whole.more_names", &[count(all - shown.len())])?);
        }
        let names = self.texts.list(&shown, "list.items")?;
        let values = [("group", said.into()), ("names", names.into())];
        self.texts.plain("whole.group", &values).map(Some)
    }

    /// A name as it may be shown. Those who share one are told apart by the end of their ids.
    fn name(self, place: usize, standing: &Standing) -> Result<Text, TextError> {
        let clean = escape::clean_short(&standing.name);
        if self.privacy == Privacy::Nothing || clean.trim().is_empty() {
            let place = (place + 1).to_string();
            return self.texts.plain("whole.somebody", &[("place", place.into())]);
        }
        let name = Text::same(clean.trim());
        if self.whole.people.iter().filter(|it| it.name == standing.name).nth(1).is_none() {
            return Ok(name);
        }
        let tail = Text::same(listed::tail(standing.id.as_str()));
        self.texts.plain("picker.account", &[("whom", name.into()), ("tail", tail.into())])
    }

    fn facts(self, standing: &Standing) -> Result<Markup, TextError> {
        let texts = self.texts;
        let values = [
            ("bad", standing.judged.bad_minutes.to_string().into()),
            ("rated", standing.rated_minutes.to_string().into()),
        ];
        let mut facts = vec![texts.markdown("whole.bad_minutes", &values)?];
        if let Some((at, _)) = standing.worst {
            let at = Markup::same(&words::local_time(at.as_millisecond(), "time"));
            let key = if standing.judged.bad_minutes == 1 { "whole.at" } else { "whole.worst_at" };
            facts.push(texts.markdown(key, &[("at", at.into())])?);
        }
        if let Some(cause) = standing.judged.causes.first() {
            let cause = diagnosis::short_cause(texts, *cause)?;
            facts.push(texts.markdown("whole.likely", &[("cause", cause.into())])?);
        }
        if let Some(key) = hint(standing) {
            facts.push(texts.markdown(key, &[])?);
        }
        texts.list_markdown(&facts, "list.facts")
    }
}

/// The order in which reasons are said.
const REASONS: [(WhyUnmeasured, &str); 6] = [
    (WhyUnmeasured::External, "whole.external"),
    (WhyUnmeasured::Telephone, "whole.telephone"),
    (WhyUnmeasured::NoId, "whole.no_id"),
    (WhyUnmeasured::NoData, "whole.no_data"),
    (WhyUnmeasured::NotReady, "whole.not_ready"),
    (WhyUnmeasured::Failed, "whole.failed"),
];

/// The text for a reason why somebody could not be measured.
pub(in crate::render) const fn reason(why: WhyUnmeasured) -> &'static str {
    match why {
        WhyUnmeasured::External => "whole.why_external",
        WhyUnmeasured::Telephone => "whole.why_telephone",
        WhyUnmeasured::NoId => "whole.why_no_id",
        WhyUnmeasured::NoData => "whole.why_no_data",
        WhyUnmeasured::NotReady => "whole.why_not_ready",
        WhyUnmeasured::Failed => "whole.why_failed",
    }
}

/// Whether somebody has to be named.
fn has_trouble(standing: &Standing) -> bool {
    let is_poor = matches!(standing.judged.grade, Grade::Fair | Grade::Poor);
    is_troubled(standing) || (is_poor && standing.rated_minutes > 0)
}

/// What there is to say of whose side it was, in a few words.
fn hint(standing: &Standing) -> Option<&'static str> {
    match standing.scope {
        ScopeVerdict::Meeting | ScopeVerdict::Site => place_words(standing.scope),
        _ => side_words(standing.side).or_else(|| place_words(standing.scope)),
    }
}

/// The text for a side.
pub(in crate::render) const fn side_words(side: Side) -> Option<&'static str> {
    match side {
        Side::FarEnd => Some("whole.far_end"),
        Side::Device => Some("whole.device"),
        Side::Uplink => Some("whole.uplink"),
        Side::Downlink => Some("whole.downlink"),
        Side::Both => Some("whole.both"),
        Side::None | Side::Unknown => None,
    }
}

/// The text for how far it reached.
pub(in crate::render) const fn place_words(scope: ScopeVerdict) -> Option<&'static str> {
    match scope {
        ScopeVerdict::Meeting => Some("whole.with_many"),
        ScopeVerdict::Site => Some("whole.with_site"),
        ScopeVerdict::Local => Some("whole.alone"),
        ScopeVerdict::None | ScopeVerdict::Unknown => None,
    }
}
