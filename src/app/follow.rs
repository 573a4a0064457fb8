//! What follows from a choice on a card: one of many, another instance, everybody, a filled form.
//!
//! Invariants: what is chosen is looked up by its place in what the card offered; whoever chooses is
//! asked about as if they had typed it; what it is about is noted before it is queued.

use super::answer::Meeting;
use super::asked::{Asked, Choices};
use super::audit::How;
use super::dispatch::App;
use super::failure::Failure;
use super::form::Filled;
use super::inbound::{Button, InboundMessage, Op, Outcome, Press, Task};
use super::ports::Toast;
use super::private::Place;
use super::question::{Step, caught};
use super::rephrase::{by_id, rephrased};
use super::reply::Reply;
use super::sight::OnRecord;
use super::told::Candidate;
use crate::command::{Mistake, Question, Which, Whom};
use crate::quality::ids::MeetingNo;

impl App {
    /// Somebody chose something.
    pub(super) async fn chosen(
        &self,
        press: &Press,
        asked: &Asked,
        button: &Button,
    ) -> Result<Toast, Failure> {
        match (button.op, &asked.choices, button.pick) {
            (Op::Instance, Choices::Meetings(meetings), Some(place)) => {
                match meetings.get(usize::from(place)) {
                    Some(meeting) => self.instance_chosen(press, asked, button, meeting).await,
                    None => Ok(Toast::UnknownButton),
                }
            }
            (Op::Person, Choices::People(people), Some(place)) => {
                match people.get(usize::from(place)) {
                    Some(person) => self.person_chosen(press, asked, button, person).await,
                    None => Ok(Toast::UnknownButton),
                }
            }
            (Op::Submit, Choices::Meetings(_), _) => self.submitted(press, asked, button).await,
            (Op::Whole, ..) => self.everybody_chosen(press, asked, button).await,
            (Op::Instances, ..) => {
                if self.number_of(asked).await.is_none() {
                    return Ok(Toast::UnknownButton);
                }
                if let Some(toast) = self.no_sight(press, asked, OnRecord::Look(How::Card)).await? {
                    return Ok(toast);
                }
                let (asked, card) = (asked.id.clone(), press.card.clone());
                let (by, chat) = (press.by.clone(), press.chat.clone());
                let task = Task::Instances { asked, card, by, press: press.event_id.clone(), chat };
                self.once(press, button, task, Toast::LookingUp).await
            }
            _ => Ok(Toast::UnknownButton),
        }
    }

    /// The same question about this instance.
    async fn instance_chosen(
        &self,
        press: &Press,
        asked: &Asked,
        button: &Button,
        meeting: &Meeting,
    ) -> Result<Toast, Failure> {
        let record = OnRecord::Refusal(How::Card);
        if let Some(toast) = self.no_sight_of(press, asked, meeting, record).await? {
            return Ok(toast);
        }
        let pinned = Asked { pinned: Some(meeting.clone()), ..asked.clone() };
        self.ask_in_place(press, button, pinned).await
    }

    async fn person_chosen(
        &self,
        press: &Press,
        asked: &Asked,
        button: &Button,
        person: &Candidate,
    ) -> Result<Toast, Failure> {
        let Some(meeting) = &asked.pinned else { return Ok(Toast::UnknownButton) };
        let record = OnRecord::Refusal(How::Card);
        if asked.whole.is_none() {
            // A name was not clear: now it is.
            let Some(clear) = self.with_person(asked, person).await else {
                return Ok(Toast::UnknownButton);
            };
            if let Some(toast) = self.no_sight(press, &clear, record).await? {
                return Ok(toast);
            }
            return self.ask_in_place(press, button, clear).await;
        }
        let people = std::slice::from_ref(&person.id);
        if let Some(toast) = self.no_look(press, asked, meeting, people, record).await? {
            return Ok(toast);
        }
        let whom = Whom::One(by_id(&person.id, &person.name));
        let step = format!("{}/{}", person.id.as_str(), press.event_id);
        self.ask_beside(press, asked, button, meeting, whom, &step).await
    }

    async fn everybody_chosen(
        &self,
        press: &Press,
        asked: &Asked,
        button: &Button,
    ) -> Result<Toast, Failure> {
        let Some(meeting) = &asked.pinned else { return Ok(Toast::UnknownButton) };
        let record = OnRecord::Refusal(How::Whole);
        if let Some(toast) = self.no_look(press, asked, meeting, &[], record).await? {
            return Ok(toast);
        }
        let step = format!("whole/{}", press.event_id);
        self.ask_beside(press, asked, button, meeting, Whom::Everybody, &step).await
    }

