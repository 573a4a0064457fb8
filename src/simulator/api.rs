//! The table of what the simulator answers: method, path, parameters and scopes of each API.

/// An API the simulator speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    Token,
    BotInfo,
    MeetingList,
    ParticipantList,
    QualityList,
    Create,
    Reply,
    Patch,
    GetMessage,
    DeleteMessage,
    UploadFile,
    GetChat,
    SendEphemeral,
    DeleteEphemeral,
}

/// Where a request goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// To an API; `id` is the path's `:message_id` or `:chat_id`, or empty.
    Known {
        api: Api,
        id: String,
    },
    WrongMethod,
    UnknownPath,
}

/// Which family of limits an API falls under (dossier 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tier {
    Unlimited,
    /// 100 a minute.
    Reports,
    /// 1000 a minute and 50 a second.
    Messages,
}

impl Api {
    /// The last telling word of its path.
    pub fn name(self) -> &'static str {
        match self {
            Self::Token => "tenant_access_token",
            Self::BotInfo => "bot_info",
            Self::MeetingList => "meeting_list",
            Self::ParticipantList => "participant_list",
            Self::QualityList => "participant_quality_list",
            Self::Create => "message_create",
            Self::Reply => "message_reply",
            Self::Patch => "message_patch",
            Self::GetMessage => "message_get",
            Self::DeleteMessage => "message_delete",
            Self::UploadFile => "file_upload",
            Self::GetChat => "chat_get",
            Self::SendEphemeral => "ephemeral_send",
            Self::DeleteEphemeral => "ephemeral_delete",
        }
    }

    /// The documented query parameters.
    pub(super) fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::Token
            | Self::BotInfo
            | Self::Reply
            | Self::Patch
            | Self::DeleteMessage
            | Self::UploadFile
            | Self::SendEphemeral
            | Self::DeleteEphemeral => &[],
            Self::Create => &["receive_id_type"],
            Self::GetMessage => &["user_id_type", "card_msg_content_type"],
            Self::GetChat => &["user_id_type"],
            Self::MeetingList => &[
                "start_time",
                "end_time",
                "meeting_status",
                "meeting_no",
                "user_id",
                "room_id",
                "meeting_type",
                "page_size",
                "page_token",
                "user_id_type",
                "include_external_meetings",
                "include_webinar",
            ],
            Self::ParticipantList => &[
                "meeting_start_time",
                "meeting_end_time",
                "meeting_no",
                "meeting_status",
                "user_id",
                "room_id",
                "webinar_user_role",
                "page_size",
                "page_token",
                "user_id_type",
            ],
            Self::QualityList => &[
                "meeting_start_time",
                "meeting_end_time",
                "meeting_no",
                "join_time",
                "user_id",
                "room_id",
                "page_size",
                "page_token",
                "user_id_type",
            ],
        }
    }

    /// The scopes of which one must be granted; none for open APIs (dossier 2.2, 6.1, 7.1–7.3).
    pub(super) fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Token | Self::BotInfo => &[],
            Self::MeetingList | Self::ParticipantList | Self::QualityList => &["vc:room:readonly"],
            Self::Create | Self::Reply => {
                &["im:message", "im:message:send_as_bot", "im:message:send"]
            }
            Self::Patch | Self::SendEphemeral | Self::DeleteEphemeral => {
                &["im:message", "im:message:send_as_bot", "im:message:update"]
            }
            Self::DeleteMessage => &["im:message", "im:message:send_as_bot", "im:message:recall"],
            Self::GetMessage => &["im:message", "im:message:readonly"],
            Self::UploadFile => &["im:resource", "im:resource:upload"],
            Self::GetChat => &["im:chat", "im:chat:read", "im:chat:readonly"],
        }
    }

    pub(super) fn tier(self) -> Tier {
        match self {
            Self::Token | Self::BotInfo => Tier::Unlimited,
            Self::MeetingList | Self::ParticipantList | Self::QualityList => Tier::Reports,
            Self::Create
            | Self::Reply
            | Self::Patch
            | Self::GetMessage
            | Self::DeleteMessage
            | Self::UploadFile
            | Self::GetChat
            | Self::SendEphemeral
            | Self::DeleteEphemeral => Tier::Messages,
        }
    }

    /// The `Content-Type` of its body.
    pub(super) fn body_type(self) -> &'static str {
        if self == Self::UploadFile { "multipart/form-data" } else { "application/json" }
    }

    /// Answered without a token.
    pub(super) fn is_open(self) -> bool {
        self == Self::Token
    }
}

/// Finds the API of a request.
pub(super) fn route(method: &str, path: &str) -> Route {
    let Some(path) = path.strip_prefix("/open-apis/") else { return Route::UnknownPath };
    let parts: Vec<&str> = path.split('/').collect();
    let (methods, id): (&[(&str, Api)], &str) = match parts.as_slice() {
        ["auth", "v3", "tenant_access_token", "internal"] => (&[("POST", Api::Token)], ""),
        ["bot", "v3", "info"] => (&[("GET", Api::BotInfo)], ""),
        ["vc", "v1", "meeting_list"] => (&[("GET", Api::MeetingList)], ""),
        ["vc", "v1", "participant_list"] => (&[("GET", Api::ParticipantList)], ""),
        ["vc", "v1", "participant_quality_list"] => (&[("GET", Api::QualityList)], ""),
        ["im", "v1", "files"] => (&[("POST", Api::UploadFile)], ""),
        ["im", "v1", "messages"] => (&[("POST", Api::Create)], ""),
        ["im", "v1", "messages", id, "reply"] => (&[("POST", Api::Reply)], *id),
        ["im", "v1", "messages", id] => (
            &[("PATCH", Api::Patch), ("GET", Api::GetMessage), ("DELETE", Api::DeleteMessage)],
            *id,
        ),
        ["im", "v1", "chats", id] => (&[("GET", Api::GetChat)], *id),
        ["ephemeral", "v1", "send"] => (&[("POST", Api::SendEphemeral)], ""),
        ["ephemeral", "v1", "delete"] => (&[("POST", Api::DeleteEphemeral)], ""),
        _ => return Route::UnknownPath,
    };
    match methods.iter().find(|(known, _)| *known == method) {
        Some((_, api)) => Route::Known { api: *api, id: id.to_owned() },
        None => Route::WrongMethod,
    }
}
