//! Somebody among the meetings of a number: in those that are known, and where they were in none of
//! them, in those that the platform lists beside.

use super::answer::Meeting;
use super::dispatch::App;
use super::error::UserError;
use super::failure::Failure;
use super::instance::Instances;
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
