//! Meeting numbers as people write them.
//!
//! ```text
//! meeting = digits | link
//! digits  = nine digits in one word, with dashes anywhere   123456789  123-456-789  １２３４５６７８９
//!         | three words of three digits                     123 456 789
//! link    = [ "http" [ "s" ] "://" ] host "/j/" nine digits [ "/" ] [ "?" … ] [ "#" … ]
//! host    = [ … "." ] ( "feishu.cn" | "larksuite.com" | "larkoffice.com" )
//! ```
//!
//! latest  = ( "last" | "latest" | "上次" | "上一次" | "最近一次" | "上一场" ) [ "的" | "会议" | … ]
//!           the latest one of whoever asks
//!
//! Other groups of digits are never joined: `123456789 123` is a number and something wrong. A date
//! is no number with wrong digits: see `day`.
//!
//! Source: dossier 2.3 (how clients show numbers), 12 (hosts).

use url::Url;

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::spelling::is_dash;
use super::token::{Kind, Token, span};
use super::{day, label, name};
use crate::quality::ids::MeetingNo;

const DIGITS: usize = 9;
const HOSTS: [&str; 3] = ["feishu.cn", "larksuite.com", "larkoffice.com"];
/// No meeting link is nearly as long; anything longer is not worth parsing.
const LONGEST_LINK: usize = 2048;

const LATEST: [&str; 9] =
    ["last", "latest", "上次", "上一次", "最近一次", "上场", "上一场", "上个会", "上个会议"];
/// What may follow without a space and says nothing.
const OF_LATEST: [&str; 5] = ["的会议", "会议质量", "会议", "的会", "的"];

/// Whether a word stands for the latest meeting of whoever asks.
pub(super) fn is_latest(word: &str) -> bool {
    let said = OF_LATEST.iter().find_map(|rest| word.strip_suffix(rest)).unwrap_or(word);
    LATEST.contains(&said)
}

/// Whether a token is a number or a link of a meeting, right or wrong, or a part of one.
pub(super) fn is_meeting(token: &Token<'_>) -> bool {
    match &token.kind {
        Kind::Word(word) => digits(word).is_some() || digits_of_link(word).is_some(),
        Kind::Link { address, .. } => digits_of_link(address).is_some(),
        Kind::Mention(_) | Kind::Quoted(_) => false,
    }
}

