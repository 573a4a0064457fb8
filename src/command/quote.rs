//! Words in quotation marks: one name, whatever is in it.

use std::ops::Range;

use super::spelling::{is_list_mark, is_pause, is_separator};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quote<'t> {
    /// In bytes of the text, marks included.
    pub(super) span: Range<usize>,
    /// What is between the marks; not only white space.
    pub(super) inner: &'t str,
}

/// Opening marks and what closes them.
const MARKS: [(char, char); 4] = [('"', '"'), ('＂', '＂'), ('“', '”'), ('「', '」')];

/// All quotes of a text, in order; of nested ones the innermost. A quote begins where a word does:
/// elsewhere a mark is an inch or a slip. Linear: every mark is looked at once.
pub(super) fn find(text: &str) -> Vec<Quote<'_>> {
    let mut quotes = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        if let Some((start, close)) = open
            && c == close
        {
            open = None;
            // An opening mark is as long as the closing one.
            let inner = text.get(start + close.len_utf8()..at).unwrap_or_default();
            if !inner.chars().all(is_separator) {
                quotes.push(Quote { span: start..after, inner });
            }
        } else if let Some((_, close)) = MARKS.iter().find(|(mark, _)| *mark == c)
            && (is_separator(before) || is_pause(before) || is_list_mark(before))
        {
            open = Some((at, *close));
        }
        before = c;
    }
    quotes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_begins_where_a_word_does_and_ends_at_its_own_mark() {
        let table: [(&str, &[&str]); 10] = [
            ("no quote", &[]),
            ("\"a b\"", &["a b"]),
            ("x “a 1” 「b」, ＂c＂", &["a 1", "b", "c"]),
            ("room:\"5F\" 会议室：“蓝 厅”", &["5F", "蓝 厅"]),
            ("张三、「李四」", &["李四"]),
            ("「a “b” c」", &["b"]),
            ("“ 「a」", &["a"]),
            ("5\" and 6\" x", &[]),
            ("\"\" “ ” \"a", &[]),
            ("“a “b”", &["b"]),
        ];
        for (text, wanted) in table {
            let found = find(text);
            assert_eq!(found.iter().map(|quote| quote.inner).collect::<Vec<_>>(), wanted, "{text}");
            for quote in found {
                assert!(text.get(quote.span).is_some_and(|whole| whole.contains(quote.inner)));
            }
        }
    }
}
