//! The planned work: a look at everybody behind a progress card, until the answer takes its place.
//!
//! Invariants: the card is replaced at most once a second, and never while it is being replaced, so
//! that the last word stays the last (dossier 7.2); the work ends as soon as somebody says so, with
//! the calls that are in flight; a cut at any moment loses nothing that came.

use std::pin::pin;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::{Either, join, select};
use tokio::sync::{Notify, watch};

use super::{Steps, Tracker};
use crate::app::answer::Meeting;
use crate::app::asked::{Asked, AskedId, Stop};
use crate::app::dispatch::App;
use crate::app::error::Refusal;
use crate::app::failure::Failure;
use crate::app::inbound::{Attempt, MessageId, Outcome};
use crate::app::ports::{Lane, Progress};
use crate::app::question::caught;
use crate::app::reply::{Reply, Said};
use crate::app::stops::Listening;
use crate::app::told::Whole;

/// Between two pictures of the progress. The platform takes five of one message (dossier 7.2).
const PACE: Duration = Duration::from_secs(1);

/// How the work ended.
enum Ended {
    Looked(Box<Result<Whole, Failure>>),
    Stopped(Stop),
}

/// Whoever shows the progress looks at the latest.
struct Latest(watch::Sender<Steps>);

#[async_trait]
impl Tracker for Latest {
    async fn came_to(&self, steps: Steps) -> bool {
        self.0.send_if_modified(|latest| std::mem::replace(latest, steps) != steps);
        true
    }
}

impl App {
    /// The planned work.
    pub(in crate::app) async fn whole_job(
        &self,
        attempt: &Attempt,
        id: &AskedId,
        card: &MessageId,
        progress: &dyn Progress,
    ) -> Outcome {
        let reply = Reply::to_press(&self.ports, card, &id.0, attempt, progress).instead_of(card);
        if attempt.hopeless {
            return reply.send(Said::card(self.given_up())).await;
        }
        let _piece = self.planned.begin(id);
        let asked = match self.ports.questions.asked(id).await {
            Ok(asked) => asked,
            Err(error) => return Outcome::Again { why: error.to_string() },
        };
        let Some((mut asked, meeting)) = asked.and_then(|it| it.pinned.clone().map(|at| (it, at)))
        else {
            // Forgotten since: nobody waits for it any more.
            return self.take_away(card).await;
        };
        if asked.dropped {
            return Outcome::Done;
        }
        let ids = [id, &asked.first().clone()];
        let mut listening = self.stops.listen_to(ids, &asked.message.sender);
        let stopped = match self.stopped_before(ids).await {
            Ok(stopped) => stopped,
            Err(error) => return Outcome::Again { why: error.to_string() },
        };
        let latest = Latest(watch::Sender::default());
        let ended = match stopped {
            Some(stop) => Ended::Stopped(stop),
            None => self.look_and_show(&asked, &meeting, &reply, &latest, &mut listening).await,
        };
        if let Ended::Looked(_) = ended {
            // Nothing is noted of a question that was forgotten meanwhile.
            match self.ports.questions.asked(id).await {
                Ok(Some(_)) => {}
                Ok(None) => return self.take_away(card).await,
                Err(error) => return Outcome::Again { why: error.to_string() },
            }
        }
        let steps = *latest.0.borrow();
        let said = match ended {
            Ended::Stopped(Stop::Recalled) => return self.take_away(card).await,
            Ended::Stopped(Stop::Cancelled) => {
                let told = Said::card(self.cancelled_card(id, meeting.no, steps));
                // It tells how many took part.
                Ok(self.for_chat(&asked, told, &format!("{}/cancelled", id.0), &reply).await)
            }
            Ended::Looked(looked) => match *looked {
                Ok(whole) => {
                    caught(self.say_all(attempt, &mut asked, whole, &reply, progress)).await
                }
                Err(failure) => Err(failure),
            },
        };
        let said = match said {
            Ok(said) => said,
            Err(failure) => {
                let told = Said::card(self.explain_to(&asked, failure).await);
                self.for_chat(&asked, told, &asked.id.0, &reply).await
            }
        };
        reply.send_unless(said).await
    }

