//! Wrong commands, user errors and faults in words: what happened, and the next step.

use serde::Serialize;

use super::escape;
use super::offer::Pressed;
use super::text::{Filling, Text, TextError, Texts};
use crate::app::asked::AskedId;
use crate::app::error::{UserError, Who};
use crate::app::inbound::Op;
use crate::command::{CommandError, Mistake};

/// Scopes that are listed; any one of them is enough.
const LISTED_SCOPES: usize = 5;

/// The variables of `user_error.json.j2`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct UserErrorView<'a> {
    /// One sentence.
    pub(super) what: Text,
    /// What the asker can do about it.
    pub(super) next: Text,
    /// What the button carries that asks again; `None` when nobody would know what.
    pub(super) again: Option<Pressed<'a>>,
    /// And the button that wants an answer when the meeting has ended; `None` when it has.
    when_it_ends: Option<Pressed<'a>>,
    /// And the one that lists those of the number that have ended.
    instances: Option<Pressed<'a>>,
}

impl<'a> UserErrorView<'a> {
    /// With `outside` texts, or without any, for a place where they cannot be made harmless.
    pub(super) fn of(
        error: &UserError,
        again: Option<&'a AskedId>,
        outside: bool,
        texts: &Texts,
    ) -> Result<Self, TextError> {
        let name = name(error).map(escape::clean).filter(|name| outside && !name.trim().is_empty());
        let scopes = scopes(error).filter(|_| outside);
        let (what, next) = keys(error, name.is_some(), scopes.is_some());
        let mut values = numbers(error);
        values.extend(name.map(|name| ("name", Filling::Plain(name))));
        values.extend(scopes.map(|scopes| ("scopes", Filling::Plain(scopes))));
        let runs = matches!(error, UserError::StillRunning { .. });
        let has_ended = matches!(error, UserError::StillRunning { has_ended: true, .. });
        let press = |op, offered| again.filter(|_| offered).map(|asked| Pressed::new(op, asked));
        Ok(Self {
            what: texts.plain(what, &values)?,
            next: texts.plain(next, &values)?,
            again: press(Op::Refresh, true),
            when_it_ends: press(Op::WhenItEnds, runs),
            instances: press(Op::Instances, has_ended),
        })
    }
}

const fn keys(error: &UserError, named: bool, scopes: bool) -> (&'static str, &'static str) {
    match error {
        UserError::UnknownMeeting { .. } => ("error.unknown_meeting", "next.unknown_meeting"),
        UserError::StillRunning { .. } => ("error.still_running", "next.still_running"),
        UserError::NotInMeeting { who: Who::Asker, .. } => {
            ("error.you_not_in_meeting", "next.you_not_in_meeting")
        }
        UserError::NotInMeeting { who: Who::Room, .. } => {
            ("error.room_not_in_meeting", "next.room_not_in_meeting")
        }
        UserError::NotInMeeting { .. } if named => ("error.not_in_meeting", "next.not_in_meeting"),
        UserError::NotInMeeting { .. } => ("error.unnamed_not_in_meeting", "next.not_in_meeting"),
        UserError::Outsider => ("error.outsider", "next.outsider"),
        UserError::External { .. } if named => ("error.external", "next.external"),
        UserError::External { .. } => ("error.unnamed_external", "next.external"),
        UserError::NotReady { .. } => ("error.not_ready", "next.not_ready"),
        UserError::NoData { .. } => ("error.no_data", "next.no_data"),
        UserError::NoSuchName { .. } if named => ("error.no_such_name", "next.no_such_name"),
        UserError::NoSuchName { .. } => ("error.unnamed_no_such_name", "next.no_such_name"),
        UserError::NoneThen { .. } => ("error.none_then", "next.none_then"),
        UserError::NoLatest { .. } => ("error.no_latest", "next.no_latest"),
        UserError::NoLatestThen => ("error.no_latest_then", "next.no_latest_then"),
        UserError::NobodyMeasured { .. } => ("error.nobody_measured", "next.nobody_measured"),
        UserError::NoHistory { who: Who::Asker, .. } => ("error.you_no_history", "next.no_history"),
        UserError::NoHistory { who: Who::Room, .. } => {
            ("error.room_no_history", "next.room_no_history")
        }
        UserError::NoHistory { .. } if named => ("error.no_history", "next.no_history"),
        UserError::NoHistory { .. } => ("error.unnamed_no_history", "next.no_history"),
        UserError::NothingRecent => ("error.nothing_recent", "next.nothing_recent"),
        UserError::SamePerson => ("error.same_person", "next.same_person"),
        UserError::AdminRoleMissing => ("error.admin_role_missing", "next.admin_role_missing"),
        UserError::ScopeMissing { .. } if scopes => ("error.scope_missing", "next.scope_missing"),
        UserError::ScopeMissing { .. } => ("error.scope_missing", "next.unnamed_scope_missing"),
        UserError::QuotaUsedUp => ("error.quota_used_up", "next.quota_used_up"),
    }
}

