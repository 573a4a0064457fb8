//! What the platform's codes mean: for the use case, and for whether to try again.
//!
//! One row a meaning, each with the section of the dossier it comes from; a code that is not here is
//! judged by the HTTP status. Codes of answers we never ask for (user tokens, pictures, urgent
//! messages) are left out on purpose; `tests` lists them with the reason.

use reqwest::StatusCode;

use super::retry::Remedy;
use crate::app::error::Refusal;

/// No meeting matches number, start and end.
pub(crate) const NO_SUCH_MEETING: i64 = 126_009;
/// No device of the person joined at this time.
pub(crate) const NO_SUCH_DEVICE: i64 = 126_010;
/// The list cannot be asked for by a room.
pub(crate) const NO_ROOM_FILTER: i64 = 126_015;
/// The app lacks a scope; the body names it.
pub(crate) const SCOPE_MISSING: i64 = 99_991_672;
/// The card could not be built; the message has a code of its own.
pub(crate) const CARD_NOT_BUILT: i64 = 230_099;
/// The message is not there any more: recalled, deleted, about to vanish, or unknown.
pub(crate) const GONE: &[i64] = &[230_011, 230_110, 230_111, 99_992_354];

/// Codes with one meaning.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) codes: &'static [i64],
    pub(crate) refusal: Refusal,
    pub(crate) remedy: Remedy,
    /// Section of the dossier.
    pub(crate) source: &'static str,
    /// In plain words, for the log.
    pub(crate) meaning: &'static str,
}

const fn row(
    codes: &'static [i64],
    refusal: Refusal,
    remedy: Remedy,
    source: &'static str,
    meaning: &'static str,
) -> Row {
    Row { codes, refusal, remedy, source, meaning }
}

/// The row of a code.
pub(crate) fn find(code: i64) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.codes.contains(&code))
}

/// What the HTTP status says, when no code does.
pub(crate) fn by_status(status: StatusCode) -> (Refusal, Remedy) {
    match status.as_u16() {
        429 => (Refusal::Unavailable, Remedy::NextWindow),
        500..=599 => (Refusal::Unavailable, Remedy::Transient),
        _ => (Refusal::Rejected, Remedy::Nothing),
    }
}

use Refusal as R;
use Remedy::{BackOff, NewToken, NextWindow, Nothing, Soon, Transient};

