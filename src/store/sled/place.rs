//! What is kept, by kind, and its place in the order of time.

use jiff::Timestamp;

use crate::app::error::StoreError;

/// Keys must stay small; Feishu's ids are under 64 bytes each.
const MAX_KEY_BYTES: usize = 512;

/// A kind of thing. Its byte is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Kind {
    Claim = b'c',
    Dead = b'd',
    Judgement = b'j',
    Meeting = b'm',
    Opinion = b'o',
    Part = b'p',
    Question = b'q',
    Result = b'r',
    Roster = b's',
    Watch = b'w',
}

/// In which tree a kind is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// Nowhere: a claim is its stamp and nothing else.
    Stamps,
    Dead,
    Opinions,
    Questions,
    Results,
    /// Together with other kinds, behind the kind's byte: sled slows down with every tree.
    Things,
}

impl Kind {
    const ALL: [Self; 10] = [
        Self::Claim,
        Self::Dead,
        Self::Judgement,
        Self::Meeting,
        Self::Opinion,
        Self::Part,
        Self::Question,
        Self::Result,
        Self::Roster,
        Self::Watch,
    ];

    pub(super) fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u8 == byte)
    }

    /// As errors call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Dead => "dead job",
            Self::Judgement => "judgement",
            Self::Meeting => "meeting",
            Self::Opinion => "opinion",
            Self::Part => "part",
            Self::Question => "question",
            Self::Result => "result",
            Self::Roster => "roster",
            Self::Watch => "watch",
        }
    }

    pub(super) const fn home(self) -> Home {
        match self {
            Self::Claim => Home::Stamps,
            Self::Dead => Home::Dead,
            Self::Opinion => Home::Opinions,
            Self::Question => Home::Questions,
            Self::Result => Home::Results,
            Self::Judgement | Self::Meeting | Self::Part | Self::Roster | Self::Watch => {
                Home::Things
            }
        }
    }

    /// The key in the tree of its home.
    pub(super) fn key_at_home(self, key: &[u8]) -> Vec<u8> {
        match self.home() {
            Home::Things => tagged(self, key),
            _ => key.to_vec(),
        }
    }

    /// Reads [`Self::key_at_home`] back.
    pub(super) fn key_from_home(self, key: &[u8]) -> Option<&[u8]> {
        match self.home() {
            Home::Things => key.strip_prefix(&[self as u8]),
            _ => Some(key),
        }
    }
}

fn tagged(kind: Kind, key: &[u8]) -> Vec<u8> {
    [&[kind as u8], key].concat()
}

/// Where something is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) kind: Kind,
    pub(super) key: Vec<u8>,
}

impl Place {
    pub(super) const fn new(kind: Kind, key: Vec<u8>) -> Self {
        Self { kind, key }
    }

    /// Where its time, and its lists, are looked up.
    pub(super) fn tagged(&self) -> Vec<u8> {
        tagged(self.kind, &self.key)
    }

    pub(super) fn at_home(&self) -> Vec<u8> {
        self.kind.key_at_home(&self.key)
    }
}

/// Something that ages, with its time in milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Aged {
    pub(super) place: Place,
    pub(super) at: u64,
}

impl Aged {
    /// Where it stands in the order of time.
    pub(super) fn age_key(&self) -> Vec<u8> {
        [age_prefix(self.place.kind, self.at).as_slice(), &self.place.key].concat()
    }

    /// Reads [`Self::age_key`] back.
    pub(super) fn from_age_key(kind: Kind, age_key: &[u8]) -> Option<Self> {
        let (at, key) = age_key.strip_prefix(&[kind as u8])?.split_first_chunk()?;
        Some(Self { place: Place::new(kind, key.to_vec()), at: u64::from_be_bytes(*at) })
    }
}

/// Everything of a kind that is older than `at` stands before this key, and behind that of 0.
pub(super) fn age_prefix(kind: Kind, at: u64) -> Vec<u8> {
    [&[kind as u8], at.to_be_bytes().as_slice()].concat()
}

/// Nothing of ours is from before 1970.
pub(super) fn millis(at: Timestamp) -> u64 {
    u64::try_from(at.as_millisecond()).unwrap_or(0)
}

/// Each part behind its length, so that no two lists of parts share a key, and what begins with the
/// same parts begins with the same bytes.
pub(super) fn joined(parts: &[&str]) -> Result<Vec<u8>, StoreError> {
    let mut key = Vec::new();
    for part in parts {
        let length = u16::try_from(part.len()).unwrap_or(u16::MAX);
        key.extend_from_slice(&length.to_be_bytes());
        key.extend_from_slice(part.as_bytes());
    }
    if key.len() > MAX_KEY_BYTES {
        return Err(StoreError(format!("a key of {} bytes is too long", key.len())));
    }
    Ok(key)
}

/// The parts of a joined key; what follows them is left out.
pub(super) fn parts_of(mut key: &[u8]) -> Vec<&str> {
    let mut parts = Vec::new();
    while let Some((length, rest)) = key.split_first_chunk() {
        let Some((part, rest)) = rest.split_at_checked(u16::from_be_bytes(*length).into()) else {
            break;
        };
        let Ok(part) = std::str::from_utf8(part) else { break };
        parts.push(part);
        key = rest;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joined_key_comes_apart_again() {
        let key = joined(&["tenant", "", "人", "7"]).unwrap();
        assert_eq!(parts_of(&key), ["tenant", "", "人", "7"]);
        assert!(key.starts_with(&joined(&["tenant", ""]).unwrap()));
        assert_ne!(joined(&["ab", "c"]).unwrap(), joined(&["a", "bc"]).unwrap());
        assert_eq!(parts_of(&[0]), Vec::<&str>::new());
    }

    #[test]
    fn a_kind_is_known_by_its_byte() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_byte(kind as u8), Some(kind));
            let home = kind.key_at_home(b"key");
            assert_eq!(kind.key_from_home(&home), Some(&b"key"[..]));
        }
        assert_eq!(Kind::from_byte(b'!'), None);
    }
}
