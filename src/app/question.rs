//! A question from its command to its card, the first time and again.
//!
//! Invariants: what a card's buttons are about is noted before the card is sent, so that no button
//! comes too early; what fails while it is asked again never takes an answer away that stands already;
//! nothing about anybody is looked up before the asker may see it, and no name is said before.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;

use super::access::{Asker, Whose};
use super::answer::Meeting;
use super::asked::{Asked, AskedId, Stop};
use super::audit::How;
use super::dispatch::App;
use super::error::{StoreError, UserError};
use super::failure::Failure;
use super::file::file_format;
use super::inbound::{InboundMessage, MessageId, Outcome};
use super::ports::{Content, Offer, ReportLink, Told};
use super::reply::{Reply, Said};
use super::told::{Refused, WhyRefused};
use crate::command::{Command, ExportFormat, Parsed, Question, Whom};

/// A question, and whether the answer is wanted as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub question: Question,
    pub file: Option<ExportFormat>,
}

impl Wanted {
    /// The question in a command, if it is one.
    pub(super) fn of(command: Command) -> Option<Self> {
        match command {
            Command::Quality(question) => Some(Self { question, file: None }),
            Command::Export { question, format } => Some(Self { question, file: Some(format) }),
            _ => None,
        }
    }

    /// What answering it is in the audit log.
    pub(super) const fn how(&self) -> How {
        match (&self.file, &self.question.whom) {
            (Some(_), _) => How::File,
            (None, Whom::One(_)) => How::Card,
            (None, Whom::Two(..)) => How::Pair,
            (None, Whom::Everybody) => How::Whole,
        }
    }
}

/// What came of a question.
pub(super) enum Step {
    /// Something about people or meetings: nothing for people of other tenants who read along.
    Private(Said),
    /// Everybody in this meeting: planned work, perhaps.
    Everybody(Meeting),
}

impl App {
    /// Answers a question.
    pub(super) async fn ask(&self, asked: Asked, wanted: Wanted, reply: &Reply<'_>) -> Outcome {
        let work = caught(self.step(&asked, &wanted));
        let (sent, step) = reply.patiently(work).await;
        match step {
            Ok(Step::Everybody(meeting)) => {
                let file = wanted.file.map(file_format);
                self.answer_whole(Asked { file, ..asked }, &meeting, reply).await
            }
            Ok(Step::Private(said)) => {
                let said = self.for_chat(&asked, said, reply.uuid(), reply).await;
                reply.deliver_unless(sent, said).await
            }
            Err(failure) => {
                let said = self.explained(&asked, failure, reply).await;
                reply.deliver_unless(sent, said).await
            }
        }
    }

    /// A question is asked again, and its card replaced.
    pub(super) async fn refresh(
        &self,
        id: &AskedId,
        card: &MessageId,
        reply: Reply<'_>,
    ) -> Outcome {
        let asked = match self.noted(id).await {
            Ok(asked) => Asked { pressed: reply.who(), ..asked },
            Err(outcome) => return outcome,
        };
        let Some(wanted) = self.wanted(&asked).await else {
            return reply.send(Said::card(self.ports.cards.help())).await;
        };
        let asked = match self.anew(asked, reply.uuid()).await {
            Ok(asked) => asked,
            Err(error) => return Outcome::Again { why: error.to_string() },
        };
        let stands = asked.answered.is_some() || asked.whole.is_some();
        // Who presses wants to know how it is now.
        self.under_way.forget();
        match caught(self.step(&asked, &wanted)).await {
            Err(failure) if stands => {
                let told = self.explained(&asked, failure, &reply).await;
                reply.send_unless(told).await
            }
            Err(failure) => {
                let told = self.explained(&asked, failure, &reply).await;
                reply.instead_of(card).send_unless(told).await
            }
            Ok(Step::Everybody(meeting)) => {
                // Where a card has the answer, its file was sent before.
                let file = wanted.file.map(file_format).filter(|_| !stands);
                let asked = Asked { file, ..asked };
                self.answer_whole(asked, &meeting, &reply.instead_of(card)).await
            }
            Ok(Step::Private(said)) => {
                let said = self.for_chat(&asked, said, reply.uuid(), &reply).await;
                reply.instead_of(card).send_unless(said).await
            }
        }
    }

    /// What was stopped stays so: asked again, it is another question, which goes on from what was
    /// fetched. It ends when the command is taken back, unless that was before.
    async fn anew(&self, asked: Asked, press: &str) -> Result<Asked, StoreError> {
        let instead_of = match self.ports.questions.stopped(&asked.id).await? {
            Some(Stop::Cancelled) => Some(asked.first().clone()),
            Some(Stop::Recalled) => None,
            None => return Ok(asked),
        };
        Ok(Asked { id: asked.id.then(press), instead_of, dropped: false, ..asked })
    }

    /// A question that followed from a card, unless what it followed from is taken back.
    pub(super) async fn ask_noted(&self, id: &AskedId, reply: &Reply<'_>) -> Outcome {
        let asked = match self.noted(id).await {
            Ok(asked) => Asked { pressed: reply.who(), ..asked },
            Err(outcome) => return outcome,
        };
        let (first, by) = (asked.first().clone(), asked.message.sender.clone());
        let work = async {
            match self.wanted(&asked).await {
                Some(wanted) => self.ask(asked, wanted, reply).await,
                None => reply.send(Said::card(self.ports.cards.help())).await,
            }
        };
        self.unless_recalled([id, &first], &by, reply, work).await
    }

