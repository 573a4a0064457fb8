//! The report for a watch, as soon as the data is there.
//!
//! Invariants: nobody is told more than who began the watch may see; a chat hears nothing of a meeting
//! in which nothing was bad, unless it asked for that; silence means that and nothing else: whatever
//! cannot be reported is said to who began the watch, or to a chat that hears each time; every report
//! is in the audit log before it is sent, and is sent once. Into a group with people of other tenants
//! nothing is said: it goes to who began the watch, alone.
//!
//! Calls: what it costs to wait for the data ([`arrival`](super::arrival)), then what everybody costs
//! ([`whole`](super::whole)). All of it is bulk work.

use super::access::{Asker, Whose};
use super::answer::Meeting;
use super::asked::{Asked, AskedId, Watch, WatchKind};
use super::audit::How;
use super::dispatch::App;
use super::ended::claim;
use super::error::{Refusal, StoreError};
use super::failure::Failure;
use super::inbound::{Attempt, InboundMessage, Outcome};
use super::ports::{
    Content, Lane, MessageId, Offer, Privacy, Progress, Recipient, ReportLink, Told, Whole,
};
use super::told::Watching;
use super::whole::Untracked;
use crate::quality::ids::MeetingNo;
use crate::quality::judgement::Grade;
use crate::quality::verdict::ScopeVerdict;

impl App {
    /// The report for a watch: looked for again until the data is there, or until it is late.
    pub(super) async fn watch_report(
        &self,
        attempt: &Attempt,
        watch: &Watch,
        meeting: &Meeting,
        progress: &dyn Progress,
    ) -> Outcome {
        let reported = match &watch.kind {
            WatchKind::Once { asked } => self.answer_promised(attempt, watch, asked, meeting).await,
            WatchKind::Chat { .. } if attempt.reply.is_some() => Ok(Outcome::Done),
            WatchKind::Chat { chat, .. } => {
                return self.report_or_say_why(attempt, chat, watch, meeting, progress).await;
            }
        };
        reported.unwrap_or_else(|failure| without_report(&failure))
    }

    /// Reports into a chat. What stands in the way for good is said instead.
    async fn report_or_say_why(
        &self,
        attempt: &Attempt,
        chat: &str,
        watch: &Watch,
        meeting: &Meeting,
        progress: &dyn Progress,
    ) -> Outcome {
        let watch = match self.as_it_is_now(watch).await {
            Ok(Some(watch)) => watch,
            Ok(None) => return Outcome::Done,
            Err(error) => return Outcome::Again { why: error.to_string() },
        };
        let report = Report { watch: &watch, meeting, chat, always: is_always(&watch), progress };
        let (why, outcome) = match attempt.hopeless {
            true => {
                let why = "the process ended in every attempt".to_owned();
                (Failure::Panic, Outcome::Never { why })
            }
            false => match self.report_into(&report).await {
                Ok(outcome) => return outcome,
                Err(failure) => match without_report(&failure) {
                    again @ Outcome::Again { .. } if !attempt.last => return again,
                    outcome => (failure, outcome),
                },
            },
        };
        let content = self.no_report(meeting.no, why);
        match self.say_instead(&report, &content).await {
            // As with a question, an apology is an answer.
            Ok(_) => Outcome::Done,
            Err(failure) => {
                tracing::warn!(?failure, "nobody was told that there is no report");
                outcome
            }
        }
    }

    /// Has the question answered. What is wrong with the data, its asker hears in the answer.
    async fn answer_promised(
        &self,
        attempt: &Attempt,
        watch: &Watch,
        asked: &AskedId,
        meeting: &Meeting,
    ) -> Result<Outcome, Failure> {
        if self.ports.questions.stopped(asked).await?.is_some() {
            return Ok(Outcome::Done);
        }
        if !attempt.hopeless {
            let lane = Lane::Bulk(report_id(watch, meeting));
            match self.wait_for_data(meeting, &lane).await {
                Ok(Some(due)) => return Ok(Outcome::Later { due }),
                Err(error) if error.refusal == Refusal::Unavailable && !attempt.last => {
                    return Err(error.into());
                }
                Ok(None) | Err(_) => {}
            }
        }
        self.queue_answer(asked, meeting).await?;
        Ok(Outcome::Done)
    }

