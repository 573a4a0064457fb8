//! One spelling for texts that mean the same: full-width characters, odd spaces and minus signs.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// NFKC, trimmed, with U+2212 as a plain minus. Borrows when the text is ASCII, as nearly all are.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text.trim_ascii());
    }
    let folded: String = text.nfkc().map(|c| if c == '\u{2212}' { '-' } else { c }).collect();
    Cow::Owned(folded.trim().to_owned())
}
