//! What somebody who pressed a button is told: one short sentence, with the next step.

use super::text::{Text, TextError, Texts};
use crate::app::ports::{SaidToast, Toast, ToastKind};
use crate::app::told::WhyRefused;
use crate::settings::Language;

/// A toast in both languages; `fallback` is for clients of another one.
pub(super) fn say(
    toast: &Toast,
    texts: &Texts,
    fallback: Language,
) -> Result<SaidToast, TextError> {
    let (kind, key) = look(toast);
    let text = match toast {
        Toast::Fault(id) => texts.plain(key, &[("id", id.0.as_str().into())])?,
        _ => texts.plain(key, &[])?,
    };
    let content = text.in_language(fallback).to_owned();
    let Text { zh_cn, en_us } = text;
    Ok(SaidToast { kind, content, zh_cn, en_us })
}

const fn look(toast: &Toast) -> (ToastKind, &'static str) {
    match toast {
        Toast::Thanks { right: true } => (ToastKind::Success, "toast.thanks_right"),
        Toast::Thanks { right: false } => (ToastKind::Success, "toast.thanks_wrong"),
        Toast::Refreshing => (ToastKind::Info, "toast.refreshing"),
        Toast::UpToDate => (ToastKind::Success, "toast.up_to_date"),
        Toast::Exporting => (ToastKind::Info, "toast.exporting"),
        Toast::AlreadyOnIt => (ToastKind::Info, "toast.already_on_it"),
        Toast::Withdrawn => (ToastKind::Success, "toast.withdrawn"),
        Toast::NotYours => (ToastKind::Warning, "toast.not_yours"),
        Toast::Outsider | Toast::Refused(WhyRefused::Outsider) => {
            (ToastKind::Warning, "toast.outsider")
        }
        Toast::Refused(WhyRefused::OnlyOneself) => (ToastKind::Warning, "toast.only_oneself"),
        Toast::Refused(WhyRefused::OnlySupport) => (ToastKind::Warning, "toast.only_support"),
        Toast::Refused(WhyRefused::NotThere | WhyRefused::Declined) => {
            (ToastKind::Warning, "toast.not_there")
        }
        Toast::UnknownButton => (ToastKind::Warning, "toast.unknown_button"),
        Toast::LookingUp => (ToastKind::Info, "toast.looking_up"),
        Toast::Cancelling => (ToastKind::Info, "toast.cancelling"),
        Toast::ToYouAlone => (ToastKind::Info, "toast.to_you_alone"),
        Toast::WillTell => (ToastKind::Success, "toast.will_tell"),
        Toast::ShareAsked => (ToastKind::Success, "toast.share_asked"),
        Toast::Shared => (ToastKind::Success, "toast.shared"),
        Toast::Declined => (ToastKind::Success, "toast.declined"),
        Toast::Unwatched => (ToastKind::Success, "toast.unwatched"),
        Toast::NoMeetingChosen => (ToastKind::Warning, "toast.no_meeting_chosen"),
        Toast::Unreadable => (ToastKind::Warning, "toast.unreadable"),
        Toast::FutureDate => (ToastKind::Warning, "mistake.future_date"),
        Toast::LongAgo => (ToastKind::Warning, "mistake.long_ago"),
        Toast::TooOld => (ToastKind::Warning, "toast.too_old"),
        Toast::Fault(_) => (ToastKind::Error, "toast.fault"),
    }
}
