//! Who may see what. (Stub.)

use super::answer::Meeting;
use super::dispatch::App;
use super::failure::Failure;
use super::inbound::InboundMessage;
use super::told::WhyRefused;
use crate::quality::ids::{OpenId, ParticipantId};

/// Who wants to see something, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker<'a> {
    pub tenant: &'a str,
    pub person: &'a OpenId,
    /// Of another tenant.
    pub external: bool,
    pub chat: &'a str,
}

impl<'a> From<&'a InboundMessage> for Asker<'a> {
    fn from(message: &'a InboundMessage) -> Self {
        Self {
            tenant: &message.tenant,
            person: &message.sender,
            external: message.sender_external,
            chat: &message.chat_id,
        }
    }
}

/// Whose data it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose<'a> {
    One(&'a ParticipantId),
    Everybody,
}

impl App {
    /// Whether somebody may see how a meeting was for whom they ask about. Costs a
    /// `participant_list` call where it depends on their attendance and that is not known yet.
    pub(super) async fn may_see(
        &self,
        _asker: Asker<'_>,
        _meeting: &Meeting,
        _whose: Whose<'_>,
    ) -> Result<Result<(), WhyRefused>, Failure> {
        todo!()
    }

    /// Whether somebody, or the chat they ask in, is of the support team.
    pub(super) fn is_support(&self, _asker: Asker<'_>) -> bool {
        todo!()
    }
}
