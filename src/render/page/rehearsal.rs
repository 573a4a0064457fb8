//! Tries the templates on made-up answers, so that what cannot be rendered is known before anybody
//! asks.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{NOTHING, NoPage, PageEdition, REPORT};
use crate::app::answer::{Answer, Attendance};
use crate::app::ports::{Privacy, ReportFacts};
use crate::render::sample::Samples;
use crate::render::source::TemplateError;
use crate::settings::Language;

/// Renders every sample once, and one of them for all readers in both languages.
pub(super) fn rehearse(edition: &PageEdition) -> Result<(), TemplateError> {
    for language in [Language::ZhCn, Language::EnUs] {
        let page = edition.nothing(language);
        check(edition, NOTHING, "nothing", page.map(|page| page.html))?;
    }
    for (name, answer) in answers() {
        let privacies: &[Privacy] = match name {
            "poor" => &[Privacy::Own, Privacy::Chat, Privacy::Nothing],
            _ => &[Privacy::Own],
        };
        for privacy in privacies {
            let language = match privacy {
                Privacy::Chat => Language::EnUs,
                Privacy::Own | Privacy::Nothing => Language::ZhCn,
            };
            let page = edition.report(&answer, &facts(*privacy), language);
            check(edition, REPORT, name, page.map(|page| page.html))?;
        }
    }
    Ok(())
}

/// The samples, the bad one with stays.
pub(in crate::render) fn answers() -> Vec<(&'static str, Answer)> {
    let mut answers = Samples::new().answers;
    for (name, answer) in &mut answers {
        if *name == "poor" {
            answer.attendance = stays(answer);
        }
    }
    answers
}

pub(super) fn facts(privacy: Privacy) -> ReportFacts {
    let expires = Timestamp::from_second(1_672_370_160).unwrap_or_default();
    ReportFacts { token: "sample-token".to_owned(), expires, privacy, right: 2, wrong: 1 }
}

/// A page that its own policy would break is no page.
fn check(
    edition: &PageEdition,
    template: &str,
    sample: &str,
    page: Result<String, NoPage>,
) -> Result<(), TemplateError> {
    let wrong = |why: String| edition.templates.error(template, why);
    let html = page.map_err(|reason| match reason {
        NoPage::Template(error) => error,
        NoPage::Text(error) => wrong(format!("{error} (sample {sample:?})")),
    })?;
    let style = format!("<style>{}</style>", edition.style);
    if html.matches(&style).count() != 1 || html.matches("<style").count() != 1 {
        return Err(wrong("must hold <style>{{ style }}</style> once, and no other".to_owned()));
    }
    for forbidden in ["<script", " style=", "<link rel=stylesheet", "<link rel=\"stylesheet\""] {
        if html.contains(forbidden) {
            return Err(wrong(format!("holds {forbidden:?}, which browsers will not obey")));
        }
    }
    Ok(())
}

/// Two stays with a break between them, the first with everything that can be known.
fn stays(answer: &Answer) -> Vec<Attendance> {
    let known = |text: &str| Some(text.to_owned());
    let meeting = &answer.meeting;
    let first = Attendance {
        name: answer.name.clone(),
        join: meeting.start,
        leave: Some(meeting.start + SignedDuration::from_mins(40)),
        external: false,
        telephone: false,
        time_in_meeting: Some(Duration::from_secs(40 * 60)),
        device: known("Mac 14.2"),
        app_version: known("7.9.5"),
        network_type: known("wifi"),
        protocol: known("udp"),
        use_rtc_proxy: Some(false),
        microphone: known("MacBook Pro 麦克风"),
        speaker: known("AirPods"),
        camera: known("FaceTime HD"),
        leave_reason: known("网络断开"),
        site: None,
        location: None,
    };
    let second = Attendance {
        join: meeting.start + SignedDuration::from_mins(41),
        leave: None,
        time_in_meeting: None,
        leave_reason: None,
        microphone: None,
        ..first.clone()
    };
    vec![first, second]
}
