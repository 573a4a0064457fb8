//! Lists that come page by page.
//!
//! Invariants: `has_more` decides whether there is another page, not the token (a last page may
//! carry one); a token that came before, or a missing one, ends the list and makes it partial; so
//! does the cap. Dossier 6.3.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::api::Api;
use super::client::FeishuClient;
use super::lenient;
use super::transport::Call;
use crate::app::error::PlatformError;
use crate::app::ports::{Lane, Listed};

/// The most the report APIs give at once (dossier 6.3): 100 minutes of a meeting in one call.
const PAGE_SIZE: usize = 100;

/// A page of any of the three lists we read. The rows are kept as they came.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Page {
    #[serde(alias = "meeting_list", alias = "participants", alias = "participant_quality_list")]
    rows: Option<Vec<Box<RawValue>>>,
    #[serde(deserialize_with = "lenient::flag")]
    has_more: Option<bool>,
    #[serde(deserialize_with = "lenient::text")]
    page_token: Option<String>,
}

/// A list that is being read.
#[derive(Debug)]
struct Reading {
    /// Pages that may still come.
    left: usize,
    tokens: HashSet<String>,
    rows: Vec<Box<RawValue>>,
}

/// What to do after a page.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Page(String),
    End { complete: bool },
}

impl Reading {
    fn new(cap: usize) -> Self {
        Self { left: cap, tokens: HashSet::new(), rows: Vec::new() }
    }

    fn take(&mut self, page: Page) -> Next {
        let (rows, next) = page.read();
        self.rows.extend(rows);
        self.left = self.left.saturating_sub(1);
        let Some(token) = next else { return Next::End { complete: true } };
        if self.left > 0 && !token.is_empty() && self.tokens.insert(token.clone()) {
            return Next::Page(token);
        }
        Next::End { complete: false }
    }
}

impl Page {
    /// The rows, and the token of the next page: an empty one where there is more without a token.
    pub(crate) fn read(self) -> (Vec<Box<RawValue>>, Option<String>) {
        let next = (self.has_more == Some(true)).then(|| self.page_token.unwrap_or_default());
        (self.rows.unwrap_or_default(), next)
    }
}

impl FeishuClient {
    /// Reads one page of a list: the first one, or that of a token.
    pub(crate) async fn page(
        &self,
        api: Api,
        query: &[(&'static str, String)],
        token: Option<&str>,
        lane: &Lane,
    ) -> Result<Page, PlatformError> {
        let mut query = query.to_vec();
        query.push(("page_size", PAGE_SIZE.to_string()));
        query.extend(token.map(|token| ("page_token", token.to_owned())));
        self.send(&Call::to(api).asking(query).in_lane(lane)).await
    }

    /// Reads a list to its end, or to `cap` pages.
    pub(crate) async fn list(
        &self,
        api: Api,
        query: &[(&'static str, String)],
        cap: usize,
        lane: &Lane,
    ) -> Result<Listed<Box<RawValue>>, PlatformError> {
        let (mut reading, mut token) = (Reading::new(cap), None);
        loop {
            match reading.take(self.page(api, query, token.as_deref(), lane).await?) {
                Next::Page(next) => token = Some(next),
                Next::End { complete } => {
                    let items = reading.rows;
                    if !complete {
                        tracing::warn!(api = api.name(), rows = items.len(), "the list is partial");
                    }
                    return Ok(Listed { items, complete });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Reads scripted pages; the tokens asked for, the number of rows and whether that was all.
    fn read(cap: usize, pages: &[serde_json::Value]) -> (Vec<String>, usize, bool) {
        let (mut reading, mut asked) = (Reading::new(cap), Vec::new());
        for page in pages {
            match reading.take(Page::deserialize(page).unwrap()) {
                Next::Page(token) => asked.push(token),
                Next::End { complete } => return (asked, reading.rows.len(), complete),
            }
        }
        panic!("asks for more than the script has: {asked:?}");
    }

    fn page(rows: usize, has_more: bool, token: &str) -> serde_json::Value {
        json!({"participants": vec![json!({}); rows], "has_more": has_more, "page_token": token})
    }

    #[test]
    fn every_way_a_list_ends() {
        let without_token = json!({"meeting_list": [{}], "has_more": true});
        let null = json!({"meeting_list": null, "has_more": null, "page_token": null});
        let texts = json!({"participant_quality_list": [{}], "has_more": "true", "page_token": 20});
        let table = [
            ("one page", 9, vec![page(3, false, "")], (vec![], 3, true)),
            ("a token on the last page", 9, vec![page(3, false, "20")], (vec![], 3, true)),
            ("nothing at all", 9, vec![json!({})], (vec![], 0, true)),
            ("null", 9, vec![null], (vec![], 0, true)),
            ("two", 9, vec![page(3, true, "a"), page(2, false, "b")], (vec!["a"], 5, true)),
            ("empty last", 9, vec![page(3, true, "a"), page(0, false, "")], (vec!["a"], 3, true)),
            (
                "empty in the middle",
                9,
                vec![page(1, true, "a"), page(0, true, "b"), page(1, false, "")],
                (vec!["a", "b"], 2, true),
            ),
            ("texts", 9, vec![texts, page(1, false, "")], (vec!["20"], 2, true)),
            ("no token", 9, vec![without_token], (vec![], 1, false)),
            ("an empty token", 9, vec![page(1, true, "")], (vec![], 1, false)),
            ("same", 9, vec![page(1, true, "a"), page(1, true, "a")], (vec!["a"], 2, false)),
            (
                "a circle",
                9,
                vec![page(1, true, "a"), page(1, true, "b"), page(1, true, "a")],
                (vec!["a", "b"], 3, false),
            ),
            ("the cap", 2, vec![page(1, true, "a"), page(1, true, "b")], (vec!["a"], 2, false)),
            ("just in", 2, vec![page(1, true, "a"), page(1, false, "b")], (vec!["a"], 2, true)),
        ];
        for (name, cap, pages, (asked, rows, complete)) in table {
            let asked = asked.into_iter().map(str::to_owned).collect();
            assert_eq!(read(cap, &pages), (asked, rows, complete), "{name}");
        }
    }
}