    /// The question in a noted message. Only questions are noted; another version may read them in
    /// another way.
    pub(super) async fn wanted(&self, asked: &Asked) -> Option<Wanted> {
        match self.parse(&asked.message, self.me().await.ok()) {
            Parsed::Command(command) => Wanted::of(command),
            Parsed::Wrong(_) | Parsed::Ignored => None,
        }
    }

    /// From the question to what is said, or to planned work.
    pub(super) async fn step(&self, asked: &Asked, wanted: &Wanted) -> Result<Step, Failure> {
        match &wanted.question.whom {
            Whom::One(person) => self.one(asked, wanted, person).await,
            Whom::Two(one, other) => self.two(asked, wanted, [one, other]).await,
            Whom::Everybody => match self.only_meeting(asked, wanted).await? {
                Ok(meeting) => self.everybody(asked, meeting, wanted.how()).await,
                Err(picker) => Ok(picker),
            },
        }
    }

    async fn everybody(&self, asked: &Asked, meeting: Meeting, how: How) -> Result<Step, Failure> {
        match self.admit(asked, &meeting, Whose::Everybody, how).await? {
            Ok(()) => Ok(Step::Everybody(meeting)),
            Err(why) => Ok(self.refused(asked, why).await?),
        }
    }

    /// The asker may see none of these meetings.
    pub(super) async fn refused_all(
        &self,
        asked: &Asked,
        meetings: &[Meeting],
        how: How,
        why: WhyRefused,
    ) -> Result<Step, Failure> {
        let looker = Asker::looking(asked);
        for meeting in meetings {
            self.note_look(looker, meeting, Whose::Everybody, how, Some(why)).await?;
        }
        self.refused(asked, why).await
    }

    /// Why the asker may not see it; with a button to ask the person, where that is one.
    pub(super) async fn refused(&self, asked: &Asked, why: WhyRefused) -> Result<Step, Failure> {
        let person = match why {
            WhyRefused::OnlyOneself | WhyRefused::NotThere => self.person_of(asked).await,
            WhyRefused::Outsider | WhyRefused::OnlySupport | WhyRefused::Declined => None,
        };
        if person.is_some() {
            self.ports.questions.note(asked).await?;
        }
        let ask = person.is_some().then(|| asked.id.clone());
        let name = person.map(|(_, name)| name).filter(|name| !name.is_empty());
        let refused = Refused { why, name, ask };
        let card = self.ports.cards.tell(&Told::Refused(&refused));
        // Who was in a meeting, and who was not, is nothing for people of other tenants.
        Ok(Step::Private(Said::card(card)))
    }

    /// What the asker is told when there is no answer: with a button to ask again, where that may
    /// help.
    pub(super) async fn explain_to(&self, asked: &Asked, failure: Failure) -> Content {
        match failure {
            Failure::User(error) if may_pass(&error) => {
                let noted = self.ports.questions.note(asked).await;
                let noted =
                    noted.inspect_err(|error| tracing::warn!(%error, "no button to ask again"));
                self.ports.cards.user_error(&error, noted.ok().map(|()| &asked.id))
            }
            failure => self.explain(failure),
        }
    }

    /// The same, where it may be read: what is wrong with a question tells of people and meetings.
    pub(super) async fn explained(
        &self,
        asked: &Asked,
        failure: Failure,
        reply: &Reply<'_>,
    ) -> Result<Said, Outcome> {
        let is_private = matches!(failure, Failure::User(_));
        let told = Said::card(self.explain_to(asked, failure).await);
        match is_private {
            true => self.for_chat(asked, told, reply.uuid(), reply).await,
            false => Ok(told),
        }
    }

    /// What is noted of a question; otherwise what becomes of the work on it, which nobody waits for
    /// any more when it was swept.
    pub(super) async fn noted(&self, id: &AskedId) -> Result<Asked, Outcome> {
        match self.ports.questions.asked(id).await {
            Ok(Some(asked)) => Ok(asked),
            Ok(None) => Err(Outcome::Done),
            Err(error) => Err(Outcome::Again { why: error.to_string() }),
        }
    }

    /// What is noted of the question in a message, or will be.
    pub(super) async fn asked(&self, message: &InboundMessage) -> Result<Asked, StoreError> {
        let id = AskedId::of(&message.message_id);
        let noted = self.ports.questions.asked(&id).await?;
        Ok(noted.unwrap_or_else(|| self.new_asked(id, message.clone())))
    }

    pub(super) fn new_asked(&self, id: AskedId, message: InboundMessage) -> Asked {
        Asked::new(id, message, self.ports.clock.now())
    }

    pub(super) fn offer(&self, asked: &Asked) -> Offer {
        let (file, privacy) = (asked.kept().is_some(), asked.privacy());
        let (tenant, now) = (&asked.message.tenant, self.ports.clock.now());
        let report = match file && !asked.withdrawn {
            true => self
                .options
                .links
                .to(&asked.id, tenant, privacy, now)
                .map_or(ReportLink::NoAddress, ReportLink::At),
            false => ReportLink::Nowhere,
        };
        Offer { asked: asked.id.clone(), report, file, privacy }
    }
}

/// A panic is a fault like others: the asker still gets an answer.
pub(super) async fn caught<T>(
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or(Err(Failure::Panic))
}

/// Whether asking again a little later may help.
const fn may_pass(error: &UserError) -> bool {
    matches!(error, UserError::StillRunning { .. } | UserError::NotReady { .. })
}
