//! Times of day as people write them; seconds say nothing, as Feishu measures minutes.
//!
//! ```text
//! time  = [ half ] hour ( ":" minutes [ ":" seconds ] [ "am" | "pm" ]
//!                       | ( "点" | "时" ) [ "半" | "钟" | minutes [ "分" ] ]
//!                       | "am" | "pm" )
//! half  = "上午" | "早上" | "下午" | "晚上"
//! ```
//!
//! All of it in folded text.

use jiff::civil::Time;

use super::day::digits;
use super::error::Mistake;

/// What an hour is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    /// Twelve is midnight.
    Am,
    /// Twelve is noon.
    Morning,
    /// Twelve is noon.
    Afternoon,
    /// Twelve is midnight, of which day is anybody's guess.
    Evening,
}

const HALVES: [(&str, Half); 4] = [
    ("上午", Half::Morning),
    ("早上", Half::Morning),
    ("下午", Half::Afternoon),
    ("晚上", Half::Evening),
];
const SUFFIXES: [(&str, Half); 2] = [("am", Half::Am), ("pm", Half::Afternoon)];

/// The time that a text is, or what is wrong with it; `None` when it is no time.
pub(super) fn read(text: &str) -> Option<Result<Time, Mistake>> {
    let (before, text) = HALVES
        .iter()
        .find_map(|(word, half)| Some((Some(*half), text.strip_prefix(word)?)))
        .unwrap_or((None, text));
    let (hour, rest) = short(text)?;
    let (minute, rest) = if let Some(rest) = rest.strip_prefix(':') {
        let (minute, rest) = short(rest)?;
        let seconds = rest.strip_prefix(':').and_then(short);
        (minute, seconds.map_or(rest, |(_, rest)| rest))
    } else if let Some(rest) = rest.strip_prefix(['点', '时']) {
        minutes_after(rest)?
    } else if SUFFIXES.iter().any(|(suffix, _)| *suffix == rest) {
        ("0", rest)
    } else {
        return None;
    };
    let after = match rest {
        "" => None,
        _ => Some(SUFFIXES.iter().find(|(suffix, _)| *suffix == rest)?.1),
    };
    Some(of_day(hour, minute, before.or(after)))
}

/// Whether a word ends with a half of the day, or is one: the hour is in the next word.
pub(super) fn awaits_hour(word: &str) -> bool {
    HALVES.iter().any(|(half, _)| word.ends_with(half))
}

/// Whether a word tells the half of the day of an hour before it.
pub(super) fn is_half(word: &str) -> bool {
    SUFFIXES.iter().any(|(suffix, _)| *suffix == word)
}

/// One or two digits, and the rest.
fn short(text: &str) -> Option<(&str, &str)> {
    digits(text).filter(|(digits, _)| digits.len() <= 2)
}

/// The minutes after `点`.
fn minutes_after(rest: &str) -> Option<(&str, &str)> {
    match rest {
        "" | "钟" | "整" => Some(("0", "")),
        "半" => Some(("30", "")),
        _ => {
            let (minute, rest) = short(rest)?;
            Some((minute, rest.strip_prefix('分').unwrap_or(rest)))
        }
    }
}

fn of_day(hour: &str, minute: &str, half: Option<Half>) -> Result<Time, Mistake> {
    let number = |digits: &str| digits.parse::<i8>().map_err(|_| Mistake::NoSuchTime);
    let (hour, minute) = (number(hour)?, number(minute)?);
    let hour = match (half, hour) {
        (Some(Half::Am), 12) => 0,
        (Some(Half::Evening), 12) => return Err(Mistake::NoSuchTime),
        (Some(Half::Afternoon | Half::Evening), 0..12) => hour + 12,
        _ => hour,
    };
    Time::new(hour, minute, 0, 0).map_err(|_| Mistake::NoSuchTime)
}
