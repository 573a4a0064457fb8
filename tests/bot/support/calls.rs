//! What a stretch of conversation costs in calls to Feishu.

use quality_bot::simulator::{self, Api};

/// Calls, by API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Calls {
    pub(crate) token: usize,
    pub(crate) bot_info: usize,
    pub(crate) meeting_list: usize,
    pub(crate) participant_list: usize,
    pub(crate) quality: usize,
    pub(crate) reply: usize,
    pub(crate) patch: usize,
    pub(crate) upload: usize,
    /// Messages that answer none.
    pub(crate) send: usize,
    pub(crate) whisper: usize,
    pub(crate) delete: usize,
}

impl Calls {
    /// None at all.
    pub(crate) const NONE: Self = Self {
        token: 0,
        bot_info: 0,
        meeting_list: 0,
        participant_list: 0,
        quality: 0,
        reply: 0,
        patch: 0,
        upload: 0,
        send: 0,
        whisper: 0,
        delete: 0,
    };

    pub(crate) fn count(calls: &[simulator::Call]) -> Self {
        let mut counted = Self::NONE;
        for api in calls.iter().filter_map(|call| call.api) {
            let place = match api {
                Api::Token => &mut counted.token,
                Api::BotInfo => &mut counted.bot_info,
                Api::MeetingList => &mut counted.meeting_list,
                Api::ParticipantList => &mut counted.participant_list,
                Api::QualityList => &mut counted.quality,
                Api::Reply => &mut counted.reply,
                Api::Patch => &mut counted.patch,
                Api::UploadFile => &mut counted.upload,
                Api::Create => &mut counted.send,
                Api::DeleteMessage => &mut counted.delete,
                Api::SendEphemeral => &mut counted.whisper,
                // Once in ten minutes, wherever somebody asks: `privately` counts these.
                Api::GetChat => continue,
                Api::GetMessage | Api::DeleteEphemeral => panic!("not counted here: {api:?}"),
            };
            *place += 1;
        }
        counted
    }
}
