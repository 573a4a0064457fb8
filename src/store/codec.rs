//! How a value becomes bytes: one byte that names the format, then JSON, gzipped when it is long.
//!
//! Invariants: whatever was ever written stays readable or is refused by name; damaged bytes are an
//! error, never a panic; an error repeats nothing of the value, which may be personal data.
//!
//! JSON because it tolerates new fields and can be read in support. A change that old readers would
//! misunderstand takes a new format byte.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::error::StoreError;

/// Plain JSON.
const JSON: u8 = 1;
/// Gzipped JSON.
const GZIPPED_JSON: u8 = 2;

/// Below this, packing a value costs more than it saves.
const PACK_FROM_BYTES: usize = 1024;

/// No honest value is longer; a damaged length must not fill the memory.
const MAX_UNPACKED_BYTES: u64 = 64 << 20;

/// Why a value cannot be written or read. `kind` says which kind of value it is.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum CodecError {
    #[error("a {kind} is written in format {format}, which this version does not know")]
    UnknownFormat { kind: &'static str, format: u8 },
    #[error("a {kind} is empty")]
    Empty { kind: &'static str },
    #[error("a {kind} cannot be unpacked ({why})")]
    Packing { kind: &'static str, why: String },
    #[error("a {kind} is not the JSON it should be ({category} error at {line}:{column})")]
    Json { kind: &'static str, category: &'static str, line: usize, column: usize },
}

impl From<CodecError> for StoreError {
    fn from(error: CodecError) -> Self {
        Self(error.to_string())
    }
}

/// The bytes of a value.
pub(super) fn encode<T: Serialize>(kind: &'static str, value: &T) -> Result<Vec<u8>, CodecError> {
    let mut bytes = vec![JSON];
    serde_json::to_writer(&mut bytes, value).map_err(|error| json_error(kind, &error))?;
    if bytes.len() < PACK_FROM_BYTES {
        return Ok(bytes);
    }
    let json = bytes.get(1..).unwrap_or_default();
    let mut packer = GzEncoder::new(vec![GZIPPED_JSON], Compression::fast());
    packer.write_all(json).and_then(|()| packer.finish()).map_err(|error| packing(kind, &error))
}

/// The value of some bytes.
pub(super) fn decode<T: DeserializeOwned>(
    kind: &'static str,
    bytes: &[u8],
) -> Result<T, CodecError> {
    match bytes.split_first() {
        None => Err(CodecError::Empty { kind }),
        Some((&JSON, json)) => from_json(kind, json),
        Some((&GZIPPED_JSON, packed)) => {
            let mut json = Vec::new();
            GzDecoder::new(packed)
                .take(MAX_UNPACKED_BYTES)
                .read_to_end(&mut json)
                .map_err(|error| packing(kind, &error))?;
            from_json(kind, &json)
        }
        Some((&format, _)) => Err(CodecError::UnknownFormat { kind, format }),
    }
}

fn from_json<T: DeserializeOwned>(kind: &'static str, json: &[u8]) -> Result<T, CodecError> {
    serde_json::from_slice(json).map_err(|error| json_error(kind, &error))
}

fn packing(kind: &'static str, error: &std::io::Error) -> CodecError {
    CodecError::Packing { kind, why: error.kind().to_string() }
}

/// The error's own text may quote the value.
fn json_error(kind: &'static str, error: &serde_json::Error) -> CodecError {
    use serde_json::error::Category;
    let category = match error.classify() {
        Category::Io => "io",
        Category::Syntax => "syntax",
        Category::Data => "data",
        Category::Eof => "end-of-input",
    };
    CodecError::Json { kind, category, line: error.line(), column: error.column() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_short_value_is_json_and_a_long_one_is_packed() {
        let short = encode("note", &"hello").unwrap();
        assert_eq!(short, b"\x01\"hello\"");

        let long = encode("note", &"hello".repeat(10_000)).unwrap();
        assert_eq!(long.first(), Some(&GZIPPED_JSON));
        assert!(long.len() < 1_000);
        assert_eq!(decode::<String>("note", &long).unwrap(), "hello".repeat(10_000));
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        let cases: [(&[u8], &str); 4] = [
            (b"", "a note is empty"),
            (b"\x09whatever", "a note is written in format 9, which this version does not know"),
            (b"\x01{\"secret\":1}", "a note is not the JSON it should be (data error at 1:0)"),
            (b"\x02rubbish", "a note cannot be unpacked (unexpected end of file)"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(decode::<String>("note", bytes).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn an_error_does_not_repeat_the_value() {
        let bytes = encode("note", &"Zhang San was here").unwrap();
        let error = decode::<u32>("note", &bytes).unwrap_err();
        assert!(!error.to_string().contains("Zhang"), "{error}");
    }

    proptest! {
        #[test]
        fn every_value_comes_back(value: Vec<(String, Option<i64>)>, copies in 1_usize..200) {
            let value: Vec<_> = std::iter::repeat_n(value, copies).collect();
            let bytes = encode("list", &value).unwrap();
            prop_assert_eq!(decode::<Vec<Vec<(String, Option<i64>)>>>("list", &bytes).unwrap(), value);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = decode::<serde_json::Value>("thing", &bytes);
        }

        #[test]
        fn a_flipped_byte_is_an_error_or_changes_nothing(at: prop::sample::Index, with in 1_u8..) {
            let value: Vec<u32> = (0..2_000).collect();
            let mut bytes = encode("list", &value).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= with;
            // Some bytes of the header say nothing about the content, and a packed repetition may
            // be copied from another place that reads the same.
            if let Ok(read) = decode::<Vec<u32>>("list", &bytes) {
                prop_assert_eq!(read, value);
            }
        }
    }
}
