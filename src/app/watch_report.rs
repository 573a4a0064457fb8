//! The report for a watch, as soon as the data is there.
//!
//! Invariants: nobody is told more than who began the watch may see; a chat hears nothing of a meeting
//! in which nothing was bad, unless it asked for that; silence means that and nothing else: whose data
//! may still come is waited for, a few minutes where something is known to be bad, and whatever cannot
//! be reported is said to who began the watch, or to a chat that hears each time; every report is in the
//! audit log before it is sent, and is sent once. Into a group with people of other tenants nothing is
//! said: it goes to who began the watch, alone.
//!
//! Calls: what it costs to wait for the data ([`arrival`](super::arrival)), then what everybody costs
//! ([`whole`](super::whole)); of each further look, what those cost who are missing. All of it is bulk
//! work.

use jiff::{SignedDuration, Timestamp};

use super::access::Whose;
use super::answer::Meeting;
use super::arrival::next_look;
use super::asked::{Asked, AskedId, Watch, WatchKind};
use super::audit::How;
use super::dispatch::App;
use super::ended::claim;
use super::error::{Refusal, StoreError, UserError};
use super::failure::Failure;
use super::inbound::{Attempt, InboundMessage, Outcome};
use super::ports::{
    Content, Lane, MessageId, Offer, Privacy, Progress, Recipient, ReportLink, Told, Whole,
};
use super::told::Watching;
use super::whole::{Untracked, is_settled};
use crate::quality::ids::MeetingNo;
use crate::quality::judgement::Grade;
use crate::quality::verdict::ScopeVerdict;
use telling::{Report, report_id};

mod telling;
#[cfg(test)]
mod tests;

/// House: what was bad is told then, with the names of those who are missing. Most data has come by
/// then, and somebody without any must not hold up what everybody waits to hear.
const OVERDUE: SignedDuration = SignedDuration::from_mins(9);

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
        let looked = self.look_at_everybody(&watch.tenant, meeting, &lane, &Untracked).await;
        if let Some(due) = self.another_look(meeting, &looked) {
            return Ok(Outcome::Later { due });
        }
        match looked {
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

    /// When to look again for those whose data may still come; `None` when nothing will, or it is late,
    /// or something bad need not wait for them any longer.
    fn another_look(
        &self,
        meeting: &Meeting,
        looked: &Result<Option<Whole>, Failure>,
    ) -> Option<Timestamp> {
        let now = self.ports.clock.now();
        let is_overdue = now.duration_since(meeting.end) >= OVERDUE;
        let may_come = match looked {
            Ok(Some(whole)) if is_overdue && was_bad(whole) => false,
            Ok(Some(whole)) => !self.is_all(whole),
            Err(Failure::User(UserError::NotReady { .. })) => true,
            Ok(None) | Err(_) => false,
        };
        if may_come { next_look(meeting.end, now) } else { None }
    }

    /// Whether nothing is missing that may still come.
    fn is_all(&self, whole: &Whole) -> bool {
        is_settled(whole, self.still_settling(&whole.meeting).is_some())
    }

    /// The watch as it stands, if it still does: it may have been ended or changed since.
    async fn as_it_is_now(&self, watch: &Watch) -> Result<Option<Watch>, StoreError> {
        let watches = self.ports.watches.watches_of(&watch.tenant, watch.no).await?;
        Ok(watches.into_iter().find(|other| other.key() == watch.key()))
    }

    /// Tells the chat how the meeting was, where that is worth telling.
    async fn report(&self, report: &Report<'_>, whole: &Whole) -> Result<Outcome, Failure> {
        let is_news = report.always || was_bad(whole);
        if !is_news && self.is_all(whole) {
            tracing::info!(instance = report.meeting.instance, "nothing was bad, nothing is said");
            return Ok(Outcome::Done);
        }
        let Some(readers) = self.readers(report).await? else { return Ok(Outcome::Done) };
        // What nobody knows to be bad is for who began the watch.
        let to = if is_news { readers } else { report.watcher() };
        let mut asked = self.as_if_asked(report, &to);
        self.note_whole(&mut asked, whole).await?;
        let everybody = Whose::Everybody;
        self.note_look(report.asker(), report.meeting, everybody, How::Watch, None).await?;
        let file = whole.gaps.is_empty();
        let (report_link, privacy) = (ReportLink::Nowhere, Privacy::Chat);
        let offer = Offer { asked: asked.id, report: report_link, file, privacy };
        let content = self.ports.cards.tell(&Told::Whole(whole, &offer));
        let send = async |content: &Content| match is_news {
            true => self.send_report(report, &to, content).await,
            false => self.tell_watcher(report, content).await,
        };
        match send(&content).await {
            Err(Failure::Platform(error)) if error.refusal == Refusal::PersonalDataBlocked => {
                tracing::warn!(%error, "the tenant blocks personal data, reporting without");
                let offer = Offer { privacy: Privacy::Nothing, ..offer };
                send(&self.ports.cards.tell(&Told::Whole(whole, &offer))).await
            }
            sent => sent,
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
