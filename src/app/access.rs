//! Who may see what.
//!
//! One pure rule, [`rule`], decides; the rest finds out what it needs to know. Everybody sees
//! themself. Beyond that it depends on the operator's setting: `self` lets nobody but the support team
//! look further, `meeting` who took part or held the meeting, `open` everybody of the tenant. People of
//! other tenants see nothing. Addresses, devices' names and places are for the person and for the
//! support team alone, and never in a group.
//!
//! Invariants: what is not known is not allowed; the rule asks for the asker's attendance only where it
//! decides, because that may cost a call; every look at somebody else, and every refusal, is in the
//! audit log before anything is shown.

use super::answer::Meeting;
use super::asked::Asked;
use super::audit::{How, Look};
use super::dispatch::App;
use super::error::{Refusal, StoreError};
use super::failure::Failure;
use super::inbound::InboundMessage;
use super::private::Place;
use super::quality::INSTANCES_LOOKED_AT;
use super::told::WhyRefused;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};
use crate::settings::Access;

/// Who wants to see something, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker<'a> {
    pub tenant: &'a str,
    pub person: &'a OpenId,
    /// Of another tenant.
    pub external: bool,
    pub chat: &'a str,
    /// The person whom the question is about agreed that they see the answer.
    pub shared: bool,
}

impl Asker<'_> {
    /// The same, with what was shared with them by a question.
    pub(super) fn with_shared(self, asked: &Asked) -> Self {
        Self { shared: asked.shared && asked.message.sender == *self.person, ..self }
    }
}

impl<'a> Asker<'a> {
    /// Who looks when a question is answered: its asker, or whoever pressed for it.
    pub(super) fn looking(asked: &'a Asked) -> Self {
        let pressed = asked.pressed.as_ref().map(|who| (&who.by, who.chat.as_str()));
        let Place { chat, to, .. } = Place::of(&asked.message, pressed);
        Self { person: to, chat, ..Self::from(&asked.message) }
    }
}

impl<'a> From<&'a InboundMessage> for Asker<'a> {
    fn from(message: &'a InboundMessage) -> Self {
        Self {
            tenant: &message.tenant,
            person: &message.sender,
            external: message.sender_external,
            chat: &message.chat_id,
            shared: false,
        }
    }
}

/// Whose data it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose<'a> {
    One(&'a ParticipantId),
    Everybody,
}

impl<'a> Whose<'a> {
    /// The data of all of these people; everybody's where they are none.
    pub(super) fn all(people: impl IntoIterator<Item = &'a ParticipantId>) -> Vec<Self> {
        let mut all: Vec<Self> = people.into_iter().map(Self::One).collect();
        if all.is_empty() {
            all.push(Self::Everybody);
        }
        all
    }
}

/// What the rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    pub access: Access,
    /// The asker is of another tenant.
    pub external: bool,
    /// The asker, or the chat, is of the support team.
    pub support: bool,
    /// They ask about themself alone.
    pub own: bool,
    /// They held the meeting.
    pub organiser: bool,
    /// They took part; `None` while that is not known.
    pub attended: Option<bool>,
    /// The person agreed that they see this answer.
    pub shared: bool,
}

/// What the rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruling {
    Allowed,
    Refused(WhyRefused),
    /// It depends on whether the asker took part.
    DependsOnAttendance,
}

/// Who may see how a meeting was for somebody.
pub(super) const fn rule(facts: Facts) -> Ruling {
    if facts.external {
        return Ruling::Refused(WhyRefused::Outsider);
    }
    if facts.own || facts.support || facts.shared {
        return Ruling::Allowed;
    }
    match (facts.access, facts.organiser, facts.attended) {
        (Access::Open, _, _) | (Access::Meeting, true, _) | (Access::Meeting, _, Some(true)) => {
            Ruling::Allowed
        }
        (Access::Meeting, false, None) => Ruling::DependsOnAttendance,
        (Access::Meeting, false, Some(false)) => Ruling::Refused(WhyRefused::NotThere),
        (Access::Own, _, _) => Ruling::Refused(WhyRefused::OnlyOneself),
    }
}

/// Who may see addresses, devices and places of a person: neither an organiser nor an open setting
/// opens these.
pub(super) const fn may_see_details(facts: Facts) -> bool {
    !facts.external && (facts.own || facts.support)
}

impl App {
    /// Whether somebody may see how a meeting was for whom they ask about. Costs a
    /// `participant_list` call where it depends on their attendance and that is not known yet.
    pub(super) async fn may_see(
        &self,
        asker: Asker<'_>,
        meeting: &Meeting,
        whose: Whose<'_>,
    ) -> Result<Result<(), WhyRefused>, Failure> {
        let mut facts = self.facts(asker, meeting, whose);
        if rule(facts) == Ruling::DependsOnAttendance {
            facts.attended = Some(self.attended(asker, meeting).await?);
        }
        Ok(match rule(facts) {
            Ruling::Allowed => Ok(()),
            Ruling::Refused(why) => Err(why),
            Ruling::DependsOnAttendance => Err(WhyRefused::NotThere),
        })
    }

    /// The same by what is known already, without a call; what is not known is not allowed.
    pub(super) async fn is_known_to_see(
        &self,
        asker: Asker<'_>,
        meeting: &Meeting,
        whose: Whose<'_>,
    ) -> Result<bool, Failure> {
        let mut facts = self.facts(asker, meeting, whose);
        if rule(facts) == Ruling::DependsOnAttendance {
            facts.attended = self.known_attendance(asker, meeting).await?;
        }
        Ok(rule(facts) == Ruling::Allowed)
    }

    /// What the rule looks at, but for the attendance.
    pub(super) fn facts(&self, asker: Asker<'_>, meeting: &Meeting, whose: Whose<'_>) -> Facts {
        let organiser = meeting.owner.as_ref() == Some(asker.person);
        Facts { organiser, ..self.facts_of_any(asker, whose) }
    }

