//! Links in a message, as clients send them: `[label](address)` (dossier 2.3).

use std::ops::Range;

use super::spelling::is_separator;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link<'t> {
    /// In bytes of the text, brackets included.
    pub(super) span: Range<usize>,
    /// What people see; may hold spaces and pairs of brackets.
    pub(super) label: &'t str,
    pub(super) address: &'t str,
}

/// All links of a text, in order; of nested ones the outermost. Linear: every bracket is looked at
/// once, and an address ends at the next bracket.
pub(super) fn find(text: &str) -> Vec<Link<'_>> {
    let mut links: Vec<Link<'_>> = Vec::new();
    let mut open = Vec::new();
    for (at, bracket) in text.match_indices(['[', ']']) {
        if bracket == "[" {
            open.push(at);
        } else if let Some(link) = open.pop().and_then(|start| link_between(text, start, at)) {
            while links.pop_if(|inner| inner.span.start > link.span.start).is_some() {}
            links.push(link);
        }
    }
    links
}

/// The link with its label between two brackets, if an address in parentheses follows.
fn link_between(text: &str, open: usize, close: usize) -> Option<Link<'_>> {
    let label = text.get(open + 1..close)?;
    let rest = text.get(close + 1..)?.strip_prefix('(')?;
    let length = rest.find(|c| is_separator(c) || matches!(c, '(' | ')' | '[' | ']'))?;
    let (address, rest) = rest.split_at_checked(length)?;
    let after = rest.strip_prefix(')')?;
    Some(Link { span: open..text.len() - after.len(), label, address })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_with_their_labels() {
        let table: [(&str, &[(&str, &str)]); 8] = [
            ("no link", &[]),
            ("[a](u)", &[("a", "u")]),
            ("x[周会 三](u)y [b](v)", &[("周会 三", "u"), ("b", "v")]),
            ("[[组] 周会](u)", &[("[组] 周会", "u")]),
            ("[ [a](u)", &[("a", "u")]),
            ("[[a](u)](v)", &[("[a](u)", "v")]),
            ("[a] (u) [a](u v) [a](u", &[]),
            ("](u) [](u)", &[("", "u")]),
        ];
        for (text, wanted) in table {
            let found = find(text);
            let pairs: Vec<_> = found.iter().map(|link| (link.label, link.address)).collect();
            assert_eq!(pairs, wanted, "{text:?}");
            for link in found {
                let whole = format!("[{}]({})", link.label, link.address);
                assert_eq!(text.get(link.span), Some(whole.as_str()));
            }
        }
    }
}
