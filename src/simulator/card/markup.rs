//! Reads the tags, links and code of a Markdown text. It judges nothing.
//!
//! Source: dossier 8.3 and the official page "富文本".

/// Names and values of a tag's attributes, in their order.
pub(super) type Attributes<'t> = Vec<(&'t str, &'t str)>;

/// Where a text leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Link<'t> {
    /// `[text](address)`
    Text(&'t str),
    /// `![text](image key)`
    Image(&'t str),
}

/// The text without `` `code` `` and fenced blocks: from a run of backticks to the next run as long.
pub(super) fn without_code(text: &str) -> String {
    let mut prose = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.find('`').and_then(|start| rest.split_at_checked(start)) {
        let after = from.trim_start_matches('`');
        let run = from.strip_suffix(after).unwrap_or(from);
        prose.push_str(before);
        rest = match closing(after, run) {
            Some(end) => end,
            None => {
                prose.push_str(run);
                after
            }
        };
    }
    prose + rest
}

/// What stands behind the run of backticks that closes `run`.
fn closing<'a>(text: &'a str, run: &str) -> Option<&'a str> {
    let mut rest = text;
    loop {
        let (_, from) = rest.split_at_checked(rest.find('`')?)?;
        let after = from.trim_start_matches('`');
        if from.len() - after.len() == run.len() {
            return Some(after);
        }
        rest = after;
    }
}

/// Every opening tag with its attributes.
pub(super) fn tags(prose: &str) -> impl Iterator<Item = (&str, Attributes<'_>)> {
    prose.split('<').skip(1).filter_map(|piece| {
        let (inside, _) = piece.split_once('>')?;
        let attributes = inside.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let name = inside.strip_suffix(attributes)?;
        let ends = attributes.is_empty() || attributes.starts_with([' ', '/', '\n']);
        (!name.is_empty() && ends).then(|| (name, pairs(attributes)))
    })
}

/// `id=ou_1`, `id='ou_1'`, `id = "ou_1"`: the official examples write all of these.
fn pairs(text: &str) -> Attributes<'_> {
    let mut pairs = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quoted =
            ['\'', '"'].into_iter().find_map(|quote| after.strip_prefix(quote)?.split_once(quote));
        let (value, next) =
            quoted.or_else(|| after.split_once(char::is_whitespace)).unwrap_or((after, ""));
        pairs.push((name.trim().rsplit(char::is_whitespace).next().unwrap_or_default(), value));
        rest = next;
    }
    pairs
}

/// Every link and image.
pub(super) fn links(prose: &str) -> impl Iterator<Item = Link<'_>> {
    prose.split("](").zip(prose.split("](").skip(1)).filter_map(|(before, after)| {
        let (lead, _) = before.rsplit_once('[')?;
        let target = after.split_once(')').map_or(after, |(target, _)| target);
        let address = target.split_whitespace().next().unwrap_or_default();
        Some(if lead.ends_with('!') { Link::Image(address) } else { Link::Text(address) })
    })
}
