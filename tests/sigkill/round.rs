//! What happens in a round, and when the process dies.

use quality_bot::simulator::{Api, Fault, Gate, Injection, Simulator, State};
use rand::Rng;
use rand::rngs::StdRng;

use crate::answers::{Answers, accepted, replies};
use crate::questions::{BURST, LOOKED_UP};

/// One life of the process.
#[derive(Debug)]
pub(crate) struct Round {
    /// What its predecessors left is answered before the burst comes.
    pub(crate) drained: bool,
    trouble: Trouble,
    moment: (Sign, usize),
}

/// What Feishu does meanwhile.
#[derive(Debug)]
enum Trouble {
    None,
    /// Lookups do not end, so that working cards are sent.
    LookupsHeld,
    /// Replies are done, and nobody is told.
    RepliesHeld,
    /// Some replies are done, and their connection is cut.
    RepliesCut(u32),
}

/// What is counted until the process dies.
#[derive(Clone, Copy, Debug)]
enum Sign {
    /// Pushes that were answered 200.
    Accepted,
    /// Requests of the process.
    Calls,
    /// Replies and working cards that were asked for, known to the process or not.
    Replies,
    /// Working cards that no answer has replaced.
    Unfinished,
}

impl Round {
    /// The kinds take turns; the moment is drawn. No command lives through more than three rounds,
    /// because a job is buried when the process died in six attempts at it.
    pub(crate) fn draw(number: usize, chance: &mut StdRng) -> Self {
        let (trouble, sign, moments) = match number % 6 {
            0 => (Trouble::LookupsHeld, Sign::Unfinished, 1..=LOOKED_UP),
            2 => (Trouble::RepliesHeld, Sign::Replies, 1..=12),
            4 => (Trouble::RepliesCut(chance.random_range(4..12)), Sign::Calls, 10..=80),
            1 => (Trouble::None, Sign::Calls, 1..=80),
            _ => (Trouble::None, Sign::Accepted, 0..=BURST),
        };
        Self {
            drained: number.is_multiple_of(3),
            trouble,
            moment: (sign, chance.random_range(moments)),
        }
    }

    /// Puts the trouble in; it ends with what is returned.
    pub(crate) fn begin(&self, feishu: &Simulator) -> Begun {
        let (gate, faults) = (Gate::closed(), feishu.faults());
        let injection = match self.trouble {
            Trouble::None => None,
            Trouble::LookupsHeld => Some((Api::MeetingList, Fault::Held(gate.clone()), u32::MAX)),
            Trouble::RepliesHeld => Some((Api::Reply, Fault::Held(gate.clone()), u32::MAX)),
            Trouble::RepliesCut(times) => Some((Api::Reply, Fault::DoneThenCut, times)),
        };
        let injection = injection.map(|(api, fault, times)| faults.inject(api, fault).times(times));
        Begun { gate, injection }
    }

    /// Ends when the process shall die: at the drawn moment, or when there is nothing left to do.
    pub(crate) async fn moment(&self, feishu: &Simulator, answers: &Answers) {
        let (sign, many) = self.moment;
        let (before, expected) =
            feishu.read(|state| (sign.count(state, answers), state.deliveries().len() + BURST));
        let come = |state: &State| {
            let settled = || state.deliveries().len() >= expected && answers.owed(state).is_empty();
            (sign.count(state, answers) >= before + many || settled()).then_some(())
        };
        feishu.wait_for(come).await.unwrap_or_else(|missed| panic!("{self:?}: {missed}"));
    }
}

/// Trouble that is under way.
pub(crate) struct Begun {
    gate: Gate,
    injection: Option<Injection>,
}

impl Begun {
    pub(crate) fn end(self) {
        if let Some(injection) = self.injection {
            injection.clear();
        }
        self.gate.open();
    }
}

impl Sign {
    fn count(self, state: &State, answers: &Answers) -> usize {
        match self {
            Self::Accepted => accepted(state).len(),
            Self::Calls => state.journal().all().len(),
            Self::Replies => state.journal().count(Api::Reply),
            Self::Unfinished => replies(state).filter(|one| !answers.right(one)).count(),
        }
    }
}