    async fn submitted(
        &self,
        press: &Press,
        form: &Asked,
        button: &Button,
    ) -> Result<Toast, Failure> {
        let Some(values) = &button.form else { return Ok(Toast::UnknownButton) };
        if form.message.sender != press.by {
            return Ok(Toast::NotYours);
        }
        let form = &placed(form, press);
        let me = self.me().await.ok();
        match self.filled(form, &press.by, values, &press.event_id, me) {
            Filled::Nothing => Ok(Toast::NoMeetingChosen),
            Filled::Wrong(Some(Mistake::FutureDate)) => Ok(Toast::FutureDate),
            Filled::Wrong(Some(Mistake::LongAgo)) => Ok(Toast::LongAgo),
            Filled::Wrong(_) => Ok(Toast::Unreadable),
            Filled::Asks(asked) => {
                self.ports.questions.note(&asked).await?;
                let id = asked.id.clone();
                // A card for one pair of eyes cannot be replied to: the command is, where it was said.
                let (card, who) = match form.message.direct {
                    true => (press.card.clone(), press.who()),
                    false => (form.message.message_id.clone(), None),
                };
                let event = press.event_id.clone();
                let task = Task::Ask { asked: id, card, in_place: false, press: event, who };
                self.once(press, button, task, Toast::LookingUp).await
            }
        }
    }

    /// A new question of the presser's, answered under the card.
    async fn ask_beside(
        &self,
        press: &Press,
        asked: &Asked,
        button: &Button,
        meeting: &Meeting,
        whom: Whom,
        step: &str,
    ) -> Result<Toast, Failure> {
        let question = Question { meeting: Which::No(meeting.no), when: None, whom };
        let from = here(&asked.message, press);
        let message = rephrased(&from, &press.by, &question, None);
        let new = self.new_asked(asked.id.then(step), message);
        let new = Asked { pinned: Some(meeting.clone()), ..new };
        self.queue_ask(press, button, new, false).await
    }

    /// A question with what was chosen, in the card's place. Each choice is a question of its own,
    /// so that of two at once the one that the card shows is the one its buttons are about.
    async fn ask_in_place(
        &self,
        press: &Press,
        button: &Button,
        chosen: Asked,
    ) -> Result<Toast, Failure> {
        let id = chosen.id.then(&format!("chosen/{}", press.event_id));
        let instead_of = Some(chosen.instead_of.unwrap_or(chosen.id));
        self.queue_ask(press, button, Asked { id, instead_of, ..chosen }, true).await
    }

    async fn queue_ask(
        &self,
        press: &Press,
        button: &Button,
        asked: Asked,
        in_place: bool,
    ) -> Result<Toast, Failure> {
        self.ports.questions.note(&asked).await?;
        let (asked, card, who) = (asked.id, press.card.clone(), press.who());
        let task = Task::Ask { asked, card, in_place, press: press.event_id.clone(), who };
        self.once(press, button, task, Toast::LookingUp).await
    }

    /// The other instances of a question's number, to pick from, under the card.
    pub(super) async fn other_instances(&self, task: &Task, reply: &Reply<'_>) -> Outcome {
        let Task::Instances { asked: id, by, press, .. } = task else { return Outcome::Done };
        let asked = match self.noted(id).await {
            Ok(asked) => asked,
            Err(outcome) => return outcome,
        };
        let message = InboundMessage { sender: by.clone(), ..asked.message.clone() };
        let new = self.new_asked(asked.id.then(&format!("instances/{press}")), message);
        let work = caught(async {
            let Some(no) = self.number_of(&asked).await else { return Err(Failure::Panic) };
            let meetings = self.all_instances(&asked.message.tenant, no).await?;
            self.pick_other(&new, meetings).await
        });
        let (sent, step) = reply.patiently(work).await;
        let said = match step {
            Ok(Step::Private(said)) => self.for_chat(&new, said, reply.uuid(), reply).await,
            Ok(Step::Everybody(_)) => return Outcome::Done,
            Err(failure) => self.explained(&new, failure, reply).await,
        };
        reply.deliver_unless(sent, said).await
    }

    /// The number that a question is about.
    pub(super) async fn number_of(&self, asked: &Asked) -> Option<MeetingNo> {
        if let Some(meeting) = &asked.pinned {
            return Some(meeting.no);
        }
        match self.wanted(asked).await?.question.meeting {
            Which::No(no) => Some(no),
            Which::Latest => None,
        }
    }
}

/// A form with the chat that it stands in: whoever chose from the bot's menu was in none, and said
/// nothing that could be answered later. The form itself can.
fn placed(form: &Asked, press: &Press) -> Asked {
    let mut form = form.clone();
    if form.message.chat_id.is_empty() {
        form.message.chat_id.clone_from(&press.chat);
        form.message.message_id.clone_from(&press.card);
    }
    form
}

/// A message as if it had been said where a button was pressed: a card that went to one person is
/// not in the chat of its question, and whatever comes later is not to stand there.
fn here(message: &InboundMessage, press: &Press) -> InboundMessage {
    let Place { chat, direct, .. } = Place::of(message, Some((&press.by, &press.chat)));
    let message_id = match chat == message.chat_id {
        true => message.message_id.clone(),
        false => press.card.clone(),
    };
    InboundMessage { chat_id: chat.to_owned(), direct, message_id, ..message.clone() }
}
