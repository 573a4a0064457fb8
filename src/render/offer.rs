//! What a card offers beside the answer, and what its buttons carry.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::app::asked::AskedId;
use crate::app::inbound::Op;
use crate::app::ports::{Offer, ReportLink};

/// The variables of `result.json.j2` under the name `offer`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct OfferView<'a> {
    /// `at`, `no_address` or `not_kept`.
    report: &'static str,
    /// Where the report is, when it is `at`.
    url: Option<&'a str>,
    /// The answer can be sent as a file.
    file: bool,
    press: Presses<'a>,
}

impl<'a> OfferView<'a> {
    pub(super) fn of(offer: &'a Offer) -> Self {
        let (report, url) = match &offer.report {
            ReportLink::At(url) => ("at", Some(url.as_str())),
            ReportLink::NoAddress => ("no_address", None),
            ReportLink::Nowhere => ("not_kept", None),
        };
        Self { report, url, file: offer.file, press: Presses(&offer.asked) }
    }
}

/// What a button of a card carries: what it does, and of which question. Nothing else, so that
/// nobody can ask for more by changing it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Pressed<'a> {
    v: u8,
    op: Op,
    asked: &'a AskedId,
}

impl<'a> Pressed<'a> {
    pub(super) const fn new(op: Op, asked: &'a AskedId) -> Self {
        Self { v: 1, op, asked }
    }
}

/// What each button of a result carries, by what it does.
#[derive(Debug, Clone)]
struct Presses<'a>(&'a AskedId);

impl Serialize for Presses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ops = [Op::Refresh, Op::ExportXlsx, Op::ExportCsv, Op::Right, Op::Wrong, Op::Withdraw];
        let mut map = serializer.serialize_map(Some(ops.len()))?;
        for op in ops {
            map.serialize_entry(&op, &Pressed::new(op, self.0))?;
        }
        map.end()
    }
}
