//! Documented cards, and one card for every component, cell, chart and notation.

use serde_json::{Value, json};

use super::{card, chart, check, markdown, table, text, verdict};

#[track_caller]
fn accepted(card: &Value) {
    assert_eq!(verdict(card), Ok(()), "{card}");
}

#[test]
fn the_documented_cards() {
    for documented in [
        include_str!("../../../../tests/data/fixtures/card_v2_chart_common.json"),
        include_str!("../../../../tests/data/fixtures/card_v2_chart_line.json"),
        include_str!("../../../../tests/data/fixtures/card_v2_chart_linear_progress.json"),
        include_str!("../../../../tests/data/fixtures/card_v2_collapsible_panel.json"),
    ] {
        assert_eq!(check(documented), Ok(()), "{documented}");
    }
}

#[test]
fn the_documented_card_inside_a_message() {
    let message = include_str!("../../../../tests/data/fixtures/im_content_sent_card_v2.json");
    let message: Value = serde_json::from_str(message).unwrap();
    assert_eq!(check(message["content"].as_str().unwrap()), Ok(()));
}

#[test]
fn the_documented_1_0_card_of_an_update() {
    let request =
        include_str!("../../../../tests/data/fixtures/im_message_patch_card_request.json");
    let request: Value = serde_json::from_str(request).unwrap();
    assert_eq!(check(request["content"].as_str().unwrap()), Ok(()));
    accepted(&json!({"config": {"update_multi": true}, "elements": []}));
}

#[test]
fn a_card_with_everything_of_the_frame() {
    accepted(&json!({
        "schema": "2.0",
        "config": {"update_multi": true, "enable_forward": false, "width_mode": "fill", "locales": ["zh_cn", "en_us"],
            "summary": {"content": "s", "i18n_content": {"en_us": "s"}}, "streaming_mode": false,
            "streaming_config": {"print_frequency_ms": {"default": 70}, "print_step": {"default": 1}, "print_strategy": "fast"},
            "style": {"text_size": {"big": {"default": "medium", "pc": "medium", "mobile": "large"}},
                "color": {"ink": {"light_mode": "rgba(5,157,178,0.52)", "dark_mode": "rgba(78, 23, 108, 1)"}}}},
        "card_link": {"url": "https://example.com"},
        "header": {"title": text("t"), "subtitle": {"tag": "lark_md", "content": "**s**"}, "template": "carmine", "padding": "12px 8px 12px 8px",
            "icon": {"tag": "standard_icon", "token": "chat_outlined", "color": "orange"},
            "text_tag_list": [{"tag": "text_tag", "text": text("Good"), "color": "green"}]},
        "body": {"direction": "vertical", "padding": "12px", "vertical_spacing": "extra_large", "horizontal_spacing": "3px",
            "horizontal_align": "left", "vertical_align": "top", "elements": [
                {"tag": "markdown", "content": "x", "text_size": "big", "element_id": "md_1", "margin": "0px 0px -4px 0px",
                    "i18n_content": {"en_us": "y"}},
                {"tag": "div", "text": {"tag": "plain_text", "content": "x", "text_color": "ink", "text_size": "notation", "lines": 2}},
                {"tag": "hr"},
                {"tag": "img", "img_key": "img_v3_0238_073f-1", "alt": text(""), "corner_radius": "50%", "size": "100px 100px"},
                {"tag": "person_list", "persons": [{"id": "ou_1"}], "size": "small"},
            ]},
    }));
}

