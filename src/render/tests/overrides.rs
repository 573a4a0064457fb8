//! An operator's own templates and texts: what is wrong with them is known at start-up.

use std::fs;
use std::path::Path;

use super::*;
use crate::render::sample::Samples;

fn directory(files: &[(&str, &str)]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    directory
}

fn refusal(directory: &Path) -> String {
    let error = Renderer::load(Some(directory), options()).unwrap_err().to_string();
    error.replace(&directory.display().to_string(), "DIR")
}

#[test]
fn what_cannot_be_rendered_is_refused_with_file_and_line() {
    for (name, content, expected) in [
        (
            "cards/working.json.j2",
            "{\n \"schema\": {{ nobody }}\n}",
            "DIR/cards/working.json.j2:2: there is no variable \"nobody\"",
        ),
        (
            "cards/result.json.j2",
            "{\n\n \"name\": {{ answer.nmae }}\n}",
            "DIR/cards/result.json.j2:3: there is no variable \"answer.nmae\"",
        ),
        ("cards/help.json.j2", "{% if %}", "DIR/cards/help.json.j2:1: syntax error"),
        (
            "cards/help.json.j2",
            "{\n\"title\": {{ plain('help_card.tilte') }}}",
            "DIR/cards/help.json.j2:2: invalid operation: there is no text \"help_card.tilte\"",
        ),
        (
            "cards/usages.json.j2",
            "\n{{ markdown('help_card.line', usage='x') }}",
            "DIR/cards/usages.json.j2:2: invalid operation: text \"help_card.line\" needs a value \"what\"",
        ),
        (
            "cards/working.json.j2",
            "{\"a\": 1,}",
            "DIR/cards/working.json.j2: renders to no JSON: trailing comma at line 1 column 9",
        ),
        (
            "cards/working.json.j2",
            "{{ 'x' * 30000 }}",
            "DIR/cards/working.json.j2: the card is over its budget: 30002 bytes",
        ),
        (
            "cards/result.json.j2",
            "{% for one in answer.wurst %}{% endfor %}",
            "DIR/cards/result.json.j2:1: there is no variable \"answer.wurst\"",
        ),
        (
            "cards/working.json.j2",
            "{\"schema\": \"2.0\", \"boby\": {}}",
            "DIR/cards/working.json.j2: the card holds the unknown property \"boby\" in \"the card\"",
        ),
        (
            "cards/working.json.j2",
            "{\"body\": {\"elements\": [{\"tag\": \"note\"}]}}",
            "DIR/cards/working.json.j2: the card holds the unknown component \"note\" in \"elements\"",
        ),
        (
            "cards/working.json.j2",
            "[{% for i in range(201) %}{\"tag\": \"hr\"},{% endfor %}1]",
            "DIR/cards/working.json.j2: the card is over its budget: 2616 bytes, 201 elements",
        ),
        (
            "cards/working.json.j2",
            "{% for i in range(9999) %}{% for i in range(9999) %}{% endfor %}{% endfor %}",
            "DIR/cards/working.json.j2:1: engine ran out of fuel",
        ),
        ("cards/wroking.json.j2", "{}", "DIR/cards/wroking.json.j2: overrides nothing"),
        ("text/zh_cn.toml", "[working]\ntitle = 3", "DIR/text/zh_cn.toml:2: invalid type"),
        (
            "text/en_us.toml",
            "[working]\ntitel = \"Busy\"",
            "DIR/text/en_us.toml:2: there is no text working.titel to override",
        ),
        ("text/fr_fr.toml", "", "DIR/text/fr_fr.toml: overrides nothing"),
        ("result.json.j2", "{}", "DIR: is no directory that holds cards/, pages/ or text/"),
    ] {
        let directory = directory(&[(name, content)]);
        let refusal = refusal(directory.path());
        assert!(refusal.starts_with(expected), "{name}\nexpected {expected}\n     got {refusal}");
    }
}

#[test]
fn a_template_and_a_text_can_be_replaced() {
    let directory = directory(&[
        ("cards/working.json.j2", "{\"header\": {\"title\": {{ plain('working.title') }}}}"),
        ("text/en_us.toml", "[working]\ntitle = \"One moment\""),
        ("README.md", "ours"),
    ]);
    let renderer = Renderer::load(Some(directory.path()), options()).unwrap();
    let mine = &card(&renderer.working())["header"]["title"]["i18n_content"];
    assert_eq!((&mine["zh_cn"], &mine["en_us"]), (&"正在查询".into(), &"One moment".into()));
    assert_eq!(card(&renderer.help()), card(&super::renderer().help()));
}

#[test]
fn what_breaks_on_real_data_gives_way_to_the_built_in_template() {
    let template =
        "{% if answer.length > 1000 and answer.grade == 'good' %}{{ answer.nmae }}{% endif %}";
    let template = format!("{template}{}", one_line("\"mine\""));
    let directory = directory(&[("cards/result.json.j2", &template)]);
    let renderer = Renderer::load(Some(directory.path()), options()).unwrap();
    let mut answer = Samples::new().answers.remove(0).1;
    assert_eq!(line(&card(&renderer.answer(&answer, &offer()))), "mine");
    answer.meeting.end += jiff::SignedDuration::from_hours(20);
    assert_eq!(
        card(&renderer.answer(&answer, &offer())),
        card(&super::renderer().answer(&answer, &offer()))
    );
}

#[test]
fn text_in_a_template_is_escaped_for_where_it_lands() {
    let template = r#"{"body": {"elements": [
        {{ markdown('fault.id', id=answer.name) }}, {{ plain('fault.id', id=answer.name) }},
        {"tag": "markdown", "content": {{ answer.name.en_us }}}]}}"#;
    let directory = directory(&[("cards/result.json.j2", template)]);
    let renderer = Renderer::load(Some(directory.path()), options()).unwrap();
    let mut answer = Samples::new().answers.remove(0).1;
    answer.name = "a \"quote\" & <b>".to_owned();
    let card = card(&renderer.answer(&answer, &offer()));
    let elements = &card["body"]["elements"];
    let said = |place: usize| said_in(&elements[place], "en_us").unwrap();
    assert_eq!(said(0), "Fault: a &#34;quote&#34; &#38; &#60;b&#62;");
    assert_eq!(said(1), "Fault: a \"quote\" & <b>");
    assert_eq!(said(2), "a \"quote\" & <b>");
}
