//! The minutes of a session, a page at a time.
//!
//! Invariant: the key that the platform accepted for the first page is the key of the others; only the
//! first page tries several. How exactly a key must match is not documented. So, bounded: exact times
//! first; "no such meeting" (126009) is asked once more with the start cut to the minute; "no such
//! device" (126010) once each a minute before and after. What is still refused then is "no data".
//! Dossier 6.3, 6.6, 14.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::api::Api;
use super::client::FeishuClient;
use super::error::{NO_SUCH_DEVICE, NO_SUCH_MEETING};
use super::page::Page;
use super::vc::{Key, MINUTE};
use crate::app::answer::{Cursor, Meeting};
use crate::app::error::PlatformError;
use crate::app::ports::{Lane, RecordPage};
use crate::quality::ids::ParticipantId;

/// Where a page begins, and by which key the session was found. This is what a cursor holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    /// Empty where the platform said that there is more, and not where.
    token: String,
    /// Unix seconds.
    start: i64,
    join: i64,
}

impl Place {
    fn cursor(&self) -> Result<Cursor, PlatformError> {
        let text = serde_json::to_string(self).map_err(|_| wrong_cursor())?;
        Ok(Cursor(text))
    }

    fn read(cursor: &Cursor) -> Result<Self, PlatformError> {
        serde_json::from_str(&cursor.0).map_err(|_| wrong_cursor())
    }
}

fn wrong_cursor() -> PlatformError {
    Api::QualityList.rejected("no cursor of ours; nothing was sent".to_owned())
}

/// One session, as the platform is asked about it.
pub(super) struct Records<'a> {
    pub(super) client: &'a FeishuClient,
    pub(super) meeting: &'a Meeting,
    pub(super) person: &'a ParticipantId,
    pub(super) lane: &'a Lane,
}

impl Records<'_> {
    /// The first page of the session that begins at `join`.
    pub(super) async fn first(&self, join: Timestamp) -> Result<RecordPage, PlatformError> {
        let (mut key, mut join) = (Key::of(self.meeting), join.as_second());
        let mut others = [join - MINUTE, join + MINUTE].into_iter();
        loop {
            let error = match self.ask(key, join, None).await {
                Ok(page) => return taken(page, key, join),
                Err(error) => error,
            };
            match error.code {
                Some(NO_SUCH_MEETING) if key.cut_to_the_minute() => {}
                Some(NO_SUCH_DEVICE) => join = others.next().ok_or(error)?,
                _ => return Err(error),
            }
        }
    }

    /// The page that begins at a cursor.
    pub(super) async fn after(&self, cursor: &Cursor) -> Result<RecordPage, PlatformError> {
        let Place { token, start, join } = Place::read(cursor)?;
        if token.is_empty() {
            // As honest as a token that repeats: there is more, and no way to it.
            return Ok(RecordPage { records: Vec::new(), next: Some(cursor.clone()) });
        }
        let key = Key { start, ..Key::of(self.meeting) };
        taken(self.ask(key, join, Some(&token)).await?, key, join)
    }

    async fn ask(&self, key: Key, join: i64, token: Option<&str>) -> Result<Page, PlatformError> {
        let mut query = key.query(self.meeting, Some(self.person));
        query.push(("join_time", join.to_string()));
        self.client.page(Api::QualityList, &query, token, self.lane).await
    }
}

fn taken(page: Page, key: Key, join: i64) -> Result<RecordPage, PlatformError> {
    let (records, next) = page.read();
    let place = |token| Place { token, start: key.start, join }.cursor();
    Ok(RecordPage { records, next: next.map(place).transpose()? })
}

#[cfg(test)]
mod tests;