    /// The card, and before it the file, where that was asked for. Where people of other tenants read
    /// along, the asker alone.
    async fn say_all(
        &self,
        attempt: &Attempt,
        asked: &mut Asked,
        whole: Whole,
        reply: &Reply<'_>,
        progress: &dyn Progress,
    ) -> Result<Result<Said, Outcome>, Failure> {
        if let Some(format) = asked.file {
            let file = self.whole_file(asked, &whole, format).await?;
            let step = format!("{}/file", asked.id.0);
            let file = match self.for_chat(asked, file, &step, reply).await {
                Ok(file) => file,
                Err(outcome) => return Ok(Err(outcome)),
            };
            let under = Reply::to_press(&self.ports, reply.to(), &step, attempt, progress);
            under.send_anew(file).await?;
        }
        let said = self.say_whole(asked, whole).await?;
        Ok(self.for_chat(asked, said, &asked.id.0, reply).await)
    }

    /// Looks at everybody, and shows how far it came, until that is over or is to end. A picture
    /// that is under way is waited for: it must not come after what is said next.
    async fn look_and_show(
        &self,
        asked: &Asked,
        meeting: &Meeting,
        reply: &Reply<'_>,
        latest: &Latest,
        listening: &mut Listening,
    ) -> Ended {
        let (tenant, lane) = (&asked.message.tenant, Lane::Bulk(asked.id.clone()));
        let over = Notify::new();
        let work = async {
            let look = caught(self.look_at_everybody(tenant, meeting, &lane, latest));
            let ended = match select(pin!(look), pin!(listening.stopped())).await {
                Either::Left((Ok(Some(whole)), _)) => Ended::Looked(Box::new(Ok(whole))),
                Either::Left((Ok(None), _)) => Ended::Stopped(Stop::Cancelled),
                Either::Left((Err(failure), _)) => Ended::Looked(Box::new(Err(failure))),
                Either::Right((stop, _)) => Ended::Stopped(stop),
            };
            over.notify_one();
            ended
        };
        let show = self.show_progress(asked, meeting, reply, latest.0.subscribe(), &over);
        join(work, show).await.0
    }

    /// Not to people of other tenants: it tells how many took part.
    async fn show_progress(
        &self,
        asked: &Asked,
        meeting: &Meeting,
        reply: &Reply<'_>,
        mut latest: watch::Receiver<Steps>,
        over: &Notify,
    ) {
        let mut over = pin!(over.notified());
        while !self.outsiders_read(reply.place(&asked.message)).await {
            let news = async {
                self.ports.clock.alarm(PACE).await;
                latest.changed().await
            };
            match select(pin!(news), &mut over).await {
                Either::Left((Ok(()), _)) => {}
                Either::Left((Err(_), _)) | Either::Right(_) => return,
            }
            let steps = *latest.borrow_and_update();
            let content = self.progress_card(&asked.id, meeting.no, steps);
            match self.ports.messages.replace(reply.to(), &content).await {
                Ok(()) => {}
                Err(error) if error.refusal == Refusal::Unavailable => {
                    tracing::info!(%error, "progress was not shown");
                }
                Err(error) => {
                    tracing::warn!(%error, "no more progress is shown");
                    return;
                }
            }
        }
    }

    /// Nobody is to read anything about it.
    async fn take_away(&self, card: &MessageId) -> Outcome {
        match self.ports.messages.take_back(card).await {
            Ok(()) => Outcome::Done,
            Err(error) if error.refusal == Refusal::Unavailable => {
                Outcome::Again { why: error.to_string() }
            }
            Err(error) => {
                tracing::info!(%error, "a card is not taken away");
                Outcome::Done
            }
        }
    }
}
