//! How people spell: full-width letters, white space of every kind, punctuation around words.

use unicode_normalization::UnicodeNormalization;

/// Whether a character stands between words.
///
/// Marks of no width count: numbers that are copied from calendars and contact cards bring them
/// along. The joiners U+200C and U+200D do not, because emoji are glued with them.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character may follow a name one speaks to: `@bot: …`, `@bot，…`.
pub(super) fn is_pause(c: char) -> bool {
    matches!(c, ':' | '：' | ',' | '，')
}

/// Whether a character parts the members of a list, and is part of no word wherever it stands. The
/// half-width comma parts them only at the end of a word.
pub(super) fn is_list_mark(c: char) -> bool {
    matches!(c, '，' | '、' | '；')
}

/// Whether a character may stand between the digits of a number, after [`fold`].
pub(super) fn is_dash(c: char) -> bool {
    // With what input methods produce for it: the minus sign and the Japanese long-vowel mark.
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}')
}

/// The letters a word is made of: compatibility forms (full width and the like) and case undone.
pub(super) fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// The text after a word that it begins with in any case and width.
pub(super) fn strip_folded<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut begun = String::new();
    let mut rest = text.chars();
    while word.starts_with(&begun) {
        if begun == word {
            return Some(rest.as_str());
        }
        begun.push_str(&fold(rest.next()?.encode_utf8(&mut [0; 4])));
    }
    None
}

/// A word without the punctuation around it, folded; `None` when nothing but punctuation is there.
///
/// A question mark alone is a word: it asks for help.
pub(super) fn plain(raw: &str) -> Option<String> {
    let folded = fold(raw);
    let word = folded.trim_matches(is_punctuation);
    let word = match word.trim_end_matches(|c| c == '?' || is_punctuation(c)) {
        "" => word,
        trimmed => trimmed,
    };
    (!word.chars().all(is_dash)).then(|| word.to_owned())
}

/// A name as it was typed, on one line and without the punctuation around it; brackets that belong
/// together stay, as in `Zhang San (外部)`. `None` when nothing else is there.
pub(super) fn name(raw: &str) -> Option<String> {
    let words: Vec<&str> = raw.split(is_separator).filter(|word| !word.is_empty()).collect();
    let name = words.join(" ");
    let name = name.trim_matches(|c| is_mark(c) && !is_bracket(c));
    let loose: Vec<char> =
        BRACKETS.iter().filter(|pair| is_loose(name, pair)).flatten().copied().collect();
    let name = name.trim_matches(|c| is_mark(c) && (!is_bracket(c) || loose.contains(&c)));
    (!name.is_empty()).then(|| name.to_owned())
}

/// Brackets that names have.
const BRACKETS: [[char; 2]; 6] =
    [['(', ')'], ['（', '）'], ['[', ']'], ['【', '】'], ['「', '」'], ['《', '》']];

fn is_bracket(c: char) -> bool {
    BRACKETS.iter().flatten().any(|bracket| *bracket == c)
}

/// Whether brackets do not belong to a name: one lacks the other, or they are around it all.
fn is_loose(name: &str, [open, close]: &[char; 2]) -> bool {
    let opened = name.matches(*open).count();
    let around = opened == 1 && name.starts_with(*open) && name.ends_with(*close);
    opened != name.matches(*close).count() || around
}

/// Whether a character is punctuation in any width, a question mark included.
fn is_mark(c: char) -> bool {
    fold(c.encode_utf8(&mut [0; 4])).chars().all(|c| c == '?' || is_punctuation(c))
}

/// Punctuation that says nothing in a command, after [`fold`].
fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        ',' | '.'
            | ';'
            | ':'
            | '!'
            | '。'
            | '、'
            | '('
            | ')'
            | '['
            | ']'
            | '<'
            | '>'
            | '"'
            | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '【'
            | '】'
            | '「'
            | '」'
            | '`'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_without_width_case_and_punctuation() {
        let table = [
            ("Help", Some("help")),
            ("ＨＥＬＰ！", Some("help")),
            ("（１２３－４５６）", Some("123-456")),
            ("123456789？", Some("123456789")),
            ("？", Some("?")),
            ("--help", Some("--help")),
            ("张三、", Some("张三")),
            ("，", None),
            ("—", None),
            ("", None),
        ];
        for (raw, wanted) in table {
            assert_eq!(plain(raw).as_deref(), wanted, "{raw:?}");
        }
    }

    #[test]
    fn a_name_is_kept_as_it_was_typed_without_the_punctuation_around_it() {
        let table = [
            ("张三", Some("张三")),
            (" Zhang\u{3000}\n San。", Some("Zhang San")),
            ("Zhang San (外部)", Some("Zhang San (外部)")),
            ("Zhang San（外部）！", Some("Zhang San（外部）")),
            ("(Zhang San)", Some("Zhang San")),
            ("【市场】李四", Some("【市场】李四")),
            ("（李四", Some("李四")),
            ("李四)", Some("李四")),
            ("ＺＨＡＮＧ-san", Some("ＺＨＡＮＧ-san")),
            ("?", None),
            ("（）", None),
            (" ", None),
        ];
        for (raw, wanted) in table {
            assert_eq!(name(raw).as_deref(), wanted, "{raw:?}");
        }
    }
}
