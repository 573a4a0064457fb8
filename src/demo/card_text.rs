//! A card as text for a terminal: what a reader would see, in English, with charts as sparklines.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

/// The eighths of a character cell, lowest first.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Draws a message's content.
pub(super) fn draw(content: &str) -> serde_json::Result<String> {
    let card: Value = serde_json::from_str(content)?;
    if let Some(text) = card["text"].as_str() {
        return Ok(text.to_owned());
    }
    let header = &card["header"];
    let mut lines = vec![format!(
        "┌ {} {}  ({})",
        words(&header["title"]),
        tags(header),
        header["template"].as_str().unwrap_or("default")
    )];
    if header["subtitle"].is_object() {
        lines.push(format!("│ {}", words(&header["subtitle"])));
    }
    lines.push("├────────────────────────────────────────".to_owned());
    for element in card["body"]["elements"].as_array().into_iter().flatten() {
        lines.extend(element_lines(element).into_iter().map(|line| format!("│ {line}")));
    }
    lines.push("└────────────────────────────────────────".to_owned());
    Ok(lines.join("\n"))
}

fn tags(header: &Value) -> String {
    let tags = header["text_tag_list"].as_array().into_iter().flatten();
    tags.map(|tag| format!("[{}]", words(&tag["text"]))).collect()
}

fn element_lines(element: &Value) -> Vec<String> {
    match element["tag"].as_str() {
        Some("hr") => vec!["──".to_owned()],
        Some("markdown") => words(element).lines().map(str::to_owned).collect(),
        Some("div") => words(&element["text"]).lines().map(str::to_owned).collect(),
        Some("chart") => chart_lines(&element["chart_spec"]),
        _ => {
            let inner = ["columns", "elements"].map(|key| element[key].as_array());
            inner.into_iter().flatten().flatten().flat_map(element_lines).collect()
        }
    }
}

/// One sparkline a series.
fn chart_lines(spec: &Value) -> Vec<String> {
    let mut lines = vec![spec["title"]["text"].as_str().unwrap_or("chart").to_owned()];
    let empty = Vec::new();
    let points = spec["data"][0]["values"].as_array().unwrap_or(&empty);
    for series in spec["series"].as_array().into_iter().flatten() {
        let field = series["yField"].as_str().unwrap_or_default();
        let values: Vec<Option<f64>> = points.iter().map(|point| point[field].as_f64()).collect();
        let largest = values.iter().flatten().fold(0.0_f64, |a, b| a.max(*b));
        if values.iter().any(Option::is_some) {
            let name = series["name"].as_str().unwrap_or(field);
            lines.push(format!("  {} up to {largest}  {name}", sparkline(&values, largest)));
        }
    }
    lines
}

fn sparkline(values: &[Option<f64>], largest: f64) -> String {
    let bar = |value: f64| {
        let reached = BARS.iter().enumerate().rev().find(|(step, _)| {
            let bound = f64::from(u8::try_from(*step).unwrap_or(0)) / 8.0;
            largest > 0.0 && value / largest > bound
        });
        reached.map_or(BARS[0], |(_, bar)| *bar)
    };
    values.iter().map(|value| value.map_or(' ', bar)).collect()
}

/// The English text of an object with `content`, without its markup.
fn words(text: &Value) -> String {
    let localised = text["i18n_content"]["en_us"].as_str();
    plain(localised.or_else(|| text["content"].as_str()).unwrap_or_default())
}

fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = tag.split_once('>') else { break };
        if tag.starts_with("local_datetime") {
            text.push_str(&local_time(tag));
        } else if tag.starts_with("br") {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    unescape(&text.replace("**", ""))
}

/// The time of a `local_datetime` tag, as a client in this machine's zone shows it.
fn local_time(tag: &str) -> String {
    let attribute = |name: &str| {
        let (_, value) = tag.split_once(&format!("{name}='"))?;
        value.split('\'').next()
    };
    let at = attribute("millisecond").and_then(|text| text.parse().ok());
    let Some(at) = at.and_then(|ms| Timestamp::from_millisecond(ms).ok()) else {
        return "?".to_owned();
    };
    let at = at.to_zoned(TimeZone::system());
    let format = match attribute("format_type") {
        Some("time") => "%H:%M",
        Some("time_sec") => "%H:%M:%S",
        _ => "%Y-%m-%d",
    };
    at.strftime(format).to_string()
}

/// The character entities that cards are escaped with.
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        plain.push_str(before);
        let Some((code, behind)) = after.split_once(';') else { break };
        plain.extend(code.parse().ok().and_then(char::from_u32));
        rest = behind;
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_reads_as_its_reader_would_see_it() {
        let card = serde_json::json!({
            "header": { "template": "red", "title": { "content": "会", "i18n_content": { "en_us": "Poor" } },
                        "text_tag_list": [{ "text": { "content": "bad" } }] },
            "body": { "elements": [
                { "tag": "markdown", "content": "**a** &#60;b&#62;<br><font color='red'>c</font>" },
                { "tag": "chart", "chart_spec": {
                    "title": { "text": "Loss" },
                    "data": [{ "values": [{ "y": 0.0 }, {}, { "y": 4.0 }, { "y": 8.0 }] }],
                    "series": [{ "yField": "y", "name": "in" }, { "yField": "none" }] } },
            ] },
        });
        let drawn = draw(&card.to_string()).unwrap();
        let lines: Vec<_> = drawn.lines().collect();
        assert_eq!(lines[0], "┌ Poor [bad]  (red)");
        assert_eq!(lines[2..4], ["│ a <b>", "│ c"]);
        assert_eq!(lines[4..6], ["│ Loss", "│   ▁ ▄█ up to 8  in"]);
    }

    #[test]
    fn times_stand_where_the_client_would_put_them() {
        let text =
            plain("at <local_datetime millisecond='0' format_type='date'></local_datetime>!");
        assert!(text == "at 1970-01-01!" || text == "at 1969-12-31!", "{text}");
        assert_eq!(plain("<local_datetime millisecond='x'></local_datetime>"), "?");
    }
}
