//! Words that people write without a space between them, as Chinese has none.
//!
//! ```text
//! run   = [ label ] [ names ] nine digits [ names ]       see `label`
//!       | [ label ] names
//! names = [ "的" ] side { ( "和" | "跟" | "与" ) side } [ "的" ]
//! ```
//!
//! - Names are parted where either side is oneself, where both are as long as names are, and where a
//!   mention is the other side. `李和平` and `欧阳和平` stay what they are.
//! - Nine digits are parted from Chinese letters, and from nothing else: `R123456789` is a name.
//!
//! Invariants: the parts of a run are all of it; linear in its length.

use super::label;
use super::person;
use super::spelling::fold;

const JOINERS: [char; 3] = ['和', '跟', '与'];
const OF: char = '的';
const DIGITS: usize = 9;
/// Letters of a name that is parted from another; more than these are talk.
const SIDE: std::ops::RangeInclusive<usize> = 2..=24;

/// What a run of characters stands beside, with no space between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Beside {
    pub(super) mention_before: bool,
    pub(super) mention_after: bool,
}

/// The words that a run of characters is.
pub(super) fn parts(run: &str, beside: Beside) -> Vec<&str> {
    let (label, rest) = label::split(run).unwrap_or(("", run));
    let [before, number, after] = around_number(rest);
    let mut parts = vec![label];
    names(
        before,
        Beside {
            mention_before: beside.mention_before && label.is_empty(),
            mention_after: beside.mention_after && number.is_empty(),
        },
        &mut parts,
    );
    parts.push(number);
    names(after, Beside { mention_before: false, ..beside }, &mut parts);
    parts.retain(|part| !part.is_empty());
    parts
}

/// A text before, at and after the first nine digits that Chinese letters stand beside.
fn around_number(text: &str) -> [&str; 3] {
    let mut before = None;
    let mut run = 0;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if is_digit(c) {
            if run == 0 {
                start = at;
            }
            run += 1;
            continue;
        }
        if run == DIGITS && before.is_none_or(is_caseless) && is_caseless(c) {
            return cut(text, start, at);
        }
        (before, run) = (Some(c), 0);
    }
    match run == DIGITS && before.is_some_and(is_caseless) {
        true => cut(text, start, text.len()),
        false => [text, "", ""],
    }
}

fn cut(text: &str, start: usize, end: usize) -> [&str; 3] {
    let parts = [text.get(..start), text.get(start..end), text.get(end..)];
    parts.map(Option::unwrap_or_default)
}

fn names<'t>(text: &'t str, beside: Beside, parts: &mut Vec<&'t str>) {
    let named = text.strip_prefix(OF).unwrap_or(text);
    parts.extend(text.get(..text.len() - named.len()));
    let mut rest = named.strip_suffix(OF).unwrap_or(named);
    let of = named.get(rest.len()..);
    let mut begun = beside;
    let mut from = 0;
    while let Some((before, joiner, after)) = at_joiner(rest, from) {
        if are_parted(before, after, begun) {
            parts.extend([before, joiner]);
            (rest, from) = (after, 0);
            begun.mention_before = false;
        } else {
            from = before.len() + joiner.len();
        }
    }
    parts.push(rest);
    parts.extend(of);
}

/// A text around the first joiner at or after a place.
fn at_joiner(text: &str, from: usize) -> Option<(&str, &str, &str)> {
    let at = from + text.get(from..)?.find(JOINERS)?;
    let (before, rest) = text.split_at_checked(at)?;
    let (joiner, after) = rest.split_at_checked(rest.chars().next()?.len_utf8())?;
    Some((before, joiner, after))
}

fn are_parted(before: &str, after: &str, beside: Beside) -> bool {
    if is_oneself(before) || is_oneself(after) {
        return true;
    }
    match (before.is_empty(), after.is_empty()) {
        (true, true) => false,
        (true, false) => beside.mention_before,
        (false, true) => beside.mention_after,
        (false, false) => is_side(before) && is_side(after),
    }
}

fn is_oneself(text: &str) -> bool {
    // Longer words need not be folded to know.
    text.len() <= 16 && person::is_oneself(&fold(text))
}

fn is_side(text: &str) -> bool {
    let letters = text.chars().take(SIDE.end() + 1);
    letters.clone().all(char::is_alphanumeric) && SIDE.contains(&letters.count())
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// A letter of a script without case.
fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_without_a_space_is_parted() {
        let table: [(&str, &[&str]); 26] = [
            ("张三", &["张三"]),
            ("我和张三", &["我", "和", "张三"]),
            ("我和", &["我", "和"]),
            ("我和平", &["我", "和", "平"]),
            ("我自己跟张三", &["我自己", "跟", "张三"]),
            ("张三与我", &["张三", "与", "我"]),
            ("和我", &["和", "我"]),
            ("ME和Bob", &["ME", "和", "Bob"]),
            ("张三和李四", &["张三", "和", "李四"]),
            ("张三和李四跟王五", &["张三", "和", "李四", "跟", "王五"]),
            ("李和平", &["李和平"]),
            ("欧阳和平", &["欧阳和平"]),
            ("李和平和张三", &["李和平", "和", "张三"]),
            ("张永和", &["张永和"]),
            ("和平饭店", &["和平饭店"]),
            ("会议室：人民和平厅", &["会议室：人民和平厅"]),
            ("张三的", &["张三", "的"]),
            ("我和张三的", &["我", "和", "张三", "的"]),
            ("的质量", &["的", "质量"]),
            ("的", &["的"]),
            ("张三的电脑", &["张三的电脑"]),
            ("会议号：123456789", &["会议号：", "123456789"]),
            ("导出123456789", &["导出", "123456789"]),
            ("１２３４５６７８９我和张三", &["１２３４５６７８９", "我", "和", "张三"]),
            ("昨天1234567890", &["昨天1234567890"]),
            ("R123456789", &["R123456789"]),
        ];
        for (run, wanted) in table {
            assert_eq!(parts(run, Beside::default()), wanted, "{run}");
        }
    }

    #[test]
    fn a_mention_is_the_other_side() {
        let before = Beside { mention_before: true, mention_after: false };
        let after = Beside { mention_before: false, mention_after: true };
        assert_eq!(parts("和李四", before), ["和", "李四"]);
        assert_eq!(parts("和", before), ["和"]);
        assert_eq!(parts("张三和", after), ["张三", "和"]);
        assert_eq!(parts("张三和", before), ["张三和"]);
        assert_eq!(parts("123456789张三跟", after), ["123456789", "张三", "跟"]);
    }
}
