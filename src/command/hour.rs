//! Times of day as people write them; seconds say nothing, as Feishu measures minutes.
//!
//! ```text
//! hour    = half | [ half ] number ( ":" minutes [ ":" seconds ] [ suffix ]
//!                                  | ( "点" | "时" ) [ "半" | "钟" | "一刻" | minutes [ "分" ] | … ]
//!                                  | suffix ) [ "左右" ]
//! half    = "凌晨" | "早" | "早上" | "上午" | "中午" | "下午" | "傍晚" | "晚" | "晚上"
//!         | "morning" | "noon" | "afternoon" | "evening" | "night"
//! suffix  = "am" | "pm"
//! ```
//!
//! All of it in folded text; numbers see `numeral`. A half of the day without an hour narrows nothing:
//! meetings go on beyond it, and of several on one day the asker chooses.

use jiff::civil::Time;

use super::error::Mistake;
use super::numeral::short;

/// What a text says of the time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hour {
    At(Time),
    /// Some time in it.
    In(Half),
}

/// What an hour is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    /// Twelve is midnight.
    Am,
    /// Twelve is noon.
    Morning,
    /// Up to three is after noon.
    Noon,
    /// Twelve is noon.
    Afternoon,
    /// Twelve and the hours after it are of the next day, or not: that is anybody's guess.
    Evening,
}

/// Of several that a text begins with, the longest stands first.
const HALVES: [(&str, Half); 15] = [
    ("凌晨", Half::Am),
    ("早上", Half::Morning),
    ("早晨", Half::Morning),
    ("上午", Half::Morning),
    ("中午", Half::Noon),
    ("下午", Half::Afternoon),
    ("傍晚", Half::Evening),
    ("晚上", Half::Evening),
    ("morning", Half::Morning),
    ("noon", Half::Noon),
    ("afternoon", Half::Afternoon),
    ("evening", Half::Evening),
    ("night", Half::Evening),
    // Names begin with these, too.
    ("早", Half::Morning),
    ("晚", Half::Evening),
];
/// Of these, those that no name begins with.
const NO_NAMES: [&str; 8] = ["凌晨", "早上", "早晨", "上午", "中午", "下午", "傍晚", "晚上"];
const SUFFIXES: [(&str, Half); 4] =
    [("am", Half::Am), ("a.m", Half::Am), ("pm", Half::Afternoon), ("p.m", Half::Afternoon)];

impl Half {
    /// The hour it begins with.
    pub(super) const fn begins(self) -> i8 {
        match self {
            Self::Am => 0,
            Self::Morning => 5,
            Self::Noon => 11,
            Self::Afternoon => 12,
            Self::Evening => 17,
        }
    }
}

/// What a text says of the time of day, or what is wrong with it; `None` when it is about
/// something else.
pub(super) fn read(text: &str) -> Option<Result<Hour, Mistake>> {
    let (before, text) = HALVES
        .iter()
        .find_map(|(word, half)| Some((Some(*half), text.strip_prefix(word)?)))
        .unwrap_or((None, text));
    if let Some(half) = before
        && text.is_empty()
    {
        return Some(Ok(Hour::In(half)));
    }
    let text = text.strip_suffix("左右").unwrap_or(text);
    let (hour, rest) = short(text)?;
    let (minute, rest) = if let Some(rest) = rest.strip_prefix(':') {
        let (minute, rest) = short(rest)?;
        let seconds = rest.strip_prefix(':').and_then(short);
        (minute, seconds.map_or(rest, |(_, rest)| rest))
    } else if let Some(rest) = rest.strip_prefix(['点', '时']) {
        minutes_after(rest)?
    } else if is_suffix(rest) {
        (0, rest)
    } else {
        return None;
    };
    let after = match rest {
        "" => None,
        _ => Some(SUFFIXES.iter().find(|(suffix, _)| *suffix == rest)?.1),
    };
    Some(of_day(hour, minute, before.or(after)).map(Hour::At))
}

/// Whether a word tells the half of the day of an hour before it.
pub(super) fn is_suffix(word: &str) -> bool {
    SUFFIXES.iter().any(|(suffix, _)| *suffix == word)
}

/// Whether a word was meant as a time, whatever follows in it.
pub(super) fn is_begun(word: &str) -> bool {
    NO_NAMES.iter().any(|half| word.starts_with(half))
}

/// The minutes after `点`.
fn minutes_after(rest: &str) -> Option<(i8, &str)> {
    match rest {
        "" | "钟" | "整" | "多" => Some((0, "")),
        "一刻" => Some((15, "")),
        "半" => Some((30, "")),
        "三刻" => Some((45, "")),
        _ => {
            let (minute, rest) = short(rest.strip_prefix('零').unwrap_or(rest))?;
            Some((minute, rest.strip_prefix('分').unwrap_or(rest)))
        }
    }
}

fn of_day(hour: i8, minute: i8, half: Option<Half>) -> Result<Time, Mistake> {
    let hour = match (half, hour) {
        (Some(Half::Am), 12) => 0,
        (Some(Half::Evening), ..5 | 12) => return Err(Mistake::NoSuchTime),
        (Some(Half::Noon), ..4) | (Some(Half::Afternoon | Half::Evening), ..12) => hour + 12,
        _ => hour,
    };
    Time::new(hour, minute, 0, 0).map_err(|_| Mistake::NoSuchTime)
}
