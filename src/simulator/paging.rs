//! Pages: `page_size` 20–100, an opaque token, `has_more` (dossier 6.3); and the ways paging goes wrong.

use serde_json::{Value, json};

use super::answer::Refusal;
use super::faults::Fault;
use super::query::Query;

const SMALLEST: usize = 20;
const LARGEST: usize = 100;

/// Which page is asked for.
#[derive(Debug)]
pub(super) struct Page {
    size: usize,
    offset: usize,
}

impl Page {
    /// Reads `page_size` and `page_token`; 121003 when either is out of range.
    pub(super) fn read(query: &Query) -> Result<Self, Refusal> {
        let number = |name: &str| match query.get(name) {
            None | Some("") => Ok(None),
            Some(text) => text.parse::<usize>().map(Some).map_err(|_| bad(name)),
        };
        let size = number("page_size")?.unwrap_or(SMALLEST);
        if !(SMALLEST..=LARGEST).contains(&size) {
            return Err(bad("page_size"));
        }
        Ok(Self { size, offset: number("page_token")?.unwrap_or(0) })
    }

    /// `{<name>: rows, has_more, page_token?}`; the token is there only when more follows. Of `total`
    /// rows, `row` writes the one at a place; only those of this page are written.
    pub(super) fn cut(
        &self,
        name: &str,
        (total, row): (usize, impl Fn(usize) -> Value),
        fault: Option<&Fault>,
    ) -> Result<Value, Refusal> {
        let next = self.offset + self.size;
        let past_the_end = self.offset > 0 && self.offset >= total;
        let allowed = matches!(
            fault,
            Some(Fault::SamePageToken | Fault::EndlessPages | Fault::EmptyLastPage)
        );
        if past_the_end && !allowed {
            return Err(bad("page_token"));
        }
        // For ever means for ever: past the end the last page comes again under a new token.
        let endless = matches!(fault, Some(Fault::EndlessPages));
        let first = if past_the_end && endless {
            total.saturating_sub(self.size)
        } else {
            self.offset.min(total)
        };
        let page: Vec<Value> = (first..total).take(self.size).map(row).collect();
        let (has_more, token) = match fault {
            Some(Fault::SamePageToken) => (true, Some(self.size)),
            Some(Fault::EndlessPages) => (true, Some(next)),
            Some(Fault::EmptyLastPage) => (!past_the_end, Some(next)),
            _ => (next < total, (next < total).then_some(next)),
        };
        let mut data = json!({name: page, "has_more": has_more});
        if let Some(token) = token {
            data["page_token"] = token.to_string().into();
        }
        Ok(data)
    }
}

fn bad(name: &str) -> Refusal {
    Refusal::wrong(400, 121_003, format!("parameter error: {name}"))
}
