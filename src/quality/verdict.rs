//! The words of the diagnosis: when, which side, whose, why, and what was ruled out.
//!
//! Numbers and ids only: `render` makes sentences of them. Source: quality model 4 and 10.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::judgement::Judgement;
use super::metric::Metric;
use super::semantics::Semantics;

/// Everything there is to say about one participant.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub judgement: Judgement,
    /// Oldest first.
    pub episodes: Vec<Episode>,
    pub side: Side,
    /// Whose trouble this person's bad minutes were.
    pub scope: Scope,
    /// At most two, the likelier first.
    pub causes: Vec<Cause>,
    /// What it was not, and why; findings that are no cause (RC12, RC23) too.
    pub excluded: Vec<Exclusion>,
    pub voice: VoiceBothWays,
    pub semantics: Semantics,
}

impl Verdict {
    /// Everybody else whose name it says.
    pub fn quoted(&self) -> Vec<&str> {
        let causes = self.causes.iter().flat_map(|cause| &cause.evidence);
        let evidence = causes.chain(self.excluded.iter().flat_map(|it| &it.evidence));
        let names = evidence.filter_map(|evidence| match evidence {
            Evidence::Speaker { name, .. } => Some(name.as_str()),
            _ => None,
        });
        names.collect()
    }

    /// Leaves of the names of others those that may be said; the readings stay.
    pub fn quote_only(&mut self, may_be_said: impl Fn(&str) -> bool) {
        let causes = self.causes.iter_mut().flat_map(|cause| &mut cause.evidence);
        for evidence in causes.chain(self.excluded.iter_mut().flat_map(|it| &mut it.evidence)) {
            if let Evidence::Speaker { name, .. } = evidence
                && !may_be_said(name)
            {
                name.clear();
            }
        }
    }
}

/// Two or more bad minutes, none more than two minutes after the one before (quality model 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Episode {
    /// Start of the first bad minute, UTC.
    pub from: Timestamp,
    /// Start of the last bad minute, UTC.
    pub to: Timestamp,
    /// Bad minutes in it.
    pub minutes: u32,
    /// What was poor or severe in it, most often first.
    pub metrics: Vec<Metric>,
}

/// Which side of the connection was bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Nothing was bad.
    None,
    Uplink,
    Downlink,
    Both,
    /// This person's computer or telephone.
    Device,
    /// What arrived from somebody else was bad already when they sent it.
    FarEnd,
    /// Something was bad, and the readings do not tell where.
    Unknown,
}

/// A likely cause. The number is that of quality model 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CauseId {
    /// RC1: many people at several sites at once.
    Service,
    /// RC2: one site, and the others fine.
    Office,
    /// RC3
    UplinkLoss,
    /// RC4
    DownlinkLoss,
    /// RC5
    WeakWifi,
    /// RC6: queueing, or contention on the Wi-Fi.
    Congestion,
    /// RC7: distance, VPN or proxy.
    LongPath,
    /// RC8: no UDP.
    TcpFallback,
    /// RC9
    BusyComputer,
    /// RC10
    BusyClient,
    /// RC11
    StarvedEncoder,
    /// RC13
    Quota,
    /// RC14
    QuietMicrophone,
    /// RC15
    NoAudioSent,
    /// RC16
    SilentSpeaker,
    /// RC17: the one whom everybody received badly.
    SpeakerUplink,
    /// RC18
    SharerSide,
    /// RC19
    Disconnects,
    /// RC20
    LossBursts,
    /// RC21
    MobileRadio,
    /// RC22
    OldClient,
}

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    Low,
    Medium,
    High,
}

/// A likely cause, with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    pub id: CauseId,
    pub confidence: Confidence,
    /// The minutes it explains, oldest first.
    pub minutes: Vec<Timestamp>,
    pub evidence: Vec<Evidence>,
}

/// Something that was ruled out, or a finding that is no cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Exclusion {
    pub id: ExcludedId,
    pub evidence: Vec<Evidence>,
}

/// What can be ruled out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExcludedId {
    /// The computer was not busy.
    Cpu,
    /// Hardly anything was lost on the way out.
    UplinkLoss,
    /// Hardly anything was lost on the way in.
    DownlinkLoss,
    Delay,
    Jitter,
    /// RC12: the picture was turned down over a clean link.
    PictureTurnedDown,
    /// RC23: this side's data is clean.
    OwnSideClean,
    /// Other people were fine in the same minutes.
    Others,
}

/// One thing a cause or an exclusion rests on.
#[derive(Debug, Clone, PartialEq)]
pub enum Evidence {
    /// A reading over some minutes: its worst value, beside the threshold.
    Reading { metric: Metric, worst: f64, threshold: Option<f64>, minutes: u32 },
    /// A reading over some minutes: its median, beside the person's own median otherwise.
    Median { metric: Metric, during: f64, otherwise: Option<f64> },
    /// A fact of the participant list, in the platform's words, such as `wifi` or `tcp`.
    Fact { what: FactKind, text: String },
    /// The person was away although they had joined.
    Away { times: u32, total: Duration },
    /// How many of those with data were bad in the same minutes; at no site when it is about the
    /// others alone, wherever they sat.
    People { bad: u32, of: u32, sites: u32 },
    /// Somebody else, by name, whose sent side was bad; the name is empty where it is not to be said.
    Speaker { name: String, metric: Metric, worst: f64 },
}

/// A kind of fact in the participant list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FactKind {
    NetworkType,
    Protocol,
    RtcProxy,
    Device,
    AppVersion,
    Microphone,
    Speaker,
    LeaveReason,
}

/// An estimate of how speech sounded; never called a measurement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// R factor of the median minute, 0 to 100.
    pub r: f64,
    /// MOS of that minute, 1 to 4.5, with the range that unknown repair of loss leaves.
    pub mos: f64,
    pub mos_low: f64,
    pub mos_high: f64,
}

/// What the person heard, and how they were heard; `None` where nothing allows an estimate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct VoiceBothWays {
    pub received: Option<Voice>,
    pub sent: Option<Voice>,
}

/// Whose trouble it was: a person's bad minutes, or everybody's.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    pub verdict: ScopeVerdict,
    /// The minutes that were bad for more than one person, or for the one; oldest first.
    pub minutes: Vec<Timestamp>,
    /// People with data, and how many of them were bad in those minutes at most.
    pub people: u32,
    pub bad_people: u32,
}

/// How far it reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopeVerdict {
    /// One person.
    Local,
    /// One office.
    Site,
    /// Everybody.
    Meeting,
    /// Nothing was bad.
    None,
    /// Nobody else's data is known.
    Unknown,
}
