//! Who is named in what is kept, and how a name is taken out.
//!
//! Invariant: whoever is forgotten is named nowhere afterwards, but in the audit log and in work that
//! was accepted and is still to be done, which is gone when it is. What is about them, or was theirs,
//! goes as a whole; what is about somebody else and only names them stays without the name. All of
//! it is counted.

use crate::app::answer::{Kept, Meeting, Roster};
use crate::app::asked::{Asked, Choices, Opinion, Watch};
use crate::app::inbound::{InboundMessage, Task};
use crate::app::ports::Remembered;
use crate::quality::ids::{OpenId, ParticipantId};

/// Something in which people are named.
pub(super) trait Named {
    /// Everybody; somebody may come twice.
    fn people(&self) -> Vec<&OpenId>;

    /// Whether somebody is among them.
    fn names(&self, person: &OpenId) -> bool {
        self.people().contains(&person)
    }
}

/// Something about one person that may name others.
pub(super) trait AboutOne: Named {
    /// Whom it is about; `None` when it is about nobody.
    fn subject(&self) -> Option<&OpenId>;

    /// The same without somebody whom it is not about.
    fn without(self, person: &OpenId) -> Self;
}

impl Named for Meeting {
    fn people(&self) -> Vec<&OpenId> {
        self.owner.iter().collect()
    }
}

impl AboutOne for Meeting {
    fn subject(&self) -> Option<&OpenId> {
        None
    }

    fn without(mut self, person: &OpenId) -> Self {
        self.owner.take_if(|owner| owner == person);
        self
    }
}

impl Named for ParticipantId {
    fn people(&self) -> Vec<&OpenId> {
        self.person().into_iter().collect()
    }
}

impl Named for Kept {
    fn people(&self) -> Vec<&OpenId> {
        let compared = self.compared.iter().flatten();
        let participants = compared.chain([&self.person]).filter_map(ParticipantId::person);
        participants.chain(&self.meeting.owner).collect()
    }
}

impl AboutOne for Kept {
    fn subject(&self) -> Option<&OpenId> {
        self.person.person()
    }

    fn without(mut self, person: &OpenId) -> Self {
        self.compared.iter_mut().for_each(|compared| compared.retain(|one| !one.is(person)));
        Self { meeting: self.meeting.without(person), ..self }
    }
}

impl Named for Remembered {
    fn people(&self) -> Vec<&OpenId> {
        self.person.person().into_iter().chain(&self.meeting.owner).collect()
    }
}

impl AboutOne for Remembered {
    fn subject(&self) -> Option<&OpenId> {
        self.person.person()
    }

    fn without(self, person: &OpenId) -> Self {
        Self { meeting: self.meeting.without(person), ..self }
    }
}

impl Named for Roster {
    fn people(&self) -> Vec<&OpenId> {
        self.rows.iter().filter_map(|(id, _)| id.as_ref()?.person()).collect()
    }
}

impl Named for Watch {
    fn people(&self) -> Vec<&OpenId> {
        vec![&self.by]
    }
}

/// An opinion and whose result it is of.
impl Named for (&ParticipantId, &Opinion) {
    fn people(&self) -> Vec<&OpenId> {
        self.0.person().into_iter().chain([&self.1.by]).collect()
    }
}

impl Named for InboundMessage {
    fn people(&self) -> Vec<&OpenId> {
        let mentioned = self.mentions.iter().filter_map(|mention| mention.id.as_ref());
        mentioned.chain([&self.sender]).collect()
    }
}

impl Named for Task {
    fn people(&self) -> Vec<&OpenId> {
        match self {
            Self::Message(message) => message.people(),
            Self::Whisper { to: person, .. } | Self::Menu { by: person, .. } => vec![person],
            Self::Ended { meeting, .. } => meeting.people(),
            Self::Report { watch, meeting } => [watch.people(), meeting.people()].concat(),
            Self::Refresh { .. }
            | Self::Export { .. }
            | Self::Ask { .. }
            | Self::Whole { .. }
            | Self::Instances { .. } => self.pressed_by().map(|(by, _)| by).into_iter().collect(),
            Self::AskToShare { .. } | Self::Declined { .. } | Self::Recalled { .. } => Vec::new(),
        }
    }
}

/// What stays of a question when somebody is forgotten: all but that they held a meeting in it, or are
/// quoted. `None` when it is theirs, about them, or names them otherwise.
pub(super) fn question_without(mut asked: Asked, person: &OpenId) -> Option<Asked> {
    asked.pinned = asked.pinned.map(|meeting| meeting.without(person));
    if let Choices::Meetings(meetings) = asked.choices {
        let without = meetings.into_iter().map(|meeting| meeting.without(person));
        asked.choices = Choices::Meetings(without.collect());
    }
    if let Some(answered) = &mut asked.answered {
        answered.quotes.retain(|quoted| !quoted.is(person));
    }
    (!asked.names(person)).then_some(asked)
}

impl Named for Asked {
    fn people(&self) -> Vec<&OpenId> {
        let mut people = self.message.people();
        people.extend(self.pinned.iter().flat_map(Meeting::people));
        let answered = self.answered.iter();
        let shown = answered
            .flat_map(|it| it.quotes.iter().chain([&it.about.person]).chain(it.beside.as_ref()));
        people.extend(shown.filter_map(ParticipantId::person));
        match &self.choices {
            Choices::None | Choices::Numbers(_) => {}
            Choices::Meetings(meetings) => people.extend(meetings.iter().flat_map(Meeting::people)),
            Choices::People(some) => people.extend(some.iter().filter_map(|one| one.id.person())),
        }
        people
    }
}
