//! JSON in as few bytes as it needs: a template indents what it writes, and its engine writes
//! characters as escapes that only HTML has to fear.

/// What the engine escapes, and what JSON lets stand.
const NEEDLESS: [(&str, char); 4] =
    [("\\u003c", '<'), ("\\u003e", '>'), ("\\u0026", '&'), ("\\u0027", '\'')];

/// The same JSON without white space between its parts, and without needless escapes.
pub(super) fn compact(json: &str) -> String {
    let mut compact = String::with_capacity(json.len());
    // Texts are what stands between quotes: every second piece. A quote inside of one is escaped.
    let mut rest = json;
    while let Some((between, text)) = rest.split_once('"') {
        compact.extend(between.split_ascii_whitespace());
        let (text, after) = end_of_text(text);
        compact.push('"');
        push_text(&mut compact, text);
        compact.push('"');
        rest = after;
    }
    compact.extend(rest.split_ascii_whitespace());
    compact
}

/// A text up to its closing quote, and what follows that.
fn end_of_text(from: &str) -> (&str, &str) {
    let mut is_escaped = false;
    for (place, byte) in from.bytes().enumerate() {
        match byte {
            b'"' if !is_escaped => {
                let (text, after) = from.split_at_checked(place).unwrap_or((from, ""));
                return (text, after.strip_prefix('"').unwrap_or(after));
            }
            _ => is_escaped = byte == b'\\' && !is_escaped,
        }
    }
    (from, "")
}

fn push_text(compact: &mut String, text: &str) {
    let mut rest = text;
    while let Some((plain, escape)) = rest.find('\\').and_then(|place| rest.split_at_checked(place))
    {
        compact.push_str(plain);
        let needless = NEEDLESS.iter().find(|(written, _)| escape.starts_with(written));
        let (written, after) = match needless {
            Some((written, character)) => {
                compact.push(*character);
                ("", escape.strip_prefix(written).unwrap_or_default())
            }
            // A backslash and what it escapes, which may be another.
            None => escape.split_at_checked(2).unwrap_or((escape, "")),
        };
        compact.push_str(written);
        rest = after;
    }
    compact.push_str(rest);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value as Json;

    use super::*;

    #[test]
    fn only_what_nobody_reads_is_left_out() {
        for (json, expected) in [
            ("{\n  \"a b\": [1, 2.50,\ttrue]\r\n}\n", r#"{"a b":[1,2.50,true]}"#),
            (
                r#"["\u003cat\u003e \u0026 \u0027", "\\u003c", "\\\u003c"]"#,
                r#"["<at> & '","\\u003c","\\<"]"#,
            ),
            (r#"["\"", "\\", " \" : , ", "质\n"]"#, r#"["\"","\\"," \" : , ","质\n"]"#),
            (r#""""#, r#""""#),
            ("", ""),
            ("\"open\\", "\"open\\\""),
        ] {
            assert_eq!(compact(json), expected, "{json}");
        }
    }

    proptest! {
        #[test]
        fn it_stays_the_same_json(texts in prop::collection::vec(any::<String>(), 0..5)) {
            let json = serde_json::to_string_pretty(&texts).unwrap();
            let escaped = json.replace('<', "\\u003c").replace('\'', "\\u0027");
            prop_assert_eq!(
                serde_json::from_str::<Json>(&compact(&escaped)).unwrap(),
                serde_json::from_str::<Json>(&escaped).unwrap()
            );
        }
    }
}