    /// The same, but for what depends on the meeting.
    fn facts_of_any(&self, asker: Asker<'_>, whose: Whose<'_>) -> Facts {
        Facts {
            access: self.options.access,
            external: asker.external,
            support: self.is_support(asker),
            own: matches!(whose, Whose::One(person) if person.is(asker.person)),
            organiser: false,
            attended: None,
            shared: asker.shared && matches!(whose, Whose::One(_)),
        }
    }

    /// Whether somebody may see all of them in whichever meeting.
    pub(super) fn may_see_any_meeting(&self, asker: Asker<'_>, whose: &[Whose<'_>]) -> bool {
        whose.iter().all(|whose| rule(self.facts_of_any(asker, *whose)) == Ruling::Allowed)
    }

    /// Whether somebody, or the chat they ask in, is of the support team.
    pub(super) fn is_support(&self, asker: Asker<'_>) -> bool {
        let is_listed = |id: &str| self.options.support.iter().any(|listed| listed == id);
        !asker.external && (is_listed(&asker.person.0) || is_listed(asker.chat))
    }

    /// The asker of a question may see the answer about these people; otherwise why not. What is
    /// decided about others is in the audit log then.
    pub(super) async fn admit(
        &self,
        asked: &Asked,
        meeting: &Meeting,
        whose: Whose<'_>,
        how: How,
    ) -> Result<Result<(), WhyRefused>, Failure> {
        let ruling = self.ruling(asked, meeting, whose).await?;
        self.note_look(Asker::looking(asked), meeting, whose, how, ruling.err()).await?;
        Ok(ruling)
    }

    /// Whether the asker of a question may see the answer about these people; nothing is in the
    /// audit log yet.
    pub(super) async fn ruling(
        &self,
        asked: &Asked,
        meeting: &Meeting,
        whose: Whose<'_>,
    ) -> Result<Result<(), WhyRefused>, Failure> {
        self.may_see(Asker::from(&asked.message).with_shared(asked), meeting, whose).await
    }

    /// Those of some meetings that the asker of a question may see for all of these people, in
    /// their order; why not, where that is none. Looks at no more than so many.
    pub(super) async fn seen_of(
        &self,
        asked: &Asked,
        meetings: &[Meeting],
        whose: &[Whose<'_>],
    ) -> Result<Result<Vec<Meeting>, WhyRefused>, Failure> {
        let (mut seen, mut refused) = (Vec::new(), None);
        'meetings: for meeting in meetings.iter().take(INSTANCES_LOOKED_AT) {
            for whose in whose {
                if let Err(why) = self.ruling(asked, meeting, *whose).await? {
                    refused.get_or_insert(why);
                    continue 'meetings;
                }
            }
            seen.push(meeting.clone());
        }
        Ok(match refused {
            Some(why) if seen.is_empty() => Err(why),
            _ => Ok(seen),
        })
    }

    /// Writes a look at somebody else into the audit log. What cannot be written is not shown.
    pub(super) async fn note_look(
        &self,
        asker: Asker<'_>,
        meeting: &Meeting,
        whose: Whose<'_>,
        how: How,
        refused: Option<WhyRefused>,
    ) -> Result<(), StoreError> {
        let look = Look {
            meeting: Some(meeting.no),
            instance: Some(meeting.instance.clone()),
            refused,
            ..self.blank_look(asker, how)
        };
        self.write_look(look, whose).await
    }

    /// The same of what was refused before a meeting was looked for.
    pub(super) async fn note_refusal(
        &self,
        asker: Asker<'_>,
        meeting: Option<MeetingNo>,
        whose: Whose<'_>,
        how: How,
        why: WhyRefused,
    ) -> Result<(), StoreError> {
        let look = Look { meeting, refused: Some(why), ..self.blank_look(asker, how) };
        self.write_look(look, whose).await
    }

    fn blank_look(&self, asker: Asker<'_>, how: How) -> Look {
        Look {
            at: self.ports.clock.now(),
            tenant: asker.tenant.to_owned(),
            by: asker.person.clone(),
            about: None,
            meeting: None,
            instance: None,
            chat: asker.chat.to_owned(),
            how,
            refused: None,
        }
    }

    async fn write_look(&self, look: Look, whose: Whose<'_>) -> Result<(), StoreError> {
        let about = match whose {
            Whose::One(person) if person.is(&look.by) => return Ok(()),
            Whose::One(person) => Some(person.clone()),
            Whose::Everybody => None,
        };
        self.ports.audit.look(&Look { about, ..look }).await
    }

    /// Whether the asker took part.
    async fn attended(&self, asker: Asker<'_>, meeting: &Meeting) -> Result<bool, Failure> {
        if let Some(known) = self.known_attendance(asker, meeting).await? {
            return Ok(known);
        }
        let me = ParticipantId::from(asker.person.clone());
        match self.listed_rows(asker.tenant, meeting, &me).await {
            Ok(rows) => Ok(!rows.is_empty()),
            Err(Failure::Platform(error)) if error.refusal == Refusal::NoData => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// Whether the asker took part, as far as that is known without asking the platform.
    async fn known_attendance(
        &self,
        asker: Asker<'_>,
        meeting: &Meeting,
    ) -> Result<Option<bool>, Failure> {
        let me = ParticipantId::from(asker.person.clone());
        if let Some(rows) = self.kept_rows(asker.tenant, meeting, &me).await? {
            return Ok(Some(!rows.is_empty()));
        }
        let kept = self.ports.results.find(asker.tenant, &meeting.instance, &me).await?;
        Ok(kept.map(|_| true))
    }
}

#[cfg(test)]
mod tests;
