//! `/quality <meeting> @a @b`: two people on one time axis, and whose side it was.
//!
//! Each is judged as in a question about them alone. Calls, cold: those of both, each with its
//! comparison with others who were there.

use super::access::{self, Asker};
use super::answer::{Answer, Meeting};
use super::asked::{Answered, Asked};
use super::audit::How;
use super::dispatch::App;
use super::error::{UserError, Who};
use super::failure::Failure;
use super::person::{Meant, Words, read};
use super::quality::{Found, There};
use super::question::{Step, Wanted};
use super::reply::{Said, Subject};
use super::seek::{Seen, Sought, looked_at, or};
use super::told::Pair;
use crate::command::Person;
use crate::quality::ids::ParticipantId;
use crate::quality::together::Whose;

/// Somebody, and how to call them.
type Named = (ParticipantId, Who);

impl App {
    /// Two people.
    pub(super) async fn two(
        &self,
        asked: &Asked,
        wanted: &Wanted,
        people: [&Person; 2],
    ) -> Result<Step, Failure> {
        let meetings = match self.meetings_but_of_one_day(asked, wanted).await? {
            Ok(meetings) => meetings,
            Err(picker) => return Ok(picker),
        };
        let Some(newest) = meetings.newest_first.first() else { return Err(Failure::Panic) };
        let mut both = Vec::new();
        for person in people {
            let (name, rooms) = match read(&asked.message, person)? {
                Words::Id(id, who) => {
                    both.push((id, who));
                    continue;
                }
                Words::Name { name, rooms } => (name, rooms),
            };
            match self.by_name(asked, &meetings, name, rooms).await? {
                Err(refused) => return Ok(refused),
                Ok((_, Meant::One(id, who))) => both.push((id, who)),
                Ok((meeting, Meant::Several(people))) => {
                    return self.pick_person(asked, &meeting, people).await;
                }
            }
        }
        let [one, other]: [Named; 2] = both.try_into().map_err(|_| Failure::Panic)?;
        if one.0 == other.0 {
            return Err(UserError::SamePerson.into());
        }
        let ids = [&one.0, &other.0];
        let mut sought = self.together(asked, &meetings.newest_first, ids).await?;
        let more = self.elsewhere(&asked.message.tenant, &meetings, &sought).await?;
        if !more.is_empty() {
            sought = or(sought, self.together(asked, &more, ids).await?);
        }
        let (looker, about) = (Asker::looking(asked), looked_at(&sought, newest));
        for id in ids {
            let (whose, refused) = (access::Whose::One(id), sought.as_ref().err().copied());
            self.note_look(looker, about, whose, How::Pair, refused).await?;
        }
        let Sought { mut found, seen, .. } = match sought {
            Ok(sought) => sought,
            Err(why) => return self.refused(asked, why).await,
        };
        if let Some((meeting, [there, also])) = found.pop() {
            return self.pair(asked, &meeting, [(one.0, there), (other.0, also)]).await;
        }
        let Some(newest) = seen.first() else { return Err(Failure::Panic) };
        let absent = match self.there(&asked.message.tenant, newest, &one.0).await? {
            None => one.1,
            Some(_) => other.1,
        };
        let (no, looked_at) = (newest.no, seen.len());
        Err(UserError::NotInMeeting { no, who: absent, looked_at }.into())
    }

    /// The newest of these meetings that both were in, of those that the asker may see for both. Or
    /// why they may see none.
    async fn together(
        &self,
        asked: &Asked,
        meetings: &[Meeting],
        [one, other]: [&ParticipantId; 2],
    ) -> Result<Seen<[There; 2]>, Failure> {
        let whose = [one, other].map(access::Whose::One);
        let seen = match self.seen_of(asked, meetings, &whose).await? {
            Ok(seen) => seen,
            Err(why) => return Ok(Err(why)),
        };
        let tenant = &asked.message.tenant;
        for meeting in &seen {
            let Some(there) = self.there(tenant, meeting, one).await? else { continue };
            let Some(also) = self.there(tenant, meeting, other).await? else { continue };
            let found = vec![(meeting.clone(), [there, also])];
            return Ok(Ok(Sought { found, not_ready: None, seen }));
        }
        Ok(Ok(Sought { found: Vec::new(), not_ready: None, seen }))
    }

    async fn pair(
        &self,
        asked: &Asked,
        meeting: &Meeting,
        people: [(ParticipantId, There); 2],
    ) -> Result<Step, Failure> {
        let tenant = &asked.message.tenant;
        let mut known = Vec::new();
        for (id, there) in people {
            known.push(self.known(tenant, meeting, &id, there).await?);
        }
        let mut both = Vec::new();
        for known in known {
            // The same as for one alone: no two cards say different things of one person.
            let Found { mut answer, mut answered, others } = self.answer(tenant, known).await?;
            let verdict = &mut answer.verdict;
            answered.quotes = self.quote(asked, meeting, &others, verdict, How::Pair).await?;
            self.remember(tenant, &answer).await?;
            both.push((answer, answered));
        }
        let [(one, first), (other, second)]: [(Answer, Answered); 2] =
            both.try_into().map_err(|_| Failure::Panic)?;
        let mut asked = asked.clone();
        asked.answered = Some(Answered {
            beside: Some(second.about.person),
            // The files and the report of a pair are those of each.
            kept: false,
            settled: first.settled && second.settled,
            quotes: [first.quotes, second.quotes].concat(),
            ..first
        });
        asked.pinned = Some(meeting.clone());
        self.ports.questions.note(&asked).await?;
        let whose = Whose::of(&one.verdict, &other.verdict, &self.options.rules);
        let pair = Pair { one, other, whose };
        let offer = self.offer(&asked);
        let cards = self.ports.cards.as_ref();
        Ok(Step::Private(Said::answer(cards, Subject::Two(Box::new(pair)), offer)))
    }
}