    async fn report_into(&self, report: &Report<'_>) -> Result<Outcome, Failure> {
        let Report { watch, meeting, .. } = *report;
        let lane = Lane::Bulk(report.id());
        if let Some(due) = self.wait_for_data(meeting, &lane).await? {
            return Ok(Outcome::Later { due });
        }
        let (asker, everybody) = (report.asker(), Whose::Everybody);
        if let Err(why) = self.may_see(asker, meeting, everybody).await? {
            self.note_look(asker, meeting, everybody, How::Watch, Some(why)).await?;
            let withheld = Watching::Withheld { no: meeting.no, why };
            let content = self.ports.cards.tell(&Told::Watching(&withheld));
            return self.say_instead(report, &content).await;
        }
        match self.look_at_everybody(&watch.tenant, meeting, &lane, &Untracked).await {
            Ok(Some(whole)) => {
                self.remember_whole(&watch.tenant, &whole).await?;
                self.report(report, &whole).await
            }
            Ok(None) => Ok(Outcome::Done),
            Err(Failure::User(error)) => {
                tracing::info!(?error, "a watched meeting cannot be reported");
                self.say_instead(report, &self.ports.cards.user_error(&error, None)).await
            }
            Err(failure) => Err(failure),
        }
    }

    /// The watch as it stands, if it still does: it may have been ended or changed since.
    async fn as_it_is_now(&self, watch: &Watch) -> Result<Option<Watch>, StoreError> {
        let watches = self.ports.watches.watches_of(&watch.tenant, watch.no).await?;
        Ok(watches.into_iter().find(|other| other.key() == watch.key()))
    }

    /// Tells the chat how the meeting was, where that is worth telling.
    async fn report(&self, report: &Report<'_>, whole: &Whole) -> Result<Outcome, Failure> {
        if !report.always && !was_bad(whole) {
            tracing::info!(instance = report.meeting.instance, "nothing was bad, nothing is said");
            return Ok(Outcome::Done);
        }
        let Some(to) = self.readers(report).await else {
            self.ports.watches.unwatch(report.watch).await?;
            return Ok(Outcome::Done);
        };
        let mut asked = self.as_if_asked(report, &to);
        self.note_whole(&mut asked, whole).await?;
        let everybody = Whose::Everybody;
        self.note_look(report.asker(), report.meeting, everybody, How::Watch, None).await?;
        let file = whole.gaps.is_empty();
        let (report_link, privacy) = (ReportLink::Nowhere, Privacy::Chat);
        let offer = Offer { asked: asked.id, report: report_link, file, privacy };
        let content = self.ports.cards.tell(&Told::Whole(whole, &offer));
        match self.send_report(report, &to, &content).await {
            Err(Failure::Platform(error)) if error.refusal == Refusal::PersonalDataBlocked => {
                tracing::warn!(%error, "the tenant blocks personal data, reporting without");
                let offer = Offer { privacy: Privacy::Nothing, ..offer };
                let bare = self.ports.cards.tell(&Told::Whole(whole, &offer));
                self.send_report(report, &to, &bare).await
            }
            sent => sent,
        }
    }

    /// Says what there is instead of a report: in a chat that hears each time, otherwise to who began
    /// the watch.
    async fn say_instead(
        &self,
        report: &Report<'_>,
        content: &Content,
    ) -> Result<Outcome, Failure> {
        if !report.always {
            let watcher = Recipient::Person(report.watch.by.clone());
            return match self.send(report, &watcher, content).await {
                // The chat may be there still.
                Err(Failure::Platform(error)) if error.refusal == Refusal::Undeliverable => {
                    tracing::info!(%error, "who began the watch cannot be told");
                    Ok(Outcome::Done)
                }
                sent => sent,
            };
        }
        match self.readers(report).await {
            Some(to) => self.send_report(report, &to, content).await,
            None => {
                self.ports.watches.unwatch(report.watch).await?;
                Ok(Outcome::Done)
            }
        }
    }

    /// Why there is no report, for somebody who did not ask just now.
    fn no_report(&self, no: MeetingNo, failure: Failure) -> Content {
        match self.excused(failure) {
            Ok(error) => self.ports.cards.user_error(&error, None),
            Err(fault) => {
                self.ports.cards.tell(&Told::Watching(&Watching::Failed { no, fault: fault.id }))
            }
        }
    }

