//! The vocabulary in which the component tables are written.

use serde_json::{Map, Value};

use super::place::Place;
use super::refusal::Verdict;

/// The properties of one object.
pub(super) type Fields = Map<String, Value>;

/// A rule about one object that a table of its properties cannot say.
pub(super) type Rule = fn(&Fields, &Place<'_>) -> Verdict;

/// What an object may hold; a property that stands in none of the groups is refused.
#[derive(Debug)]
pub(super) struct Shape {
    /// Groups, because many components share some (a margin, a layout, a way to be clicked).
    pub(super) groups: &'static [&'static [Property]],
    pub(super) rule: Option<Rule>,
}

/// One property of a [`Shape`].
#[derive(Debug)]
pub(super) struct Property {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) kind: Kind,
}

/// The shapes that a property may take, by their name in the discriminator.
pub(super) type Choices = &'static [(&'static str, &'static Shape)];

/// What a value must look like.
#[derive(Debug)]
pub(super) enum Kind {
    Bool,
    /// `true`; `false` is answered with this sub-code.
    True(i64),
    /// Any string.
    String,
    /// A string of at most so many characters.
    Short(usize),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number between these two, both included.
    Whole(i64, i64),
    /// One of these whole numbers.
    OneOfNumbers(&'static [i64]),
    /// A number between 0 and 1.
    Fraction,
    Length(Length),
    /// `12px` for all four edges, or four such values, each between these two. Two values are
    /// documented but have been seen refused (dossier 8.1, 14 row 17).
    Edges(i64, i64),
    /// `16px 16px`, or one of these words.
    Size(&'static [&'static str]),
    /// A colour name, a colour of `config.style.color`, or one of these words.
    Color(&'static [&'static str]),
    /// `rgba(5,157,178,0.52)`.
    Rgba,
    /// A documented text size or one of `config.style.text_size`.
    TextSize,
    /// A text size by name, where own sizes are being defined.
    NamedTextSize,
    /// Empty, or an address with a scheme.
    Url,
    /// Characters at their places; `0` stands for any digit.
    Pattern(&'static str),
    /// `YYYY-MM-DD HH:mm:ss`, or some of it.
    DateFormat,
    /// The key of an uploaded image.
    ImageKey,
    /// Unique in the card, letter first, at most 20 of letters, digits and `_`.
    ElementId,
    /// Unique in the card: a callback names the component by it.
    Name,
    /// Text in which Markdown and some tags are interpreted.
    Markdown,
    Object(&'static Shape),
    /// An object whose property of this name chooses the shape.
    OneOf(&'static str, Choices),
    List(&'static Kind),
    /// An object with locales as names.
    ByLocale(&'static Kind),
    /// An object with names of the sender's own.
    ByName(&'static Kind),
    /// A list of components.
    Elements,
    /// Anything: the rule of the shape looks into it.
    Data,
}

/// Pixels between two bounds, perhaps percents, or one of some words.
#[derive(Debug)]
pub(super) struct Length {
    pub(super) words: &'static [&'static str],
    pub(super) least: i64,
    pub(super) most: i64,
    pub(super) percent: bool,
}

impl Shape {
    pub(super) const fn of(groups: &'static [&'static [Property]]) -> Self {
        Self { groups, rule: None }
    }

    pub(super) const fn with(groups: &'static [&'static [Property]], rule: Rule) -> Self {
        Self { groups, rule: Some(rule) }
    }

    pub(super) fn properties(&self) -> impl Iterator<Item = &'static Property> {
        self.groups.iter().copied().flatten()
    }
}

/// A property that the object must have.
pub(super) const fn must(name: &'static str, kind: Kind) -> Property {
    Property { name, required: true, kind }
}

/// A property that the object may have.
pub(super) const fn may(name: &'static str, kind: Kind) -> Property {
    Property { name, required: false, kind }
}

/// One of the words, or pixels between the bounds.
pub(super) const fn px(words: &'static [&'static str], least: i64, most: i64) -> Kind {
    Kind::Length(Length { words, least, most, percent: false })
}

/// As [`px`], or `0%` to `100%`.
pub(super) const fn px_or_percent(words: &'static [&'static str], least: i64, most: i64) -> Kind {
    Kind::Length(Length { words, least, most, percent: true })
}
