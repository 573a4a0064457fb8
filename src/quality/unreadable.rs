//! The texts nobody could read: kept verbatim and counted, however many there are.
//!
//! Bounded: a platform that starts to use a unit we do not know would otherwise fill the store with
//! a text a minute. The bounds do not depend on the order in which texts come.

use std::collections::BTreeMap;

use super::metric::{Metric, Section};
use super::minute::Unparsed;

/// Different texts kept for one field.
const TEXTS: usize = 20;
/// Characters kept of one text.
const CHARACTERS: usize = 100;
/// Stands for what the bounds cut off.
const CUT: &str = "…";

/// Where a text stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// The whole record.
    Record,
    Section(Section),
    Time(Section),
    Reading(Metric),
}

impl Field {
    fn name(self) -> String {
        match self {
            Self::Record => "participant_quality".to_owned(),
            Self::Section(section) => section.key().to_owned(),
            Self::Time(section) => format!("{}.time", section.key()),
            Self::Reading(metric) => metric.path(),
        }
    }
}

/// Counts texts by field.
#[derive(Debug, Default)]
pub(super) struct Unreadable(BTreeMap<Field, Texts>);

#[derive(Debug, Default)]
struct Texts {
    /// The first ones in the order of the alphabet.
    kept: BTreeMap<String, u32>,
    others: u32,
}

impl Unreadable {
    pub(super) fn add(&mut self, field: Field, text: &str) {
        let texts = self.0.entry(field).or_default();
        *texts.kept.entry(shorten(text)).or_default() += 1;
        if texts.kept.len() > TEXTS
            && let Some((_, count)) = texts.kept.pop_last()
        {
            texts.others += count;
        }
    }

    /// Most frequent first; equals in the order of field and text.
    pub(super) fn into_list(self) -> Vec<Unparsed> {
        let mut list = Vec::new();
        for (field, Texts { kept, others }) in self.0 {
            let others = (others > 0).then(|| (CUT.to_owned(), others));
            for (text, count) in kept.into_iter().chain(others) {
                list.push(Unparsed { field: field.name(), text, count });
            }
        }
        list.sort_by_key(|unparsed| std::cmp::Reverse(unparsed.count));
        list
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}{CUT}", text.split_at(end).0),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEAKER: Field = Field::Reading(Metric::AudioSpeakerVolume);

    #[test]
    fn the_most_frequent_comes_first() {
        let mut unreadable = Unreadable::default();
        for text in ["6 widgets", "5 widgets", "6 widgets"] {
            unreadable.add(SPEAKER, text);
        }
        unreadable.add(Field::Time(Section::Video), "soon");
        unreadable.add(Field::Section(Section::Video), "[…]");
        unreadable.add(Field::Record, "[]");

        let list: Vec<_> = unreadable
            .into_list()
            .into_iter()
            .map(|unparsed| (unparsed.field, unparsed.text, unparsed.count))
            .collect();
        let expected = [
            ("audio.speaker_volume", "6 widgets", 2),
            ("participant_quality", "[]", 1),
            ("video", "[…]", 1),
            ("video.time", "soon", 1),
            ("audio.speaker_volume", "5 widgets", 1),
        ];
        assert_eq!(list, expected.map(|(field, text, n)| (field.to_owned(), text.to_owned(), n)));
    }

    #[test]
    fn a_thousand_texts_are_counted_and_twenty_are_kept_in_any_order() {
        let count = |numbers: &mut dyn Iterator<Item = u32>| {
            let mut unreadable = Unreadable::default();
            for n in numbers {
                unreadable.add(SPEAKER, &format!("{n:04} widgets"));
                unreadable.add(SPEAKER, &format!("{n:04} widgets"));
            }
            unreadable.into_list()
        };
        let list = count(&mut (0..1_000));

        assert_eq!(list.len(), TEXTS + 1);
        assert_eq!(list[0].text, CUT);
        assert_eq!(list[0].count, 2 * 980);
        assert_eq!(list[1].text, "0000 widgets");
        assert_eq!(list, count(&mut (0..1_000).rev()));
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shorten(&"质".repeat(100)), "质".repeat(100));
        assert_eq!(shorten(&"质".repeat(101)), format!("{}…", "质".repeat(100)));
    }
}
