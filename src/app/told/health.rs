//! What the doctor finds.

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: Examined,
    pub health: Health,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Examined {
    /// App id and secret.
    Credentials,
    /// Meetings can be listed, with the scope and the admin role it needs.
    Meetings,
    /// Whether a group has members of other tenants.
    Chats,
    /// `vc.meeting.all_meeting_ended_v1` came lately.
    EndedEvents,
    /// Browsers can reach the bot.
    PublicAddress,
    Store,
    /// Calls that are left this minute.
    Budget,
}

/// How it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    Well,
    /// An operator has to do something: what the platform said, or a setting's name.
    Missing(String),
    /// Could not be found out.
    Unknown(String),
}