#[rustfmt::skip]
static TABLE: &[Row] = &[
    // Credentials, tokens, scopes.
    row(&[10003, 10005, 10012, 10013, 10014, 10015, 10016, 99_991_543], R::Misconfigured, Nothing, "5.4", "app id or secret is wrong, or the app is not usable"),
    row(&[99_991_661], R::Rejected, Nothing, "5.4", "the call carried no token"),
    row(&[99_991_662, 99_991_673], R::Misconfigured, Nothing, "5.4", "the app is disabled, or not installed in the tenant"),
    row(&[99_991_663, 99_991_664, 99_991_665, 99_991_671], R::Misconfigured, NewToken, "5.4", "the token is not valid, or this API does not take a tenant token"),
    row(&[SCOPE_MISSING], R::ScopeMissing(Vec::new()), Nothing, "5.4", "the app lacks a scope"),
    row(&[99_991_676], R::Misconfigured, Nothing, "5.4", "the token has no permission"),
    row(&[99_991_401], R::Misconfigured, Nothing, "5.4", "this address is not in the app's IP white list"),
    row(&[99_992_351, 99_992_352, 99_992_361], R::Rejected, Nothing, "5.4", "the open_id is unknown, or another app's"),
    row(&[99_992_359, 99_992_360, 99_992_364], R::Rejected, Nothing, "5.4", "the user_id is unknown, or of another tenant"),
    row(&[99_992_354, 99_992_356], R::Undeliverable, Nothing, "5.4", "the message or the chat is unknown"),
    row(&[9499, 10001, 99_992_402], R::Rejected, Nothing, "5.4, 10", "a parameter is wrong"),
    row(&[99_991_201, 99_991_301], R::Rejected, Nothing, "10", "wrong path or method"),
    // Limits and the platform's own trouble.
    row(&[99_991_400], R::Unavailable, NextWindow, "10", "more calls than the API takes"),
    row(&[99_991_403], R::QuotaUsedUp, Nothing, "10", "the tenant's monthly quota of calls is used up"),
    row(&[2200], R::Unavailable, Transient, "10", "internal error of the platform"),
    // Meetings.
    row(&[121_001], R::Unavailable, Transient, "6.6", "internal error of the platform"),
    row(&[121_002, 121_003, 126_003, 126_004, 126_005, 126_006, 126_007, 126_008, NO_ROOM_FILTER, 126_016], R::Rejected, Nothing, "6.6", "a parameter is wrong"),
    row(&[121_004], R::NoData, Nothing, "6.6", "the data does not exist, or not yet"),
    row(&[121_005], R::AdminRoleMissing, Nothing, "6.1, 6.6", "the app's creator may not manage meetings"),
    row(&[NO_SUCH_MEETING], R::NoData, Nothing, "6.6", "no meeting matches number, start and end"),
    row(&[NO_SUCH_DEVICE], R::NoData, Nothing, "6.6", "no device of this person joined at this time"),
    // Messages.
    row(&[230_020, 11232, 11233, 11247], R::Unavailable, BackOff, "7.6, 10", "more messages than the chat or the service takes"),
    row(&[230_049], R::Unavailable, Soon, "7.6", "the same message is being sent"),
    row(&[CARD_NOT_BUILT, 230_022, 230_025, 230_054], R::CardRefused, Nothing, "7.6", "the card was refused"),
    row(&[230_028], R::PersonalDataBlocked, Nothing, "7.6", "the tenant blocks personal data in messages"),
    row(&[230_011, 230_110, 230_111, 230_031], R::Undeliverable, Nothing, "7.6", "the message is recalled, deleted or too old"),
    row(&[230_002, 230_018, 230_019, 230_035, 230_050, 230_075, 232_009], R::Undeliverable, Nothing, "7.6", "the bot may not write into this chat"),
    row(&[230_013, 230_029, 230_036, 230_038, 230_053], R::Undeliverable, Nothing, "7.6", "the bot may not write to this person"),
    row(&[230_006, 230_027], R::Misconfigured, Nothing, "7.6", "the app may not send messages here"),
    row(&[230_017], R::Rejected, Nothing, "7.3, 7.6", "the file is another app's: a bot sends only what it uploaded"),
    row(&[230_055], R::Rejected, Nothing, "7.3, 7.6", "the file is sent as a message of another kind"),
    row(&[230_001, 230_034, 230_071, 230_072, 230_073, 230_074], R::Rejected, Nothing, "7.6", "the message is wrong"),
    row(&[230_009], R::Undeliverable, Nothing, "7.2", "the message is too old to be taken back"),
    row(&[230_026], R::Rejected, Nothing, "7.2", "the message is not ours to take back"),
    // Cards that one person sees, by a service with codes of its own.
    row(&[10002, 10029, 11201, 11206, 11213, 11228, 11231, 11237, 11242, 12008, 12011, 18113], R::Undeliverable, Nothing, "7.5", "the chat cannot have a card for this person alone"),
    row(&[11225, 11236], R::Undeliverable, Nothing, "7.5", "the person is out of reach, or has left"),
    row(&[11205, 11223, 11240], R::Misconfigured, Nothing, "7.5", "the app has no bot, or may not send messages"),
    row(&[11246, 11248, 18054, 19036], R::CardRefused, Nothing, "7.5", "the card was refused"),
    // Chats.
    row(&[232_006, 232_010, 232_011], R::Undeliverable, Nothing, "9", "the chat is unknown, another tenant's, or without the bot"),
    row(&[232_004, 232_025, 232_033, 232_034], R::Misconfigured, Nothing, "9", "the app may not ask about this chat, or is switched off"),
    // Files.
    row(&[232_096], R::Unavailable, Transient, "7.3", "files cannot be uploaded just now"),
    row(&[234_002], R::Misconfigured, Nothing, "7.3", "the app may not upload"),
    row(&[234_007, 234_041, 234_042], R::Misconfigured, Nothing, "7.3", "the app has no bot, or the tenant cannot keep files"),
    row(&[234_001, 234_006, 234_010], R::Rejected, Nothing, "7.3", "the file is wrong, too large or empty"),
];

#[cfg(test)]
mod tests;