#[test]
fn every_interactive_component() {
    let click = json!([{"type": "callback", "value": {"a": null}}, {"type": "open_url", "default_url": "https://example.com", "pc_url": ""}]);
    let options = json!([{"text": text("A"), "value": "a"}, {"text": text("B"), "value": "b"}]);
    accepted(&card(&json!([
        {"tag": "button", "text": text("ok"), "type": "primary_filled", "size": "tiny", "width": "120px", "behaviors": click,
            "confirm": {"title": text("sure?"), "text": text("really?")}},
        {"tag": "overflow", "options": [{"text": text("A"), "value": "a"}]},
        {"tag": "interactive_container", "behaviors": click, "background_style": "laser", "elements": [{"tag": "hr"}]},
        {"tag": "select_person", "options": [{"value": "ou_1"}], "placeholder": text("who")},
        {"tag": "select_img", "options": [{"img_key": "img_1", "value": "1"}]},
        {"tag": "checker", "text": text("done"), "checked_style": {"show_strikethrough": true, "opacity": 0.5}},
        {"tag": "form", "name": "form_1", "elements": [
            {"tag": "select_static", "name": "one", "options": options, "initial_index": 1},
            {"tag": "multi_select_static", "name": "many", "options": options, "selected_values": ["a"]},
            {"tag": "date_picker", "name": "day", "initial_date": "2026-01-31"},
            {"tag": "picker_time", "name": "time", "initial_time": "08:00"},
            {"tag": "picker_datetime", "name": "both", "initial_datetime": "2026-01-31 08:00"},
            {"tag": "input", "name": "why", "max_length": 1000, "input_type": "multiline_text", "required": true},
            {"tag": "button", "name": "send", "text": text("send"), "form_action_type": "submit"},
        ]},
    ])));
}

#[test]
fn a_table_with_every_type_of_cell() {
    let columns = json!([
        {"name": "who", "data_type": "persons"}, {"name": "name", "data_type": "text", "width": "auto"},
        {"name": "when", "data_type": "date", "date_format": "YYYY-MM-DD HH:mm"},
        {"name": "rtt", "data_type": "number", "format": {"precision": 0, "symbol": "¥", "separator": true}, "width": "120px"},
        {"name": "grade", "data_type": "options", "width": "20%"}, {"name": "note", "data_type": "markdown"},
    ]);
    let rows = json!([
        {"who": ["ou_1", "ou_2"], "name": "张三", "when": 1_671_765_360_000_i64, "rtt": 100.5, "grade": [{"text": "bad", "color": "red"}]},
        {"who": "ou_1", "grade": "good", "note": "**x**"},
    ]);
    accepted(&table(&columns, &rows));
}

#[test]
fn every_kind_of_chart() {
    let upright = json!({"xField": "k", "yField": "v", "seriesField": "k"});
    let round = json!({"valueField": "v", "categoryField": "k"});
    for kind in [
        "line",
        "area",
        "bar",
        "scatter",
        "linearProgress",
        "pie",
        "funnel",
        "radar",
        "circularProgress",
    ] {
        let fields = if matches!(kind, "pie" | "funnel" | "radar" | "circularProgress") {
            &round
        } else {
            &upright
        };
        let mut spec = json!({"type": kind, "data": {"values": [{"k": "a", "v": 1}, {"k": "b", "v": "2.5"}, {"k": "c"}]}});
        spec.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        accepted(&chart(&spec));
    }
    accepted(&chart(
        &json!({"type": "wordCloud", "nameField": "k", "valueField": "v", "data": {"values": [{"k": "a", "v": 1}]}}),
    ));
    accepted(&chart(
        &json!({"type": "bar", "direction": "horizontal", "xField": "v", "yField": "k", "data": [{"values": [{"k": "a", "v": 1}]}]}),
    ));
    let lines = json!([{"type": "bar", "dataId": "b", "xField": "k", "yField": "v"}, {"type": "line", "xField": "k", "yField": "w"}]);
    let data = json!([{"id": "a", "values": [{"k": "a", "w": 1}]}, {"id": "b", "values": [{"k": "a", "v": 1}]}]);
    accepted(&chart(&json!({"type": "common", "data": data, "series": lines})));
}

#[test]
fn what_markdown_means() {
    for content in [
        "<at id=ou_1></at> <at ids='ou_1,ou_2'></at> <at email=\"a@b.cn\"></at> <at id = 'e33ggbyz'></at>",
        "<local_datetime millisecond='1735689600000' format_type='time_sec' link=''></local_datetime>",
        "<local_datetime millisecond=1735689600000></local_datetime>",
        "<text_tag color='red'>bad</text_tag> <number_tag>3</number_tag> <font color='green'>x",
        "<unknown tag> 3 < 4 > 2 </font> a<b",
        "[text](https://example.com/a?b=c) ![hover](img_v2_1) [call](tel://123)",
        "`<at id=all></at>` and ```\n<at id=all></at>\n```",
        "&#60;at id=all&#62; [not a link] (x)",
    ] {
        accepted(&markdown(content));
    }
}
