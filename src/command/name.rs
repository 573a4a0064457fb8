//! Names as in the participant list.
//!
//! ```text
//! name   = quoted                 "…" “…” 「…」: anything, also `me` or digits
//!        | word { word }          words that mean nothing else, on both sides of nothing but space
//! filler = "at" | "on" | "的" | …  a word that says nothing
//! ```
//!
//! - A comma or an enumeration mark between two names parts them.
//! - A link, and digits without a letter, are part of no name; quoted they are.
//! - `Sun` is a family name beside another name, and Sunday elsewhere.
//! - A filler between two words of a name is one of them: `Nguyen The Anh`, `Blue Meeting Room`.

use jiff::civil::DateTime;

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::parsed::Person;
use super::spelling::{self, is_list_mark};
use super::token::{Kind, Token, span};
use super::{label, meeting, moment, person, room};

/// No participant's or room's name is as long; in characters.
const LONGEST: usize = 128;

/// Words between people that say nothing.
const JOINERS: [&str; 6] = ["and", "vs", "&", "和", "与", "跟"];

/// Words around a meeting, a person or a time that say nothing. That it was bad is why people ask, and
/// everybody is whom a meeting alone is about.
const FILLERS: [&str; 4] = [
    "about as at by during for from how in is of on our my the to was what with please check show \
     call meeting one quality",
    "all bad choppy everybody everyone laggy poor so terrible very",
    "的 在 于 是 查 查查 查询 查一下 看 看看 看一下 一下 请 麻烦 帮我 帮我查 帮我查一下 帮我看 帮我看看 帮我看一下 \
     会议 会 刚才 刚刚 质量 会议质量 情况 如何 怎么样 好吗 吗",
    "所有人 大家 全员 全部 每个人 卡 很卡 好卡 太卡 卡顿 很差 太差 断断续续 怎样 怎么了 怎么回事",
];

/// Whether a word says nothing: it stands between two people.
pub(super) fn is_joiner(word: &str) -> bool {
    JOINERS.contains(&word)
}

/// Whether a word says nothing where no names are.
pub(super) fn says_nothing(word: &str) -> bool {
    is_joiner(word) || is_filler(word)
}

/// Whether a word says nothing where it is no part of a name.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.iter().any(|words| words.split(' ').any(|filler| filler == word))
}

/// The name that arguments begin with, and how many tokens it takes; `None` when they begin with
/// something else. `others` are words that the caller reads itself.
pub(super) fn read(
    arguments: &Arguments<'_, '_>,
    others: fn(&str) -> bool,
) -> Result<Option<(Person, usize)>, Misplaced> {
    let Some(first) = arguments.tokens.first() else { return Ok(None) };
    let (raw, taken) = match first.kind {
        Kind::Quoted(inner) => (Some(inner), 1),
        _ => {
            let taken = run(arguments, 0, others);
            let words = arguments.tokens.get(..taken).and_then(span);
            (words.and_then(|words| arguments.text.get(words)), taken)
        }
    };
    if taken == 0 {
        return Ok(None);
    }
    let name = raw.and_then(bounded).ok_or_else(|| arguments.wrong(Mistake::UnknownWord, taken))?;
    Ok(Some((Person::Named(name), taken)))
}

/// A name of a length that names have.
pub(super) fn bounded(raw: &str) -> Option<String> {
    let is_short = raw.chars().nth(LONGEST).is_none();
    is_short.then(|| spelling::name(raw)).flatten()
}

/// Whether tokens begin with a word that may be a name, as it means nothing else.
pub(super) fn is_possible(tokens: &[Token<'_>]) -> bool {
    let said_at = DateTime::default();
    is_part(&Arguments { text: "", alias: "", tokens, said_at }, |_| false)
}

/// Where the words of a name end that has tokens up to `from` already.
pub(super) fn run(arguments: &Arguments<'_, '_>, from: usize, others: fn(&str) -> bool) -> usize {
    let mut end = from;
    while let Some(token) = arguments.tokens.get(end) {
        let before = end.checked_sub(1).and_then(|before| arguments.tokens.get(before));
        let goes_on = match before {
            Some(before) => !are_parted(before, token, arguments.text),
            None => true,
        };
        let rest = arguments.after(end);
        let is_name = is_part(&rest, others) || is_part_beside_others(&rest, end > 0, others);
        if !goes_on || !is_name {
            break;
        }
        end += 1;
    }
    end
}

/// Whether arguments begin with a word that can be part of a name.
fn is_part(arguments: &Arguments<'_, '_>, others: fn(&str) -> bool) -> bool {
    let Some(first) = arguments.tokens.first() else { return false };
    let Some(word) = first.word() else { return false };
    let numeric =
        word.chars().any(|c| c.is_ascii_digit()) && !word.chars().any(char::is_alphabetic);
    !(numeric
        || word.contains("://")
        || is_joiner(word)
        || is_filler(word)
        || others(word)
        || person::is_person(word)
        || meeting::is_latest(word)
        || meeting::is_meeting(first)
        || label::read(arguments.tokens).is_some()
        || room::is_room(first)
        || moment::is_next(arguments))
}

/// Whether arguments begin with `Sun` beside another name, before or after it, or with a filler
/// between two.
fn is_part_beside_others(
    arguments: &Arguments<'_, '_>,
    goes_on: bool,
    others: fn(&str) -> bool,
) -> bool {
    let [first, rest @ ..] = arguments.tokens else { return false };
    let Some(word) = first.word() else { return false };
    let comes = || {
        rest.first().is_some_and(|next| !are_parted(first, next, arguments.text))
            && is_part(&arguments.after(1), others)
    };
    match word {
        "sun" => goes_on || comes(),
        _ => goes_on && is_filler(word) && label::read(arguments.tokens).is_none() && comes(),
    }
}

/// Whether something stands between two tokens that parts names.
fn are_parted(before: &Token<'_>, after: &Token<'_>, text: &str) -> bool {
    let comma = |c: char| matches!(c, ',' | ';') || is_list_mark(c);
    let between = text.get(before.span.end..after.span.start).unwrap_or_default();
    between.contains(comma) || before.raw.ends_with(comma) || after.raw.starts_with(comma)
}
