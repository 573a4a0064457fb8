//! One reading's text, such as `100ms`, `0.8%`, `1.2Mbps`, `4K` or `1280x720`, as a number in its
//! metric's unit.
//!
//! Invariants: missing is never zero; a text without a unit is never a value, because nothing says
//! what it counts; the text of a value ([`Unit::symbol`] behind the number) reads as that value.
//!
//! Source: dossier 6.2, quality model 5. None of the odd forms is documented, so the grammar is
//! narrow where a wrong guess would change a judgement and tolerant where it could not.

use std::ops::RangeInclusive;

use super::fold::fold;
use super::metric::Unit;

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// In the metric's unit, inside the unit's plausible range.
    Value(f64),
    /// The platform says that it has no value: `""`, `-`, `N/A` and the like.
    Missing,
    /// No rule of ours reads it; to be kept verbatim and counted.
    Unparsed,
}

impl Reading {
    /// Reads a text as a value of `unit`.
    ///
    /// - `<1%` and `<10ms` are read as the bound, which is the worst they can mean; a `<` before a
    ///   unit where more is better would flatter, and is left unparsed.
    /// - `1,5` is one and a half; `1,234` might be a thousand, and is left unparsed.
    /// - What is outside the plausible range of the unit is left unparsed: negative loss, 900 %, 10⁹ ms.
    pub fn read(text: &str, unit: Unit) -> Self {
        if matches!(text, "" | "-") {
            return Self::Missing;
        }
        if let Some(value) = plain(text, unit) {
            return Self::of(Some(value), unit);
        }
        let text = fold(text);
        if is_missing(&text) { Self::Missing } else { Self::of(value(&text, unit), unit) }
    }

    fn of(value: Option<f64>, unit: Unit) -> Self {
        match value {
            Some(value) if plausible(unit).contains(&value) => Self::Value(value),
            _ => Self::Unparsed,
        }
    }
}

/// A number of a few digits, at most one of them behind a point, and the unit's own symbol, as
/// nearly all texts are: what the grammar below would read, in a tenth of its time.
fn plain(text: &str, unit: Unit) -> Option<f64> {
    let number = match (unit, text.as_bytes()) {
        (Unit::Millis, [number @ .., b'm', b's'])
        | (Unit::Kbps, [number @ .., b'k', b'b', b'p', b's'])
        | (Unit::Percent, [number @ .., b'%'])
        | (Unit::Decibel, [number @ .., b'd', b'B'])
        | (Unit::Fps, [number @ .., b'f', b'p', b's'])
        | (Unit::Lines, [number @ .., b'P']) => number,
        _ => return None,
    };
    let (sign, digits) = match number {
        [b'-', digits @ ..] if unit != Unit::Lines => (-1.0, digits),
        digits => (1.0, digits),
    };
    let (integer, tenth) = match digits {
        [integer @ .., b'.', tenth @ b'0'..=b'9'] if unit != Unit::Lines => (integer, Some(tenth)),
        integer => (integer, None),
    };
    let is_plain = matches!(integer.len(), 1..=8) && integer.iter().all(u8::is_ascii_digit);
    if !is_plain {
        return None;
    }
    let digits = integer.iter().chain(tenth);
    let whole = digits.fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0'));
    let value = f64::from(whole) / if tenth.is_some() { 10.0 } else { 1.0 };
    // Adding zero makes a plain zero of `-0`.
    Some(sign * value + 0.0)
}

fn is_missing(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '–' | '—'))
        || ["n/a", "na", "null", "none"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn value(text: &str, unit: Unit) -> Option<f64> {
    if let Some(bound) = text.strip_prefix('<') {
        return match unit {
            Unit::Millis | Unit::Percent => value(bound.trim_start(), unit),
            Unit::Kbps | Unit::Decibel | Unit::Fps | Unit::Lines | Unit::R => None,
        };
    }
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '+' | '-'))?;
    let (number, suffix) = text.split_at(end);
    let suffix = suffix.trim_start();
    if unit == Unit::Lines {
        return lines(number, suffix);
    }
    // Adding zero makes a plain zero of `-0`.
    Some(decimal(number)? * factor(suffix, unit)? + 0.0)
}

/// What one of `suffix` is in `unit`; decimal thousands.
fn factor(suffix: &str, unit: Unit) -> Option<f64> {
    let known: &[(&str, f64)] = match unit {
        Unit::Millis => &[("ms", 1.0), ("s", 1_000.0)],
        Unit::Kbps => &[("kbps", 1.0), ("Mbps", 1_000.0), ("bps", 0.001), ("Gbps", 1_000_000.0)],
        Unit::Percent => &[("%", 1.0)],
        Unit::Decibel => &[("dB", 1.0)],
        Unit::Fps => &[("fps", 1.0)],
        Unit::Lines | Unit::R => return None,
    };
    known.iter().find(|(name, _)| suffix.eq_ignore_ascii_case(name)).map(|(_, factor)| *factor)
}

/// `1080P`, `2K`, `4K`, `1280x720`: the height.
fn lines(number: &str, suffix: &str) -> Option<f64> {
    if suffix.eq_ignore_ascii_case("p") {
        return whole(number);
    }
    if suffix.eq_ignore_ascii_case("k") {
        return match number {
            "2" => Some(1440.0),
            "4" => Some(2160.0),
            _ => None,
        };
    }
    let height = suffix.strip_prefix(['x', 'X', '×'])?;
    whole(number).and_then(|_width| whole(height.trim_start()))
}

fn whole(digits: &str) -> Option<f64> {
    is_digits(digits).then(|| digits.parse().ok())?
}

/// `12`, `-12.5`, `12,5`.
fn decimal(number: &str) -> Option<f64> {
    let unsigned = number.strip_prefix(['+', '-']).unwrap_or(number);
    let Some((integer, fraction)) = unsigned.split_once(['.', ',']) else {
        return is_digits(unsigned).then(|| number.parse().ok())?;
    };
    if !is_digits(integer) || !is_digits(fraction) {
        return None;
    }
    if !number.contains(',') {
        return number.parse().ok();
    }
    let perhaps_thousands = fraction.len() == 3 && !integer.starts_with('0');
    if perhaps_thousands { None } else { number.replace(',', ".").parse().ok() }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What one minute of a meeting can show; the bounds are **house**.
const fn plausible(unit: Unit) -> RangeInclusive<f64> {
    match unit {
        // Nothing measured in a minute takes longer than the minute.
        Unit::Millis => 0.0..=60_000.0,
        Unit::Kbps => 0.0..=10_000_000.0,
        Unit::Percent => 0.0..=100.0,
        Unit::Decibel => -150.0..=150.0,
        Unit::Fps => 0.0..=1_000.0,
        // 16K.
        Unit::Lines => 0.0..=8_640.0,
        Unit::R => 0.0..=100.0,
    }
}

#[cfg(test)]
mod tests;
