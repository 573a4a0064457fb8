//! The bounds of causes: how many, how often and how long before a rule speaks.
//!
//! Source: quality model 4; **house** marks a value of this project. What a single reading is held
//! against stands in [`thresholds`](super::thresholds) and is not repeated here.

use serde::Deserialize;

/// All of them; the default is quality model 4.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CauseBounds {
    /// Bad minutes that an episode, or a cause of bad minutes, has at least.
    pub min_bad_minutes: usize,
    /// Of the minutes attended, the share that must have been rated before bad ones are explained.
    pub min_coverage: f64,
    /// Minutes from one bad minute of an episode to the next, at most.
    pub episode_step: u32,
    /// Of the bad minutes, the share that a cause of high confidence explains.
    pub nearly_all: f64,
    /// The same for medium confidence.
    pub most: f64,
    /// A group is fine when less than this share of it had the trouble.
    pub fine_share: f64,

    /// RC1: so large a share of everybody was bad at once,
    pub service_share: f64,
    /// so many people,
    pub service_people: u32,
    /// at so many sites.
    pub service_sites: u32,
    /// RC2: so large a share of one site was bad at once.
    pub office_share: f64,
    /// RC2 is less sure with fewer people elsewhere.
    pub office_elsewhere: u32,
    /// RC6: so many times the person's own median delay.
    pub delay_rise: f64,
    /// RC7: the ninetieth percentile of delay is at most so many times the tenth.
    pub steady_delay: f64,
    /// RC9: the meeting's client has less than this share of the computer's load.
    pub client_share: f64,
    /// RC12: what is left of the own median bitrate,
    pub bitrate_left: f64,
    /// and less than this of the own median frame rate,
    pub framerate_left: f64,
    /// in so many minutes.
    pub picture_minutes: usize,
    /// RC13: lines of video, and of a shared screen, that an exhausted quota leaves.
    pub quota_video_lines: f64,
    pub quota_share_lines: f64,
    /// RC13: people who saw or sent video.
    pub quota_people: usize,
    /// RC14: dB between the loudest and the quietest minute of a flat level.
    pub flat_level: f64,
    /// RC13, RC14, RC16: minutes that a picture or a level stays as it is, one after another.
    pub steady_minutes: usize,
    /// RC15: dB from which on a level is speech,
    pub speech_level: f64,
    /// in so many minutes.
    pub unheard_minutes: usize,
    /// RC17: more than this share of the others received badly.
    pub speaker_share: f64,
    /// RC17: fewer receivers leave it open whose trouble it was.
    pub speaker_receivers: u32,
    /// RC19: a shorter absence (seconds) is how the platform counts.
    pub away_seconds: u32,
    /// RC19: fewer missing minutes in a row may be late data.
    pub missing_minutes: usize,
    /// RC20: minutes with a burst.
    pub burst_minutes: usize,
    /// RC22: stretches of bad minutes.
    pub client_stretches: usize,
}

impl Default for CauseBounds {
    fn default() -> Self {
        Self {
            min_bad_minutes: 2,
            min_coverage: 0.6,
            // Two within three.
            episode_step: 2,
            nearly_all: 0.8,  // house
            most: 0.5,        // house
            fine_share: 0.25, // house

            service_share: 0.5, // [HV]
            service_people: 3,
            service_sites: 2,
            office_share: 0.6,   // [T6] [T7] [HV]
            office_elsewhere: 2, // house
            delay_rise: 2.0,
            steady_delay: 1.3, // house
            client_share: 0.5,
            bitrate_left: 0.4,
            framerate_left: 0.75,     // house
            picture_minutes: 2,       // house
            quota_video_lines: 360.0, // [F12]
            quota_share_lines: 720.0, // [F12]
            quota_people: 2,          // house
            flat_level: 2.0,          // quality model 3.2
            steady_minutes: 5,        // quality model 3.2 for RC14, house for the others
            speech_level: -40.0,      // [PL] [CM]
            unheard_minutes: 2,       // house
            speaker_share: 0.5,       // house
            speaker_receivers: 2,     // house
            away_seconds: 60,         // [F3]
            missing_minutes: 2,       // house
            burst_minutes: 2,         // house
            client_stretches: 2,      // house
        }
    }
}