fn name(error: &UserError) -> Option<&str> {
    match error {
        UserError::NotInMeeting { who, .. } | UserError::NoHistory { who, .. } => who.name(),
        UserError::External { name } => name.as_deref(),
        UserError::NoSuchName { name, .. } => Some(name),
        _ => None,
    }
}

fn scopes(error: &UserError) -> Option<String> {
    let UserError::ScopeMissing { scopes } = error else { return None };
    let listed: Vec<String> =
        scopes.iter().take(LISTED_SCOPES).map(|scope| escape::clean(scope)).collect();
    (!listed.is_empty()).then(|| listed.join(" / "))
}

fn numbers(error: &UserError) -> Vec<(&'static str, Filling)> {
    let number = |no: &dyn std::fmt::Display| Filling::Plain(no.to_string());
    match error {
        UserError::UnknownMeeting { no, days } => vec![("no", number(no)), ("days", number(days))],
        UserError::NotInMeeting { no, looked_at, .. }
        | UserError::NoSuchName { no, looked_at, .. } => {
            vec![("no", number(no)), ("looked_at", number(looked_at))]
        }
        UserError::NotReady { no, ended_minutes_ago } => {
            vec![("no", number(no)), ("minutes", number(ended_minutes_ago))]
        }
        UserError::StillRunning { no, .. }
        | UserError::NoData { no }
        | UserError::NoneThen { no }
        | UserError::NobodyMeasured { no } => vec![("no", number(no))],
        UserError::NoLatest { days } | UserError::NoHistory { days, .. } => {
            vec![("days", number(days))]
        }
        UserError::External { .. }
        | UserError::NoLatestThen
        | UserError::NothingRecent
        | UserError::SamePerson
        | UserError::Outsider
        | UserError::AdminRoleMissing
        | UserError::ScopeMissing { .. }
        | UserError::QuotaUsedUp => Vec::new(),
    }
}

/// The variables of `wrong_command.json.j2`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WrongCommandView {
    mistake: Text,
    /// What was typed, around and at the mistake; `wrong` is empty when something is missing.
    before: String,
    wrong: String,
    after: String,
}

impl WrongCommandView {
    pub(super) fn of(error: &CommandError, texts: &Texts) -> Result<Self, TextError> {
        let (before, wrong, after) = error.parts();
        Ok(Self {
            mistake: mistake(error.mistake, texts)?,
            before: escape::clean_end(before),
            wrong: escape::clean(wrong).trim().to_owned(),
            after: escape::clean(after),
        })
    }
}

/// What is wrong, in one sentence.
pub(super) fn mistake(mistake: Mistake, texts: &Texts) -> Result<Text, TextError> {
    let key = match mistake {
        Mistake::MeetingMissing => "mistake.meeting_missing",
        Mistake::MeetingDigits { digits } => {
            let digits = digits.to_string().into();
            return texts.plain("mistake.meeting_digits", &[("digits", digits)]);
        }
        Mistake::NumberMissing => "mistake.number_missing",
        Mistake::TwoMeetings => "mistake.two_meetings",
        Mistake::TwoNumbers => "mistake.two_numbers",
        Mistake::NumberNeeded => "mistake.number_needed",
        Mistake::TwoPeople => "mistake.two_people",
        Mistake::ThreePeople => "mistake.three_people",
        Mistake::FileOfTwo => "mistake.file_of_two",
        Mistake::MentionNeeded => "mistake.mention_needed",
        Mistake::Everybody => "mistake.everybody",
        Mistake::Bot => "mistake.bot",
        Mistake::TypedMention => "mistake.typed_mention",
        Mistake::RoomMissing => "mistake.room_missing",
        Mistake::UnknownWord => "mistake.unknown_word",
        Mistake::NotHere => "mistake.not_here",
        Mistake::FutureDate => "mistake.future_date",
        Mistake::LongAgo => "mistake.long_ago",
        Mistake::TwoDates => "mistake.two_dates",
        Mistake::NoSuchDate => "mistake.no_such_date",
        Mistake::DayNeeded => "mistake.day_needed",
        Mistake::NoSuchTime => "mistake.no_such_time",
        Mistake::TrendDays => "mistake.trend_days",
        Mistake::UnknownFormat => "mistake.unknown_format",
        Mistake::TwoFormats => "mistake.two_formats",
        Mistake::UnknownTopic => "mistake.unknown_topic",
        Mistake::ForgetWhom => "mistake.forget_whom",
    };
    texts.plain(key, &[])
}

/// The variables of `fault.json.j2`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FaultView {
    id: String,
    /// Feishu's own id of the call, when it sent one.
    log_id: Option<String>,
}

impl FaultView {
    pub(super) fn of(id: &str, log_id: Option<&str>) -> Self {
        let log_id = log_id.map(escape::clean).filter(|id| !id.trim().is_empty());
        Self { id: id.to_owned(), log_id }
    }
}
