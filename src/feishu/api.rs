//! The APIs we call, in one table: method, path, how the answer is wrapped, how often.
//!
//! Invariant: every call in this table may be sent again when it is not known whether it arrived.
//! Reads and the token change nothing, a reply carries a `uuid` that succeeds once, replacing a card
//! writes the same content twice, and a file that is uploaded twice is once in the chat, since only a
//! key that is sent shows it to anybody: the other stays unused. An API of which that is not true must say so in a column of
//! its own, and `client` looks at it: a card that only one person sees has no `uuid`.
//!
//! Dossier 5.1, 6.1, 6.4–6.6, 7.1–7.3, 7.5, 9, 10.

use std::time::Duration;

use reqwest::Method;
use url::Url;

use crate::app::error::{PlatformError, Refusal};

/// At most `count` calls in any stretch of `period`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) count: usize,
    pub(crate) period: Duration,
}

impl Limit {
    pub(crate) const fn new(count: usize, seconds: u64) -> Self {
        Self { count, period: Duration::from_secs(seconds) }
    }
}

/// The documentation names no limit, and we call it a few times a day.
const UNLIMITED: &[Limit] = &[];
/// Each API of the meeting reports, for an app in a tenant (dossier 6.1).
const REPORTS: &[Limit] = &[Limit::new(100, 60)];
/// House: planned work leaves five calls of each minute to questions.
const BULK_REPORTS: &[Limit] = &[Limit::new(95, 60)];
/// "Tier 4" (dossier 7.1, 7.3, 7.5, 9, 10). The limit of 5 a second into one chat is not ours alone: other bots
/// spend it too, and a reply does not say which chat it goes to. The server's 230020 keeps that one.
const MESSAGES: &[Limit] = &[Limit::new(50, 1), Limit::new(1000, 60)];

/// An API of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Api {
    Token,
    BotInfo,
    MeetingList,
    ParticipantList,
    QualityList,
    Reply,
    Patch,
    Upload,
    Create,
    Recall,
    Whisper,
    Chat,
}

/// A row of the table.
#[derive(Debug)]
pub(crate) struct Spec {
    /// Method and path, as errors, logs and counters name the API.
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) limits: &'static [Limit],
    /// What planned work keeps besides.
    pub(crate) bulk_limits: &'static [Limit],
    /// Where the fields of an answer stand.
    pub(crate) fields: Fields,
    /// Whether the call carries the tenant token.
    pub(crate) authorised: bool,
    /// Whether it may be sent again when it is not known whether it arrived.
    pub(crate) repeatable: bool,
}

/// Where the fields of an answer stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fields {
    InData,
    /// At top level, beside `code` (dossier, "Conventions").
    BesideCode,
}

impl Api {
    /// All of them, in the order of their definition.
    pub(crate) const ALL: [Self; 12] = [
        Self::Token,
        Self::BotInfo,
        Self::MeetingList,
        Self::ParticipantList,
        Self::QualityList,
        Self::Reply,
        Self::Patch,
        Self::Upload,
        Self::Create,
        Self::Recall,
        Self::Whisper,
        Self::Chat,
    ];

