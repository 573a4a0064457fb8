//! Planned work as others see it while it is going on: `Stage::settle` would wait for its end.

use std::time::Duration;

use quality_bot::simulator::data::BIG;
use quality_bot::simulator::{Api, Call, Delivery, Fault, Gate, Message, State};

use super::{Reply, Stage};

/// Between two pictures of how far it came.
const PACE: Duration = Duration::from_secs(1);

/// People in [`BIG`]; each costs one call.
pub(crate) const PEOPLE: usize = 300;

/// What bulk work may spend of each minute's hundred calls.
pub(crate) const BUDGET: usize = 95;

/// People who are looked at at once.
pub(crate) const IN_FLIGHT: usize = 32;

/// The longest stretch that Feishu counts calls in.
const MINUTE_MS: i64 = 60_000;

/// Calls for people's minutes, oldest first.
pub(crate) struct QualityCalls(Vec<Call>);

impl Stage {
    /// The reply to a message, as soon as there is one that is more than the promise of one. It is
    /// taken.
    pub(crate) async fn reply_to(&self, asked: &Delivery) -> Reply {
        let find = |state: &State| {
            let replies = state.replies_to(&asked.message_id);
            replies.into_iter().find(|message| message.content != self.working).cloned()
        };
        let message = self.sim.wait_for(find).await.unwrap();
        self.read.lock().unwrap().insert(message.message_id.clone());
        Reply::of(message)
    }

    /// 李四 asks for everybody in [`BIG`], and all that may be spent on it in this minute is.
    pub(crate) async fn spent(&self) -> (Delivery, Reply) {
        self.clock.hold();
        let asked = self.li_si().says(&format!("/quality {BIG}")).await;
        let card = self.reply_to(&asked).await;
        // Each picture winds the clock. Once all calls are answered there is at most one for each of
        // the last who are looked at; before that there could be so many that the minute passes.
        self.wait_for_quality_calls(BUDGET).await;
        self.clock.until_asleep(1).await;
        let card = self.progress_to(&card, BUDGET).await;
        assert_eq!(self.quality_calls(BIG).count(), BUDGET);
        (asked, card)
    }

    /// The card about [`BIG`] when all calls were made, none of them twice.
    pub(crate) async fn finished(&self, card: &Reply) -> Reply {
        self.clock.let_go();
        self.wait_for_quality_calls(PEOPLE).await;
        let card = self.card_now(card).await;
        card.says("全员会议质量").says("Meeting quality for everybody");
        card.says("共 300 人，有数据 300 人").says("People: 300, with data: 300");
        assert_eq!(self.quality_calls(BIG).are_all_different().count(), PEOPLE);
        card
    }

    /// Ends when so many calls for people's minutes were made.
    pub(crate) async fn wait_for_quality_calls(&self, count: usize) {
        let made = |state: &State| (state.journal().count(Api::QualityList) >= count).then_some(());
        self.sim.wait_for(made).await.unwrap();
    }

    /// Lets the pictures come, one after the other, until one says that so many people are done.
    /// The clock must be held, and so many the last of their window.
    pub(crate) async fn progress_to(&self, card: &Reply, people: usize) -> Reply {
        let id = &card.message.message_id;
        loop {
            let now = Reply::of(self.sim.message(id).unwrap());
            if now.people_done() == Some(people) {
                return now;
            }
            let pictures = now.times_replaced();
            self.ring(PACE).await;
            let another = |state: &State| {
                let message = state.world().messages.get(id)?;
                (message.history.len() > pictures).then_some(())
            };
            self.sim.wait_for(another).await.unwrap();
        }
    }

    /// The answers to the next so many calls for people's minutes wait for the gate.
    pub(crate) fn hold_answers(&self, count: usize) -> Gate {
        let gate = Gate::closed();
        let fault = self.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone()));
        let _held = fault.times(count.try_into().unwrap());
        gate
    }

    /// Somebody takes back what they said.
    pub(crate) async fn take_back(&self, said: &Delivery) {
        let _still = self.clock.stand_still().await;
        let delivery = self.sim.recall(&said.message_id).await;
        assert_eq!(delivery.status(), Some(200));
    }

    /// The calls for the minutes of people in a meeting.
    pub(crate) fn quality_calls(&self, no: &str) -> QualityCalls {
        let journal = self.sim.journal();
        let calls = journal.calls(Api::QualityList).into_iter();
        let own = calls.filter(|call| call.query.get("meeting_no") == Some(no));
        QualityCalls(own.cloned().collect())
    }
}

impl Reply {
    /// How many people a progress card says are done.
    pub(crate) fn people_done(&self) -> Option<usize> {
        let text = self.to_string();
        let line = text.lines().find(|line| line.ends_with(" people are done."))?;
        line.split(' ').next()?.parse().ok()
    }

    /// What it said before, oldest first.
    pub(crate) fn earlier(&self) -> Vec<Self> {
        let with = |content: &String| {
            let message = Message { content: content.clone(), ..self.message.clone() };
            Self::of(message)
        };
        self.message.history.iter().map(with).collect()
    }
}

impl QualityCalls {
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The most that were made in any minute.
    pub(crate) fn most_in_a_minute(&self) -> usize {
        let times: Vec<i64> = self.0.iter().map(|call| call.at_ms).collect();
        let within =
            |from: &i64| times.iter().filter(|at| (*from..*from + MINUTE_MS).contains(*at)).count();
        times.iter().map(within).max().unwrap_or(0)
    }

    /// No page was asked for twice.
    #[track_caller]
    pub(crate) fn are_all_different(&self) -> &Self {
        let mut pages: Vec<String> = self.0.iter().map(|call| call.query.to_string()).collect();
        pages.sort();
        let twice: Vec<_> = pages.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "asked for twice: {twice:?}");
        self
    }
}
