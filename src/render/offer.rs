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

/// What a button of a card carries: what it does, of which question, and which place in its list.
/// Nothing else, so that nobody can ask for more by changing it.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Pressed<'a> {
    v: u8,
    op: Op,
    asked: &'a AskedId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pick: Option<u16>,
}

impl<'a> Pressed<'a> {
    pub(super) const fn new(op: Op, asked: &'a AskedId) -> Self {
        Self { v: 1, op, asked, pick: None }
    }

    /// That picks what stands at this place of the question's list.
    pub(super) const fn pick(op: Op, asked: &'a AskedId, place: u16) -> Self {
        Self { v: 1, op, asked, pick: Some(place) }
    }
}

/// What the buttons of a result do.
const OPS: [Op; 9] = [
    Op::Refresh,
    Op::ExportXlsx,
    Op::ExportCsv,
    Op::Right,
    Op::Wrong,
    Op::Withdraw,
    Op::Whole,
    Op::Instances,
    Op::Details,
];

/// What each button of a result carries, by what it does.
#[derive(Debug, Clone)]
struct Presses<'a>(&'a AskedId);

impl Serialize for Presses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(OPS.len()))?;
        for op in OPS {
            map.serialize_entry(&op, &Pressed::new(op, self.0))?;
        }
        map.end()
    }
}
