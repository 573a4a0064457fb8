//! An operator's own pages: what is wrong with them is known at start-up.

use std::fs;

use super::*;

fn directory(name: &str, content: &str) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("pages")).unwrap();
    fs::write(directory.path().join("pages").join(name), content).unwrap();
    directory
}

#[test]
fn a_page_that_cannot_work_is_refused_with_its_place() {
    for (name, content, expected) in [
        (
            "nothing.html.j2",
            "<p>\n{{ page.name }}",
            "nothing.html.j2:2: there is no variable \"page.name\"",
        ),
        (
            "report.html.j2",
            "\n\n{{ page.nmae }}",
            "report.html.j2:3: there is no variable \"page.nmae\"",
        ),
        ("report.html.j2", "{% if %}", "report.html.j2:1: syntax error"),
        (
            "nothing.html.j2",
            "{{ text('page.nothing') }}",
            "nothing.html.j2:1: invalid operation: there is no text \"page.nothing\"",
        ),
        (
            "nothing.html.j2",
            "<p>bare",
            "nothing.html.j2: must hold <style>{{ style }}</style> once",
        ),
        (
            "nothing.html.j2",
            "<style>{{ style }}</style><script>x</script>",
            "nothing.html.j2: holds \"<script\"",
        ),
        (
            "nothing.html.j2",
            "<style>{{ style }}</style><p style=\"color: red\">",
            "nothing.html.j2: holds \" style=\"",
        ),
        ("page.css", "p { } </style>", "page.css: must not hold \"<\""),
        ("page.js", "", ""),
        ("other.css", "", "other.css: overrides nothing"),
    ] {
        let directory = directory(name, content);
        let loaded = Renderer::load(Some(directory.path()), options());
        let refused = loaded.err().map(|error| error.to_string()).unwrap_or_default();
        let place = format!("{}/pages/", directory.path().display());
        let refused = refused.strip_prefix(&place).unwrap_or(&refused);
        assert!(
            refused.starts_with(expected) && refused.is_empty() == expected.is_empty(),
            "{refused}"
        );
    }
}

#[test]
fn a_stylesheet_of_ones_own_has_its_own_hash() {
    let directory = directory("page.css", "p { color: red }");
    let renderer = Renderer::load(Some(directory.path()), options()).unwrap();
    let page = renderer.report(&sample("good"), &facts(Privacy::Own), Language::EnUs);
    assert!(page.html.contains("<style>p { color: red }</style>"));
    assert_eq!(page.content_security_policy, policy("p { color: red }"));
}

#[test]
fn what_breaks_on_real_data_gives_way_to_the_built_in_page() {
    let template = "<style>{{ style }}</style>{% if page.when.length > 100000 %}{{ page.nmae }}{% endif %}mine";
    let directory = directory("report.html.j2", template);
    let renderer = Renderer::load(Some(directory.path()), options()).unwrap();
    let mut answer = sample("good");
    let html = |answer: &Answer| renderer.report(answer, &facts(Privacy::Own), Language::EnUs).html;
    assert!(html(&answer).ends_with("mine"));
    answer.meeting.end += jiff::SignedDuration::from_hours(20_000);
    assert_eq!(html(&answer), report(&answer, Privacy::Own, Language::EnUs).html);
}
