//! Text from outside (names, topics, what somebody typed) made harmless.
//!
//! Two steps that belong together: [`clean`] takes away what no reader sees and caps the length,
//! for every place; [`markdown`] then writes what markdown would interpret as entities. A
//! `plain_text` object needs the first step only. Source: dossier 8.3.

use unicode_segmentation::UnicodeSegmentation;

/// Longest piece of outside text that is shown, in graphemes.
pub(super) const MAX_GRAPHEMES: usize = 64;
/// And in characters, since one grapheme may be made of thousands.
const MAX_CHARS: usize = 256;

/// And of a piece that stands among many.
const SHORT_GRAPHEMES: usize = 24;
const SHORT_CHARS: usize = 48;

/// One line without invisible characters, at most [`MAX_GRAPHEMES`] long.
pub(super) fn clean(text: &str) -> String {
    clean_to(text, MAX_GRAPHEMES, MAX_CHARS)
}

/// As [`clean`], for what stands among many.
pub(super) fn clean_short(text: &str) -> String {
    clean_to(text, SHORT_GRAPHEMES, SHORT_CHARS)
}

fn clean_to(text: &str, graphemes: usize, chars: usize) -> String {
    let line = one_line(text);
    let kept = cap(line.graphemes(true), graphemes, chars).concat();
    if kept.len() == line.len() { line } else { kept + "…" }
}

/// As [`clean`], but what is too long loses its beginning.
pub(super) fn clean_end(text: &str) -> String {
    let line = one_line(text);
    let mut kept = cap(line.graphemes(true).rev(), MAX_GRAPHEMES, MAX_CHARS);
    kept.reverse();
    let kept = kept.concat();
    if kept.len() == line.len() { line } else { format!("…{kept}") }
}

/// Text as markdown that shows exactly this text.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match entity(character) {
            Some(entity) => escaped.push_str(entity),
            None if character.is_control() => escaped.push(' '),
            None => escaped.push(character),
        }
    }
    escaped
}

fn one_line(text: &str) -> String {
    let visible: String = text.chars().filter(|c| c.is_whitespace() || !invisible(*c)).collect();
    let mut line = String::with_capacity(visible.len());
    for (index, word) in visible.split(char::is_whitespace).enumerate() {
        // Runs of white space become one space; one at either end stays, it separates words.
        if index > 0 && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(word.trim_matches(joiner));
    }
    line
}

fn cap<'a>(
    pieces: impl Iterator<Item = &'a str>,
    most_graphemes: usize,
    most_chars: usize,
) -> Vec<&'a str> {
    let mut chars = 0;
    pieces
        .take(most_graphemes)
        .take_while(|grapheme| {
            chars += grapheme.chars().count();
            chars <= most_chars
        })
        .collect()
}

/// Control, zero-width and direction-changing characters: they could hide or reorder what is shown.
fn invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Glues emoji, and shapes Persian and Indic words; at the end of a word it is invisible too.
const fn joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// The platform's list, and `&` and `|`, which it leaves out.
const fn entity(character: char) -> Option<&'static str> {
    Some(match character {
        '&' => "&#38;",
        '<' => "&#60;",
        '>' => "&#62;",
        '*' => "&#42;",
        '_' => "&#95;",
        '~' => "&#126;",
        '`' => "&#96;",
        '[' => "&#91;",
        ']' => "&#93;",
        '(' => "&#40;",
        ')' => "&#41;",
        '#' => "&#35;",
        '!' => "&#33;",
        '-' => "&#45;",
        '+' => "&#43;",
        ':' => "&#58;",
        '/' => "&#47;",
        '\\' => "&#92;",
        '$' => "&#36;",
        '"' => "&#34;",
        '\'' => "&#39;",
        '|' => "&#124;",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_markdown_would_interpret_becomes_entities() {
        for (text, expected) in [
            ("<at id=all></at>", "&#60;at id=all&#62;&#60;&#47;at&#62;"),
            ("[a](https://b)", "&#91;a&#93;&#40;https&#58;&#47;&#47;b&#41;"),
            ("**bold** :DONE:", "&#42;&#42;bold&#42;&#42; &#58;DONE&#58;"),
            ("&#60;", "&#38;&#35;60;"),
            ("a|b\nc", "a&#124;b c"),
            ("张三 👩🏽‍🔬", "张三 👩🏽‍🔬"),
        ] {
            assert_eq!(markdown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_nobody_sees_is_taken_away() {
        for (text, expected) in [
            ("a\u{202e}gpj.exe", "agpj.exe"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("line\r\nbreak\ttab\u{2028}end", "line break tab end"),
            ("    four spaces", " four spaces"),
            ("张三 李四", "张三 李四"),
            ("a\u{0}b\u{7f}\u{9b}c", "abc"),
            ("\u{200d}a\u{200c} \u{200d}\u{200c} b", "a b"),
            ("👨‍👩‍👧 می‌خواهم", "👨‍👩‍👧 می‌خواهم"),
        ] {
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_between_graphemes() {
        let family = "🇨🇳".repeat(200);
        assert_eq!(clean(&family), "🇨🇳".repeat(MAX_GRAPHEMES) + "…");
        assert_eq!(clean_end(&family), format!("…{}", "🇨🇳".repeat(MAX_GRAPHEMES)));
        let stacked = format!("a{}", "\u{301}".repeat(10_000));
        assert_eq!(clean(&stacked), "…", "one endless grapheme");
        assert_eq!(clean(&"x".repeat(64)), "x".repeat(64));
    }

    proptest! {
        #[test]
        fn nothing_survives_escaping(text in "\\PC*|[<>a-z=/ \\[\\]():*_`~#!|&;\\n-]{0,80}") {
            let escaped = markdown(&clean(&text));
            let bare = escaped.replace("&#", "");
            prop_assert!(!bare.contains(['<', '>', '*', '_', '`', '[', ']', '(', ')', '#', '|', ':', '\n']));
            prop_assert!(!bare.contains('&'));
            prop_assert!(clean(&text).graphemes(true).count() <= MAX_GRAPHEMES + 1);
        }
    }
}
