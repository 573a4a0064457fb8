//! What somebody who pressed a button is told.

use super::*;

fn all() -> Vec<Toast> {
    vec![
        Toast::Thanks { right: true },
        Toast::Thanks { right: false },
        Toast::Refreshing,
        Toast::UpToDate,
        Toast::Exporting,
        Toast::AlreadyOnIt,
        Toast::Withdrawn,
        Toast::NotYours,
        Toast::Outsider,
        Toast::UnknownButton,
        Toast::LookingUp,
        Toast::Cancelling,
        Toast::ToYouAlone,
        Toast::WillTell,
        Toast::ShareAsked,
        Toast::Shared,
        Toast::Declined,
        Toast::Unwatched,
        Toast::NoMeetingChosen,
        Toast::Unreadable,
        Toast::FutureDate,
        Toast::LongAgo,
        Toast::TooOld,
        Toast::Fault(FaultId("F-0A1B2C".to_owned())),
    ]
}

#[test]
fn every_toast_is_short_and_stands_in_both_languages() {
    let mut seen = Vec::new();
    for toast in all() {
        let SaidToast { content, zh_cn, en_us, .. } = renderer().toast(&toast);
        assert_eq!(content, zh_cn, "the language of the setting is the fallback");
        assert!((4..=45).contains(&zh_cn.chars().count()), "{zh_cn}");
        assert!((10..=110).contains(&en_us.chars().count()), "{en_us}");
        assert!(!seen.contains(&en_us), "{en_us} says two things");
        seen.push(en_us);
    }
}

#[test]
fn a_toast_looks_like_what_it_says() {
    let kind = |toast| renderer().toast(&toast).kind;
    assert_eq!(kind(Toast::Thanks { right: true }), ToastKind::Success);
    assert_eq!(kind(Toast::Refreshing), ToastKind::Info);
    assert_eq!(kind(Toast::NotYours), ToastKind::Warning);
    let fault = renderer().toast(&Toast::Fault(FaultId("F-0A1B2C".to_owned())));
    assert_eq!(fault.kind, ToastKind::Error);
    assert!(fault.zh_cn.contains("F-0A1B2C") && fault.en_us.contains("F-0A1B2C"));
}