/// Whether tokens begin with a meeting, told in full.
pub(super) fn is_whole(tokens: &[Token<'_>]) -> bool {
    let Some(first) = tokens.first() else { return false };
    let linked = match &first.kind {
        Kind::Word(word) => match digits(word) {
            Some(digits) => return in_groups(&digits, tokens).is_some(),
            None => digits_of_link(word),
        },
        Kind::Link { address, .. } => digits_of_link(address),
        Kind::Mention(_) | Kind::Quoted(_) => None,
    };
    linked.is_some_and(|digits| MeetingNo::parse(&digits).is_ok())
}

/// The one meeting that all arguments tell, by its number, beside words that the caller reads
/// itself.
pub(super) fn alone(
    arguments: &Arguments<'_, '_>,
    others: fn(&str) -> bool,
) -> Result<MeetingNo, Misplaced> {
    let mut meeting = None;
    let mut rest = *arguments;
    while let Some(first) = rest.tokens.first() {
        let taken = if let Some((no, taken)) = read(rest.tokens)? {
            if meeting.replace(no).is_some_and(|before| before != no) {
                return Err(rest.wrong(Mistake::TwoNumbers, taken));
            }
            taken
        } else if let Some(taken) = label::read(rest.tokens) {
            taken
        } else if first.word().is_some_and(is_latest) {
            return Err(rest.wrong(Mistake::NumberNeeded, 1));
        } else if first.word().is_some_and(|word| others(word) || name::says_nothing(word)) {
            1
        } else {
            return Err(rest.wrong(Mistake::NotHere, 1));
        };
        rest = rest.after(taken);
    }
    meeting.ok_or_else(|| Misplaced::missing(Mistake::NumberMissing))
}

/// The meeting that tokens begin with, and how many of them tell it; `None` when they begin with
/// something else.
pub(super) fn read(tokens: &[Token<'_>]) -> Result<Option<(MeetingNo, usize)>, Misplaced> {
    let Some(first) = tokens.first() else { return Ok(None) };
    let linked = match &first.kind {
        Kind::Word(word) => match digits(word) {
            Some(digits) => {
                let number = in_groups(&digits, tokens);
                return number.ok_or_else(|| wrong_digits(tokens)).map(Some);
            }
            None => digits_of_link(word),
        },
        Kind::Link { address, .. } => digits_of_link(address),
        Kind::Mention(_) | Kind::Quoted(_) => None,
    };
    linked.map(|digits| Ok((nine(&digits, first)?, 1))).transpose()
}

/// The number that begins with a word of digits, and how many words it takes.
fn in_groups(first: &str, tokens: &[Token<'_>]) -> Option<(MeetingNo, usize)> {
    if let Ok(no) = MeetingNo::parse(first) {
        return Some((no, 1));
    }
    let groups: Vec<String> = digit_words(tokens).take(3).map(|(_, digits)| digits).collect();
    let by_three = groups.iter().all(|group| group.len() == 3);
    let no = MeetingNo::parse(&groups.concat()).ok().filter(|_| by_three)?;
    Some((no, groups.len()))
}

/// Points at all the digits that were meant as one number: at `123 456 78` rather than at `123`.
fn wrong_digits(tokens: &[Token<'_>]) -> Misplaced {
    let run: Vec<_> = digit_words(tokens).take_while(|(_, word)| word.len() != DIGITS).collect();
    // Nine digits in odd groups: "has nine digits" would be no explanation, the first group is.
    let whole = run.iter().map(|(_, word)| word.len()).sum::<usize>() != DIGITS;
    let run: Vec<_> = run.into_iter().take(if whole { usize::MAX } else { 1 }).collect();
    let digits = run.iter().map(|(_, word)| word.len()).sum();
    let wrong = tokens.get(..run.len()).unwrap_or(tokens);
    Misplaced { mistake: Mistake::MeetingDigits { digits }, at: span(wrong) }
}

/// The leading tokens that are words of digits, with their digits.
fn digit_words<'a, 't>(
    tokens: &'a [Token<'t>],
) -> impl Iterator<Item = (&'a Token<'t>, String)> + 'a {
    tokens.iter().map_while(|token| Some((token, digits(token.word()?)?)))
}

/// The digits of a word that has nothing else but dashes and is no date.
fn digits(word: &str) -> Option<String> {
    let digits: String = word.chars().filter(|c| !is_dash(*c)).collect();
    (all_digits(&digits) && !day::is_date(word)).then_some(digits)
}

/// What stands for the number in a meeting link, when it is digits.
fn digits_of_link(address: &str) -> Option<String> {
    if !address.contains("/j/") || address.len() > LONGEST_LINK {
        return None;
    }
    let url = if address.contains("://") {
        Url::parse(address).ok()?
    } else {
        Url::parse(&format!("https://{address}")).ok()?
    };
    if !matches!(url.scheme(), "http" | "https") || !is_ours(url.host_str()?) {
        return None;
    }
    let (digits, rest) =
        url.path().strip_prefix("/j/").map(|path| path.split_once('/').unwrap_or((path, "")))?;
    (rest.is_empty() && all_digits(digits)).then(|| digits.to_owned())
}

fn is_ours(host: &str) -> bool {
    HOSTS
        .iter()
        .any(|ours| host.strip_suffix(ours).is_some_and(|sub| sub.is_empty() || sub.ends_with('.')))
}

fn nine(digits: &str, token: &Token<'_>) -> Result<MeetingNo, Misplaced> {
    let mistake = Mistake::MeetingDigits { digits: digits.len() };
    MeetingNo::parse(digits).map_err(|_| Misplaced::at(mistake, token.span.clone()))
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
