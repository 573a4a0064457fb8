//! Small numbers as people write them: in digits, or in Chinese.
//!
//! ```text
//! short   = one or two digits | chinese
//! chinese = [ ones ] "十" [ ones ] | ones        1 to 99
//! ones    = "一" | "二" | "两" | … | "九"
//! ```

const ONES: &str = "一二三四五六七八九";

/// The digits that a text begins with, and the rest.
pub(super) fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).filter(|(digits, _)| !digits.is_empty())
}

/// The number of two places at most that a text begins with, and the rest.
pub(super) fn short(text: &str) -> Option<(i8, &str)> {
    match digits(text) {
        Some((number, rest)) if number.len() <= 2 => Some((number.parse().ok()?, rest)),
        Some(_) => None,
        None => chinese(text),
    }
}

/// The Chinese number that a text begins with, and the rest.
pub(super) fn chinese(text: &str) -> Option<(i8, &str)> {
    let (first, rest) = ones(text).map_or((None, text), |(first, rest)| (Some(first), rest));
    let Some(rest) = rest.strip_prefix('十') else { return first.map(|first| (first, rest)) };
    let (last, rest) = ones(rest).unwrap_or((0, rest));
    Some((first.unwrap_or(1) * 10 + last, rest))
}

fn ones(text: &str) -> Option<(i8, &str)> {
    let mut rest = text.chars();
    let one = match rest.next()? {
        '两' => 2,
        one => (1..).zip(ONES.chars()).find(|(_, known)| *known == one)?.0,
    };
    Some((one, rest.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_ends_where_another_begins() {
        let table = [
            ("7点", Some((7, "点"))),
            ("30", Some((30, ""))),
            ("123", None),
            ("三点", Some((3, "点"))),
            ("两周", Some((2, "周"))),
            ("十", Some((10, ""))),
            ("十二点", Some((12, "点"))),
            ("二十三号", Some((23, "号"))),
            ("九十九天", Some((99, "天"))),
            ("一一", Some((1, "一"))),
            ("鸣", None),
            ("", None),
        ];
        for (text, wanted) in table {
            assert_eq!(short(text), wanted, "{text}");
        }
    }
}
