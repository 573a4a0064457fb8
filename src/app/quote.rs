//! Others whom a verdict quotes by name: whoever spoke, or shared, while their side was bad.
//!
//! Invariant: their reading is theirs like any other. It has a name only where the asker may see that
//! person, and then it is a look at them; where everybody sees themself alone, nobody is named.

use super::access::{Asker, Whose};
use super::answer::Meeting;
use super::asked::Asked;
use super::audit::How;
use super::dispatch::App;
use super::failure::Failure;
use crate::quality::ids::ParticipantId;
use crate::quality::verdict::Verdict;
use crate::settings::Access;

/// Somebody and their name in the participant list.
pub(super) type Named = (ParticipantId, String);

impl App {
    /// Takes the names out of a verdict that the asker may not read. Returns who is quoted still; that
    /// they are looked at is in the audit log then.
    pub(super) async fn quote(
        &self,
        asked: &Asked,
        meeting: &Meeting,
        people: &[Named],
        verdict: &mut Verdict,
        how: How,
    ) -> Result<Vec<ParticipantId>, Failure> {
        let names = verdict.quoted();
        let meant = people.iter().filter(|(_, name)| names.contains(&name.as_str()));
        let mut quoted: Vec<ParticipantId> = meant.map(|(id, _)| id.clone()).collect();
        let asker = Asker::from(&asked.message);
        let mut may = self.options.access != Access::Own;
        for id in &quoted {
            may = may && self.may_see(asker, meeting, Whose::One(id)).await?.is_ok();
        }
        if !may {
            quoted.clear();
        }
        for id in &quoted {
            self.note_look(Asker::looking(asked), meeting, Whose::One(id), how, None).await?;
        }
        quote_only(verdict, people, &quoted);
        Ok(quoted)
    }
}

/// Takes all names out of a verdict but those of these people.
pub(super) fn quote_only(verdict: &mut Verdict, people: &[Named], quoted: &[ParticipantId]) {
    let is_quoted = |name: &str| people.iter().any(|(id, of)| of == name && quoted.contains(id));
    verdict.quote_only(is_quoted);
}
