//! Which meetings a question means: what was chosen before, its number and time, or the asker's latest.
//!
//! Invariant: a day with several is chosen from by the asker, of those that they may see.

use super::access::Whose;
use super::answer::Meeting;
use super::asked::Asked;
use super::dispatch::App;
use super::error::{StoreError, UserError};
use super::failure::Failure;
use super::instance::Instances;
use super::question::{Step, Wanted};
use crate::command::{Question, Which};

impl App {
    /// The ended meetings that a question may mean, newest first; at least one.
    pub(super) async fn meetings_meant(
        &self,
        asked: &Asked,
        question: &Question,
    ) -> Result<Instances, Failure> {
        let message = &asked.message;
        match (&asked.pinned, question.meeting) {
            (Some(meeting), _) => Ok(vec![meeting.clone()].into()),
            (None, Which::No(no)) => self.instances(&message.tenant, no, question.when).await,
            (None, Which::Latest) => {
                let mut own = self.meetings_of(&message.tenant, &message.sender).await?;
                if let Some(when) = question.when {
                    own = self.of_then(own, when);
                }
                own.truncate(1);
                match (own.is_empty(), question.when) {
                    (false, _) => Ok(own.into()),
                    (true, Some(_)) => Err(UserError::NoLatestThen.into()),
                    (true, None) => {
                        Err(UserError::NoLatest { days: self.options.lookback_days }.into())
                    }
                }
            }
        }
    }

    /// The one meeting that is meant: the newest one; a picker where a day has several.
    pub(super) async fn only_meeting(
        &self,
        asked: &Asked,
        wanted: &Wanted,
    ) -> Result<Result<Meeting, Step>, Failure> {
        let meetings = match self.meetings_but_of_one_day(asked, wanted).await? {
            Ok(meetings) => meetings,
            Err(picker) => return Ok(Err(picker)),
        };
        let newest = meetings.newest_first.into_iter().next();
        newest.map(Ok).ok_or_else(|| StoreError("no meeting of several".to_owned()).into())
    }

    /// The meetings that a question may mean, newest first; a picker where a day has several that
    /// the asker may see everybody in.
    pub(super) async fn meetings_but_of_one_day(
        &self,
        asked: &Asked,
        wanted: &Wanted,
    ) -> Result<Result<Instances, Step>, Failure> {
        let question = &wanted.question;
        let meetings = self.meetings_meant(asked, question).await?;
        let that_day = &meetings.newest_first;
        if question.when.is_none() || that_day.len() < 2 {
            return Ok(Ok(meetings));
        }
        match self.seen_of(asked, that_day, &[Whose::Everybody]).await? {
            Ok(seen) if seen.len() < 2 => Ok(Ok(seen.into())),
            Ok(seen) => Ok(Err(self.pick_meeting(asked, seen).await?)),
            Err(why) => Ok(Err(self.refused_all(asked, that_day, wanted.how(), why).await?)),
        }
    }
}
