//! What stands before a meeting number where people copy it from: it says nothing.
//!
//! ```text
//! label = ( "会议号" | "会议号码" | "会议编号" | "会议id" | "meetingid" ) [ "是" ]
//!       | [ "会议" | "meeting" ] ( "号" | "号码" | "id" | "number" | "no" )       in two words; in
//!         one before digits
//! ```
//!
//! All of it in folded text. A colon in any width may follow, with the number right after it.
//!
//! Source: dossier 2.3 (how clients show numbers).

use super::numeral::digits;
use super::spelling::{fold, strip_folded};
use super::token::Token;

/// Of several that a text begins with, the longest stands first.
const WHOLE: [&str; 5] = ["会议号码", "会议编号", "会议号", "会议id", "meetingid"];
const FIRST: [&str; 2] = ["会议", "meeting"];
const SECOND: [&str; 5] = ["号码", "号", "id", "number", "no"];

/// How many tokens of a label others begin with.
pub(super) fn read(tokens: &[Token<'_>]) -> Option<usize> {
    let word = |place: usize| tokens.get(place).and_then(Token::word);
    let first = word(0)?;
    if WHOLE.contains(&first.trim_end_matches('是')) {
        return Some(1);
    }
    let before_digits = || word(1).and_then(digits).is_some();
    if SECOND.contains(&first) && before_digits() {
        return Some(1);
    }
    let is_label = FIRST.contains(&first) && word(1).is_some_and(|second| SECOND.contains(&second));
    is_label.then_some(2)
}

/// A word after the label that it begins with; `None` when that is no word of its own.
pub(super) fn split(raw: &str) -> Option<(&str, &str)> {
    let labels = WHOLE.iter().chain(&SECOND);
    let after = labels.into_iter().find_map(|label| strip_folded(raw, label))?;
    let rest = after.trim_start_matches(['是', ':', '：']);
    let is_parted = rest.len() < after.len() || raw.starts_with('会');
    let is_number =
        |c: char| fold(c.encode_utf8(&mut [0; 4])).starts_with(|c: char| c.is_ascii_digit());
    let is_followed = rest.starts_with(is_number) || rest.contains("://");
    (is_parted && is_followed).then(|| raw.split_at_checked(raw.len() - rest.len())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_parted_from_the_number_that_it_is_stuck_to() {
        let table = [
            ("会议号：123", Some(("会议号：", "123"))),
            ("会议号123456789", Some(("会议号", "123456789"))),
            ("会议号码是１２３", Some(("会议号码是", "１２３"))),
            ("ＩＤ：123-456-789", Some(("ＩＤ：", "123-456-789"))),
            ("会议号：https://vc.feishu.cn/j/1", Some(("会议号：", "https://vc.feishu.cn/j/1"))),
            ("会议号：", None),
            ("会议室：501", None),
            ("id3", None),
            ("nora", None),
            ("No.5", None),
        ];
        for (raw, wanted) in table {
            assert_eq!(split(raw), wanted, "{raw}");
        }
    }
}