    /// Who reads the report. What is not known to be a chat of ours alone is taken for a stranger's.
    /// `None` where the bot is in the chat no more.
    async fn readers(&self, report: &Report<'_>) -> Option<Recipient> {
        match self.ports.chats.is_external(report.chat).await {
            Ok(false) => Some(report.chat_alone()),
            Err(error) if error.refusal == Refusal::Undeliverable => {
                tracing::info!(%error, "nobody is there any more");
                None
            }
            Ok(true) | Err(_) => Some(Recipient::Person(report.watch.by.clone())),
        }
    }

    /// The question to which the report is the answer, so that its buttons work.
    fn as_if_asked(&self, report: &Report<'_>, to: &Recipient) -> Asked {
        let now = self.ports.clock.now();
        let message = InboundMessage {
            tenant: report.watch.tenant.clone(),
            message_id: MessageId(claim(report.watch, report.meeting)),
            chat_id: report.chat.to_owned(),
            direct: matches!(to, Recipient::Person(_)),
            sender: report.watch.by.clone(),
            sender_external: false,
            text: format!("/quality {}", report.meeting.no.as_str()),
            mentions: Vec::new(),
            said_at: Some(now),
            language: None,
        };
        self.new_asked(AskedId::of(&message.message_id), message)
    }

    /// Sends it once. A chat that is gone watches nothing any more.
    async fn send_report(
        &self,
        report: &Report<'_>,
        to: &Recipient,
        content: &Content,
    ) -> Result<Outcome, Failure> {
        match self.send(report, to, content).await {
            Err(Failure::Platform(error)) if error.refusal == Refusal::Undeliverable => {
                tracing::info!(%error, "nobody is there any more, the watch ends");
                self.ports.watches.unwatch(report.watch).await?;
                Ok(Outcome::Done)
            }
            sent => sent,
        }
    }

    async fn send(
        &self,
        report: &Report<'_>,
        to: &Recipient,
        content: &Content,
    ) -> Result<Outcome, Failure> {
        let sent = self.ports.messages.send(to, content, &report.id().0).await?;
        report.progress.replied(&sent).await?;
        Ok(Outcome::Done)
    }
}

/// What is reported, and where.
struct Report<'a> {
    watch: &'a Watch,
    meeting: &'a Meeting,
    chat: &'a str,
    always: bool,
    progress: &'a dyn Progress,
}

impl<'a> Report<'a> {
    fn asker(&self) -> Asker<'a> {
        let Watch { tenant, by, .. } = self.watch;
        Asker { tenant, person: by, external: false, chat: self.chat, shared: false }
    }

    /// The same in every try: the platform itself refuses a second message of one `uuid`.
    fn id(&self) -> AskedId {
        report_id(self.watch, self.meeting)
    }

    fn chat_alone(&self) -> Recipient {
        Recipient::Chat(self.chat.to_owned())
    }
}

fn report_id(watch: &Watch, meeting: &Meeting) -> AskedId {
    AskedId::of(&MessageId(claim(watch, meeting)))
}

const fn is_always(watch: &Watch) -> bool {
    matches!(watch.kind, WatchKind::Chat { always: true, .. })
}

/// Whether it is worth a report: somebody had a poor meeting, or trouble reached beyond one person.
fn was_bad(whole: &Whole) -> bool {
    matches!(whole.scope.verdict, ScopeVerdict::Site | ScopeVerdict::Meeting)
        || whole.people.iter().any(|person| person.judged.grade == Grade::Poor)
}

/// Why there is no report. What may pass is tried again.
fn without_report(failure: &Failure) -> Outcome {
    match failure {
        Failure::Store(error) => Outcome::Again { why: error.to_string() },
        Failure::Platform(error) if error.refusal == Refusal::Unavailable => {
            Outcome::Again { why: error.to_string() }
        }
        Failure::Platform(error) => Outcome::Never { why: error.to_string() },
        Failure::User(error) => Outcome::Never { why: format!("{error:?}") },
        Failure::Panic => Outcome::Never { why: "panic".to_owned() },
    }
}

#[cfg(test)]
mod tests;
