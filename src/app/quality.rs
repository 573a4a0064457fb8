//! `/quality <meeting> @person`: find the meeting and what is known of the person in it, and judge.
//!
//! Calls, cold: one `meeting_list` where the table of ended meetings does not know it, one
//! `participant_list`, another one for the asker where it depends on their attendance whether they may
//! see it, and one `participant_quality_list` for every hundred minutes of every session; and what it
//! costs to compare, where minutes were bad ([`compare`](super::compare)). A result that is kept costs
//! none of these but the first, and asked again within half a minute not even that.

use jiff::Timestamp;

use super::access::{Asker, Whose};
use super::answer::{Answer, Attendance, Kept, Meeting};
use super::asked::{About, Answered, Asked, Judged};
use super::compare::Compared;
use super::dispatch::App;
use super::error::{Refusal, StoreError, UserError};
use super::failure::Failure;
use super::file::file_format;
use super::known::Known;
use super::person::{Meant, Words, read};
use super::question::{Step, Wanted};
use super::quote::{Named, quote_only};
use super::reply::{Said, Subject};
use super::seek::{Seen, Sought, or};
use crate::command::Person;
use crate::quality::diagnose::diagnose;
use crate::quality::ids::ParticipantId;
use crate::quality::participant::Participant;
use crate::quality::rules::Rules;
use crate::quality::verdict::Verdict;

/// How many instances of a number are searched for the person, newest first. A daily meeting has
/// about twenty in a month; each costs one call of a hundred a minute.
pub(super) const INSTANCES_LOOKED_AT: usize = 10;

/// An answer, and what will be noted of it.
#[derive(Debug)]
pub(super) struct Found {
    pub answer: Answer,
    pub answered: Answered,
    /// Whom the person was compared with.
    pub others: Vec<Named>,
}

/// What is known of a person in a meeting before their minutes are.
pub(super) enum There {
    Kept(Box<Kept>),
    Rows(Vec<Attendance>),
}

impl App {
    /// One person.
    pub(super) async fn one(
        &self,
        asked: &Asked,
        wanted: &Wanted,
        person: &Person,
    ) -> Result<Step, Failure> {
        // Before anything is asked of the platform: who is from outside cannot be measured.
        let (meetings, id, who) = match read(&asked.message, person)? {
            Words::Id(id, who) => (self.meetings_meant(asked, &wanted.question).await?, id, who),
            Words::Name { name, rooms } => {
                let meetings = match self.meetings_but_of_one_day(asked, wanted).await? {
                    Ok(meetings) => meetings,
                    Err(picker) => return Ok(picker),
                };
                match self.by_name(asked, &meetings, name, rooms).await? {
                    Err(refused) => return Ok(refused),
                    Ok((meeting, Meant::Several(people))) => {
                        return self.pick_person(asked, &meeting, people).await;
                    }
                    Ok((meeting, Meant::One(id, who))) => (vec![meeting].into(), id, who),
                }
            }
        };
        let Some(newest) = meetings.newest_first.first() else { return Err(Failure::Panic) };
        let (looker, whose) = (Asker::looking(asked), Whose::One(&id));
        let how = wanted.how();
        // Who may not see it does not learn either whether the person was there.
        let several = wanted.question.when.is_some();
        let mut sought = self.seek(asked, &meetings.newest_first, &id, several).await?;
        let more = self.elsewhere(&asked.message.tenant, &meetings, &sought).await?;
        if !more.is_empty() {
            sought = or(sought, self.seek(asked, &more, &id, several).await?);
        }
        let Sought { mut found, not_ready, seen } = match sought {
            Ok(sought) => sought,
            Err(why) => {
                self.note_look(looker, newest, whose, how, Some(why)).await?;
                return self.refused(asked, why).await;
            }
        };
        if found.len() > 1 {
            // That the person was in each of these is told by the list already.
            for (meeting, _) in &found {
                self.note_look(looker, meeting, whose, how, None).await?;
            }
            let meetings = found.into_iter().map(|(meeting, _)| meeting).collect();
            return self.pick_meeting(asked, meetings).await;
        }
        let meeting = found.first().map(|(meeting, _)| meeting).or_else(|| seen.first());
        let Some(meeting) = meeting.cloned() else { return Err(Failure::Panic) };
        self.note_look(looker, &meeting, whose, how, None).await?;
        match found.pop() {
            Some((meeting, there)) => {
                let tenant = &asked.message.tenant;
                let known = self.known(tenant, &meeting, &id, there).await?;
                self.say(asked, wanted, self.answer(tenant, known).await?).await
            }
            None => {
                let (no, looked_at) = (meeting.no, seen.len());
                Err(not_ready.unwrap_or(UserError::NotInMeeting { no, who, looked_at }).into())
            }
        }
    }

