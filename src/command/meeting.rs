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
//! Other groups of digits are never joined: `123456789 123` is a number and something wrong.
//!
//! Source: dossier 2.3 (how clients show numbers), 12 (hosts).

use url::Url;

use super::error::{Misplaced, Mistake};
use super::spelling::is_dash;
use super::token::{Kind, Token};
use crate::quality::ids::MeetingNo;

const DIGITS: usize = 9;
const HOSTS: [&str; 3] = ["feishu.cn", "larksuite.com", "larkoffice.com"];
/// No meeting link is nearly as long; anything longer is not worth parsing.
const LONGEST_LINK: usize = 2048;

/// The meeting that tokens begin with, and how many of them tell it; `None` when they begin with
/// something else.
pub(super) fn read(tokens: &[Token<'_>]) -> Result<Option<(MeetingNo, usize)>, Misplaced> {
    let Some(first) = tokens.first() else { return Ok(None) };
    let linked = match &first.kind {
        Kind::Word(word) => match digits(word) {
            Some(digits) => return number(&digits, tokens).map(Some),
            None => digits_of_link(word),
        },
        Kind::Link { address, .. } => digits_of_link(address),
        Kind::Mention(_) => None,
    };
    linked.map(|digits| Ok((nine(&digits, first)?, 1))).transpose()
}

/// The number that begins with a word of digits, and how many words it takes.
fn number(first: &str, tokens: &[Token<'_>]) -> Result<(MeetingNo, usize), Misplaced> {
    if let Ok(no) = MeetingNo::parse(first) {
        return Ok((no, 1));
    }
    let groups: Vec<String> = digit_words(tokens).take(3).map(|(_, digits)| digits).collect();
    if groups.iter().all(|group| group.len() == 3)
        && let Ok(no) = MeetingNo::parse(&groups.concat())
    {
        return Ok((no, groups.len()));
    }
    Err(wrong_digits(tokens))
}

/// Points at all the digits that were meant as one number: at `123 456 78` rather than at `123`.
fn wrong_digits(tokens: &[Token<'_>]) -> Misplaced {
    let run: Vec<_> = digit_words(tokens).take_while(|(_, word)| word.len() != DIGITS).collect();
    // Nine digits in odd groups: "has nine digits" would be no explanation, the first group is.
    let whole = run.iter().map(|(_, word)| word.len()).sum::<usize>() != DIGITS;
    let run: Vec<_> = run.into_iter().take(if whole { usize::MAX } else { 1 }).collect();
    let digits = run.iter().map(|(_, word)| word.len()).sum();
    let start = run.first().map_or(0, |(token, _)| token.span.start);
    let end = run.last().map_or(0, |(token, _)| token.span.end);
    Misplaced::at(Mistake::MeetingDigits { digits }, start..end)
}

/// The leading tokens that are words of digits, with their digits.
fn digit_words<'a, 't>(
    tokens: &'a [Token<'t>],
) -> impl Iterator<Item = (&'a Token<'t>, String)> + 'a {
    tokens.iter().map_while(|token| Some((token, digits(token.word()?)?)))
}

/// The digits of a word that has nothing else but dashes.
fn digits(word: &str) -> Option<String> {
    let digits: String = word.chars().filter(|c| !is_dash(*c)).collect();
    all_digits(&digits).then_some(digits)
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
