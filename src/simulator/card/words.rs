//! The words and small notations of the card pages: enumerations, colours, pixels.
//!
//! Source: dossier 8.1 to 8.6; official page "颜色枚举值" for the palette.

/// `header.template` (dossier 8.1).
pub(super) const HEADER_TEMPLATES: &[&str] = &[
    "blue",
    "wathet",
    "turquoise",
    "green",
    "yellow",
    "orange",
    "red",
    "carmine",
    "violet",
    "purple",
    "indigo",
    "grey",
    "default",
];

/// Colours of text tags and of option cells; their grey is called `neutral` (dossier 8.1).
pub(super) const TAG_COLORS: &[&str] = &[
    "neutral",
    "blue",
    "turquoise",
    "lime",
    "orange",
    "violet",
    "indigo",
    "wathet",
    "green",
    "yellow",
    "red",
    "purple",
    "carmine",
];

/// `text_size` (dossier 8.2, official page "富文本").
pub(super) const TEXT_SIZES: &[&str] = &[
    "heading-0",
    "heading-1",
    "heading-2",
    "heading-3",
    "heading-4",
    "heading",
    "normal",
    "notation",
    "xxxx-large",
    "xxx-large",
    "xx-large",
    "x-large",
    "large",
    "medium",
    "small",
    "x-small",
];

/// The sixteen locales (dossier 8.6).
pub(in crate::simulator) const LOCALES: &[&str] = &[
    "zh_cn", "en_us", "zh_hk", "zh_tw", "ja_jp", "id_id", "vi_vn", "th_th", "pt_br", "es_es",
    "ko_kr", "de_de", "fr_fr", "it_it", "ru_ru", "ms_my",
];

/// Spacing by word: 4, 8, 12 and 16 px (dossier 8.1).
pub(super) const SPACINGS: &[&str] = &["small", "medium", "large", "extra_large"];
pub(super) const HORIZONTAL: &[&str] = &["left", "center", "right"];
pub(super) const VERTICAL: &[&str] = &["top", "center", "bottom"];

/// Names of the palette that come in levels, `blue` or `blue-500`.
const PALETTE: [&str; 13] = [
    "blue",
    "carmine",
    "green",
    "indigo",
    "lime",
    "orange",
    "purple",
    "red",
    "sunflower",
    "turquoise",
    "violet",
    "wathet",
    "yellow",
];
const LEVELS: [&str; 11] =
    ["50", "100", "200", "300", "350", "400", "500", "600", "700", "800", "900"];
/// Grey has finer levels than the rest.
const GREY_LEVELS: [&str; 15] = [
    "00", "50", "100", "200", "300", "350", "400", "500", "600", "650", "700", "800", "900", "950",
    "1000",
];

/// A colour of the palette. Hexadecimal colours are refused by the live platform ("invalid color").
pub(super) fn is_color(word: &str) -> bool {
    match word.split_once('-') {
        Some(("grey", level)) => GREY_LEVELS.contains(&level),
        Some((name, level)) => {
            word == "bg-white" || (PALETTE.contains(&name) && LEVELS.contains(&level))
        }
        None => PALETTE.contains(&word) || matches!(word, "grey" | "default" | "neutral" | "white"),
    }
}

/// `rgba(5,157,178,0.52)`: three whole numbers to 255 and an opacity to 1.
pub(super) fn is_rgba(text: &str) -> bool {
    let Some(inside) = text.strip_prefix("rgba(").and_then(|rest| rest.strip_suffix(')')) else {
        return false;
    };
    let parts: Vec<&str> = inside.split(',').map(str::trim).collect();
    let [red, green, blue, alpha] = parts.as_slice() else {
        return false;
    };
    let opacity = alpha.parse::<f64>();
    [red, green, blue].iter().all(|part| part.parse::<u8>().is_ok())
        && opacity.is_ok_and(|alpha| (0.0..=1.0).contains(&alpha))
}

/// `12px` as 12; a bare `0` needs no unit (official pages).
pub(super) fn pixels(text: &str) -> Option<i64> {
    if text == "0" { Some(0) } else { whole(text.strip_suffix("px")?) }
}

/// `30%` as 30.
pub(super) fn percents(text: &str) -> Option<i64> {
    whole(text.strip_suffix('%')?)
}

/// Decimal digits, perhaps after a minus; no plus sign, no space.
fn whole(text: &str) -> Option<i64> {
    if text.starts_with('+') { None } else { text.parse().ok() }
}

/// One value for all four edges, or four values.
pub(super) fn are_edges(text: &str, least: i64, most: i64) -> bool {
    let edges: Vec<Option<i64>> = text.split(' ').map(pixels).collect();
    matches!(edges.len(), 1 | 4)
        && edges.iter().all(|edge| edge.is_some_and(|px| (least..=most).contains(&px)))
}

/// Width and height in pixels, `16px 16px`.
pub(super) fn is_size(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(width, height)| {
        [width, height].iter().all(|side| pixels(side).is_some_and(|px| (1..=999).contains(&px)))
    })
}

/// Letter first, then letters, digits and `_`, at most twenty in all (dossier 8.1).
pub(super) fn is_element_id(text: &str) -> bool {
    text.len() <= 20
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Every character stands where the pattern has it; `0` in the pattern is any digit.
pub(super) fn follows(text: &str, pattern: &str) -> bool {
    text.chars().count() == pattern.chars().count()
        && text
            .chars()
            .zip(pattern.chars())
            .all(|(c, p)| if p == '0' { c.is_ascii_digit() } else { c == p })
}

/// Only the documented parts of a date, and what stands between them (dossier 8.4).
pub(super) fn is_date_format(text: &str) -> bool {
    let parts = ["YYYY", "MM", "DD", "HH", "mm", "ss"];
    let rest = parts.iter().fold(text.to_owned(), |rest, part| rest.replace(part, ""));
    rest != text && !rest.chars().any(|c| c.is_ascii_alphanumeric())
}

/// Nothing, or an address with a scheme: `https://…`, `lark://msgcard/unsupported_action`.
pub(super) fn is_url(text: &str) -> bool {
    text.is_empty()
        || text
            .split_once("://")
            .is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
}

/// The key that an image upload answers: `img_…` (dossier, "Identifiers").
pub(super) fn is_image_key(text: &str) -> bool {
    text.strip_prefix("img_").is_some_and(|rest| {
        !rest.is_empty()
            && rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    })
}

/// An `ou_…`, an `on_…` or a tenant's own user id, which is short and alphanumeric (dossier, "Identifiers").
pub(super) fn is_person(text: &str) -> bool {
    let platform = text.strip_prefix("ou_").or_else(|| text.strip_prefix("on_"));
    let (id, underscore) = platform.map_or((text, false), |id| (id, true));
    (1..=64).contains(&id.len())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || (underscore && c == '_'))
}