    /// The newest of these meetings that the person was in; with `several`, all of them. Or why the
    /// asker may see it of none.
    async fn seek(
        &self,
        asked: &Asked,
        meetings: &[Meeting],
        id: &ParticipantId,
        several: bool,
    ) -> Result<Seen<There>, Failure> {
        let seen = match self.seen_of(asked, meetings, &[Whose::One(id)]).await? {
            Ok(seen) => seen,
            Err(why) => return Ok(Err(why)),
        };
        let mut sought = Sought { found: Vec::new(), not_ready: None, seen };
        for meeting in &sought.seen {
            match self.there(&asked.message.tenant, meeting, id).await {
                Ok(Some(there)) => sought.found.push((meeting.clone(), there)),
                Ok(None) => {}
                Err(Failure::Platform(error)) if error.refusal == Refusal::NoData => {
                    let not_ready = self.still_settling(meeting);
                    sought.not_ready = sought.not_ready.or(not_ready);
                }
                Err(failure) => return Err(failure),
            }
            if !sought.found.is_empty() && !several {
                break;
            }
        }
        Ok(Ok(sought))
    }

    /// What is known of a person in a meeting; `None` when they were not in it.
    pub(super) async fn there(
        &self,
        tenant: &str,
        meeting: &Meeting,
        id: &ParticipantId,
    ) -> Result<Option<There>, Failure> {
        if let Some(kept) = self.ports.results.find(tenant, &meeting.instance, id).await? {
            return Ok(Some(There::Kept(Box::new(kept))));
        }
        let rows = self.own_rows(tenant, meeting, id).await?;
        Ok((!rows.is_empty()).then_some(There::Rows(rows)))
    }

    /// All minutes of a person who was there.
    pub(super) async fn known(
        &self,
        tenant: &str,
        meeting: &Meeting,
        id: &ParticipantId,
        there: There,
    ) -> Result<Known, Failure> {
        match there {
            There::Kept(kept) => Ok(Known::from(*kept)),
            There::Rows(rows) => self.fetch(tenant, meeting, id, rows, true).await,
        }
    }

    /// Notes what was found, and makes the card, or the file.
    async fn say(&self, asked: &Asked, wanted: &Wanted, found: Found) -> Result<Step, Failure> {
        let Found { mut answer, mut answered, others } = found;
        let (meeting, verdict) = (&answer.meeting, &mut answer.verdict);
        answered.quotes = self.quote(asked, meeting, &others, verdict, wanted.how()).await?;
        let mut asked = asked.clone();
        asked.answered = Some(answered);
        asked.pinned = Some(answer.meeting.clone());
        self.ports.questions.note(&asked).await?;
        self.remember(&asked.message.tenant, &answer).await?;
        if let Some(format) = wanted.file {
            let (format, language) = (file_format(format), self.language_of(&asked.message));
            let file = self.ports.pages.file(&answer, format, language);
            return Ok(Step::Private(Said::card(self.uploaded(file, format).await?)));
        }
        let offer = self.offer(&asked);
        let cards = self.ports.cards.as_ref();
        Ok(Step::Private(Said::answer(cards, Subject::One(Box::new(answer)), offer)))
    }