    /// This API's row.
    pub(crate) const fn spec(self) -> Spec {
        use Fields::{BesideCode, InData};
        let (name, method, limits, fields, authorised) = match self {
            Self::Token => {
                let name = "POST /open-apis/auth/v3/tenant_access_token/internal";
                (name, Method::POST, UNLIMITED, BesideCode, false)
            }
            Self::BotInfo => {
                ("GET /open-apis/bot/v3/info", Method::GET, UNLIMITED, BesideCode, true)
            }
            Self::MeetingList => {
                ("GET /open-apis/vc/v1/meeting_list", Method::GET, REPORTS, InData, true)
            }
            Self::ParticipantList => {
                ("GET /open-apis/vc/v1/participant_list", Method::GET, REPORTS, InData, true)
            }
            Self::QualityList => (
                "GET /open-apis/vc/v1/participant_quality_list",
                Method::GET,
                REPORTS,
                InData,
                true,
            ),
            Self::Reply => {
                let name = "POST /open-apis/im/v1/messages/:message_id/reply";
                (name, Method::POST, MESSAGES, InData, true)
            }
            Self::Patch => {
                let name = "PATCH /open-apis/im/v1/messages/:message_id";
                (name, Method::PATCH, MESSAGES, InData, true)
            }
            Self::Upload => ("POST /open-apis/im/v1/files", Method::POST, MESSAGES, InData, true),
            Self::Create => {
                ("POST /open-apis/im/v1/messages", Method::POST, MESSAGES, InData, true)
            }
            Self::Recall => {
                let name = "DELETE /open-apis/im/v1/messages/:message_id";
                (name, Method::DELETE, MESSAGES, InData, true)
            }
            Self::Whisper => {
                ("POST /open-apis/ephemeral/v1/send", Method::POST, MESSAGES, InData, true)
            }
            Self::Chat => {
                ("GET /open-apis/im/v1/chats/:chat_id", Method::GET, MESSAGES, InData, true)
            }
        };
        let bulk_limits = match self {
            Self::MeetingList | Self::ParticipantList | Self::QualityList => BULK_REPORTS,
            _ => UNLIMITED,
        };
        let repeatable = !matches!(self, Self::Whisper);
        Spec { name, method, limits, bulk_limits, fields, authorised, repeatable }
    }

    /// Method and path, without parameters.
    pub(crate) fn name(self) -> &'static str {
        self.spec().name
    }

    /// What we ask of it is wrong, so nothing was sent.
    pub(super) fn rejected(self, detail: String) -> PlatformError {
        let (api, refusal) = (self.name(), Refusal::Rejected);
        PlatformError { api, refusal, code: None, log_id: None, detail }
    }

    /// Where to send it; `id` is the message or the chat it is about. It comes from outside, so it is
    /// escaped.
    pub(crate) fn url(self, base: &Url, id: Option<&str>) -> Url {
        let mut url = base.clone();
        let path = self.name().split_once(' ').map_or("", |(_, path)| path);
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty();
            for segment in path.split('/').skip(1) {
                let id = id.filter(|_| segment.starts_with(':'));
                segments.push(id.unwrap_or(segment));
            }
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_is_found_by_its_place() {
        for (place, api) in Api::ALL.into_iter().enumerate() {
            assert_eq!(api as usize, place);
        }
    }

    #[test]
    fn a_name_begins_with_its_method() {
        for api in Api::ALL {
            let method = api.spec().method.to_string();
            assert!(api.name().starts_with(&format!("{method} /open-apis/")), "{}", api.name());
        }
    }

    #[test]
    fn bulk_work_leaves_something_of_every_limit_it_has() {
        let mut narrower = 0;
        for Spec { name, limits, bulk_limits, .. } in Api::ALL.map(Api::spec) {
            for (all, bulk) in limits.iter().zip(bulk_limits) {
                assert!(bulk.count < all.count && bulk.period == all.period, "{name}");
                narrower += 1;
            }
        }
        assert_eq!(narrower, 3, "the reports");
    }

    #[test]
    fn an_id_from_outside_stays_one_segment() {
        let base = Url::parse("https://open.feishu.cn").unwrap();
        let table = [
            ("om_1", "https://open.feishu.cn/open-apis/im/v1/messages/om_1/reply"),
            (
                "a/../b?c#d",
                "https://open.feishu.cn/open-apis/im/v1/messages/a%2F..%2Fb%3Fc%23d/reply",
            ),
        ];
        for (id, url) in table {
            assert_eq!(Api::Reply.url(&base, Some(id)).as_str(), url);
        }
        let chat = Api::Chat.url(&base, Some("oc_1"));
        assert_eq!(chat.as_str(), "https://open.feishu.cn/open-apis/im/v1/chats/oc_1");
    }

    #[test]
    fn a_base_url_may_have_a_path() {
        let base = Url::parse("http://127.0.0.1:9000/mirror/").unwrap();
        let url = Api::BotInfo.url(&base, None);
        assert_eq!(url.as_str(), "http://127.0.0.1:9000/mirror/open-apis/bot/v3/info");
    }
}
