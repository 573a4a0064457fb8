//! What may stand in a cell: text that no program takes for a formula, and numbers worth reading.

use unicode_normalization::UnicodeNormalization;

/// Larger values are not measurements, and would not survive rounding.
const LARGEST: f64 = 1e12;

/// The text, behind an apostrophe where a spreadsheet program could read it as a formula: after any
/// spaces, and with the wide signs of Chinese keyboards, which some programs take for the plain ones.
pub(super) fn harmless(text: &str) -> String {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@');
    let is_formula = text.trim_start().chars().next().is_some_and(|c| c.nfkc().any(begins));
    if is_formula || text.starts_with(['\t', '\r', '\n']) {
        return format!("'{text}");
    }
    text.to_owned()
}

/// A value to three decimals, which is more than is measured; `None` for what is no number.
pub(super) fn number(value: f64) -> Option<f64> {
    if !value.is_finite() {
        return None;
    }
    let rounded = if value.abs() < LARGEST { (value * 1e3).round() / 1e3 } else { value };
    // Adding zero makes a plain zero of `-0`.
    Some(rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_formula_gets_an_apostrophe() {
        for text in [
            "=1+1",
            "=HYPERLINK(\"https://evil.example\")",
            "+86 10",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\tx",
            "\rx",
            "  =1",
            "\u{3000}=1",
            "＝1",
            "＋1",
            "－1",
            "＠SUM(A1)",
            "\u{fe66}1",
            "-",
        ] {
            assert_eq!(harmless(text), format!("'{text}"), "{text:?}");
        }
    }

    #[test]
    fn all_other_text_stays_as_it_is() {
        for text in
            ["", " ", "张三", "a=b", "1-1", "'=1", "UTC+08:00", "mail@example.com", "—", "*"]
        {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn numbers_are_rounded_and_stay_numbers() {
        for (value, expected) in [
            (-20.5, Some(-20.5)),
            (2_299.999_999_999_9, Some(2_300.0)),
            (0.123_456, Some(0.123)),
            (1e300, Some(1e300)),
            (f64::NAN, None),
            (f64::NEG_INFINITY, None),
        ] {
            assert_eq!(number(value), expected, "{value}");
        }
        assert!(number(-0.000_1).unwrap().is_sign_positive());
    }
}