    /// Judges somebody's minutes, beside others' where there was trouble, and keeps who they are.
    pub(super) async fn answer(&self, tenant: &str, mut known: Known) -> Result<Found, Failure> {
        let alone = first_verdict(std::slice::from_ref(&known.participant), &self.options.rules);
        let bad: Vec<Timestamp> = alone.judgement.bad.iter().map(|minute| minute.minute).collect();
        let Compared { people, all } = match bad.is_empty() {
            true => Compared::default(),
            false => self.compare(tenant, &known, &bad).await,
        };
        let is_compared = bad.is_empty() || all.is_some();
        if known.is_complete && known.kept.compared.is_none() && all.is_some() {
            known.kept.compared = all;
            self.ports.results.keep(tenant, &known.kept).await?;
        }
        let Known { kept, participant, is_complete, .. } = known;
        let (others, people) = named(people);
        let everybody: Vec<Participant> = std::iter::once(participant).chain(people).collect();
        let verdict = match &everybody[..] {
            [_] => alone,
            everybody => first_verdict(everybody, &self.options.rules),
        };
        let answer = told(kept, everybody.into_iter().next().unwrap_or_default(), verdict);
        let (instance, person) = (answer.meeting.instance.clone(), answer.person.clone());
        let answered = Answered {
            about: About { instance, person },
            beside: None,
            kept: is_complete,
            settled: is_complete && is_compared,
            judged: Judged::from(&answer.verdict),
            quotes: Vec::new(),
        };
        Ok(Found { answer, answered, others })
    }

    /// The answer to a question as it is kept, without asking the platform anything; `None` when it
    /// is not, or not any more.
    pub(super) async fn kept_answer(&self, asked: &Asked) -> Result<Option<Answer>, StoreError> {
        let Some(Known { kept, participant, .. }) = self.kept_of(asked).await? else {
            return Ok(None);
        };
        let tenant = &asked.message.tenant;
        let people = match &kept.compared {
            Some(ids) => self.compared_before(tenant, &kept.meeting, ids).await.people,
            None => Vec::new(),
        };
        let (others, people) = named(people);
        let everybody: Vec<Participant> = std::iter::once(participant).chain(people).collect();
        let mut verdict = first_verdict(&everybody, &self.options.rules);
        quote_only(&mut verdict, &others, asked.quotes());
        Ok(Some(told(kept, everybody.into_iter().next().unwrap_or_default(), verdict)))
    }

    /// What is kept of the person a question was about.
    pub(super) async fn kept_of(&self, asked: &Asked) -> Result<Option<Known>, StoreError> {
        let Some(about) = asked.kept() else { return Ok(None) };
        let (tenant, results) = (&asked.message.tenant, &self.ports.results);
        let kept = results.find(tenant, &about.instance, &about.person).await?;
        Ok(kept.map(Known::from))
    }
}

/// Who others are, and what is known of them.
fn named(people: Vec<(ParticipantId, Participant)>) -> (Vec<Named>, Vec<Participant>) {
    people.into_iter().map(|(id, person)| ((id, person.name.clone()), person)).unzip()
}

/// The answer about somebody.
fn told(kept: Kept, participant: Participant, verdict: Verdict) -> Answer {
    let minutes = participant.measured.minutes;
    let Kept { meeting, person, name, attendance, gaps, .. } = kept;
    Answer { meeting, person, name, attendance, verdict, minutes, gaps }
}

/// The verdict about the first of these people.
#[expect(clippy::expect_used, reason = "there is one verdict for each participant")]
fn first_verdict(people: &[Participant], rules: &Rules) -> Verdict {
    let verdicts = diagnose(people, rules).verdicts;
    verdicts.into_iter().next().expect("one verdict for each participant")
}
