//! Somebody among the meetings of a number: in those that are known, and where they were in none of
//! them, in those that the platform lists beside.

use super::access::{Asker, Whose};
use super::answer::Meeting;
use super::asked::Asked;
use super::audit::How;
use super::dispatch::App;
use super::error::{Refusal, UserError};
use super::failure::Failure;
use super::instance::Instances;
use super::person::Meant;
use super::quality::INSTANCES_LOOKED_AT;
use super::question::Step;
use super::told::WhyRefused;

/// Meetings that somebody was in, of those that the asker may see, and why there may be more of them.
pub(super) struct Sought<T> {
    /// With what is known of them there.
    pub found: Vec<(Meeting, T)>,
    pub not_ready: Option<UserError>,
    pub seen: Vec<Meeting>,
}

/// What was sought, or why the asker may see it in none of the meetings.
pub(super) type Seen<T> = Result<Sought<T>, WhyRefused>;

impl App {
    /// Where to seek after it was in vain: what the platform lists beside the meetings that are known.
    pub(super) async fn elsewhere<T>(
        &self,
        tenant: &str,
        meetings: &Instances,
        sought: &Seen<T>,
    ) -> Result<Vec<Meeting>, Failure> {
        match is_in_vain(sought) {
            true => self.more(tenant, meetings).await,
            false => Ok(Vec::new()),
        }
    }

    /// Whom a name means, in the newest of these meetings in which somebody has it; or that the asker
    /// may see everybody in none of them.
    pub(super) async fn by_name(
        &self,
        asked: &Asked,
        meetings: &Instances,
        name: &str,
        rooms: bool,
    ) -> Result<Result<(Meeting, Meant), Step>, Failure> {
        let Some(newest) = meetings.newest_first.first() else { return Err(Failure::Panic) };
        let mut sought = self.seek_name(asked, &meetings.newest_first, name, rooms).await?;
        let more = self.elsewhere(&asked.message.tenant, meetings, &sought).await?;
        if !more.is_empty() {
            sought = or(sought, self.seek_name(asked, &more, name, rooms).await?);
        }
        let (about, refused) = (looked_at(&sought, newest), sought.as_ref().err().copied());
        let (looker, whose) = (Asker::looking(asked), Whose::Everybody);
        self.note_look(looker, about, whose, How::Card, refused).await?;
        let Sought { mut found, not_ready, seen } = match sought {
            Ok(sought) => sought,
            Err(why) => return Ok(Err(self.refused(asked, why).await?)),
        };
        let nobody = || {
            let (no, name) = (newest.no, name.to_owned());
            UserError::NoSuchName { no, name, looked_at: seen.len() }
        };
        Ok(Ok(found.pop().ok_or_else(|| not_ready.unwrap_or_else(nobody))?))
    }

    /// Looks at no more meetings than it needs, nor at who was in one before the asker may know.
    async fn seek_name(
        &self,
        asked: &Asked,
        meetings: &[Meeting],
        name: &str,
        rooms: bool,
    ) -> Result<Seen<Meant>, Failure> {
        let mut sought = Sought { found: Vec::new(), not_ready: None, seen: Vec::new() };
        let mut refused = None;
        for meeting in meetings.iter().take(INSTANCES_LOOKED_AT) {
            if let Err(why) = self.ruling(asked, meeting, Whose::Everybody).await? {
                refused.get_or_insert(why);
                continue;
            }
            sought.seen.push(meeting.clone());
            match self.named_in(&asked.message.tenant, meeting, name, rooms).await {
                Ok(meant) => {
                    sought.found.push((meeting.clone(), meant));
                    break;
                }
                Err(Failure::User(UserError::NoSuchName { .. })) => {}
                Err(Failure::Platform(error)) if error.refusal == Refusal::NoData => {
                    let not_ready = self.still_settling(meeting);
                    sought.not_ready = sought.not_ready.or(not_ready);
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(match refused {
            Some(why) if sought.seen.is_empty() => Err(why),
            _ => Ok(sought),
        })
    }
}

/// The meeting that a look is about: where it was found, or the newest one.
pub(super) fn looked_at<'a, T>(sought: &'a Seen<T>, newest: &'a Meeting) -> &'a Meeting {
    let Ok(Sought { found, seen, .. }) = sought else { return newest };
    found.first().map(|(meeting, _)| meeting).or(seen.first()).unwrap_or(newest)
}

/// Whether somebody may be found in other meetings of a number.
const fn is_in_vain<T>(sought: &Seen<T>) -> bool {
    match sought {
        Ok(Sought { found, not_ready, .. }) => found.is_empty() && not_ready.is_none(),
        Err(why) => matches!(why, WhyRefused::NotThere),
    }
}

/// What was sought in some meetings in vain, and then in more.
pub(super) fn or<T>(some: Seen<T>, more: Seen<T>) -> Seen<T> {
    match (some, more) {
        (Ok(some), Ok(more)) => {
            let seen = some.seen.into_iter().chain(more.seen).collect();
            Ok(Sought { seen, ..more })
        }
        (Ok(sought), Err(_)) | (Err(_), Ok(sought)) => Ok(sought),
        (Err(why), Err(_)) => Err(why),
    }
}
