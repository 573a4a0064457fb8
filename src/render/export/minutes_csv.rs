//! The minutes as CSV: RFC 4180, UTF-8 with a byte order mark, so that Excel reads Chinese.

use super::cell::harmless;
use super::{Export, NoFile, minutes};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The whole file.
pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, NoFile> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer.write_record(minutes::columns(export)?.iter().map(|name| harmless(name)))?;
    for row in minutes::rows(export)? {
        let time = row.at.strftime("%Y-%m-%d %H:%M").to_string();
        for text in [time, harmless(&row.offset), harmless(&row.state)] {
            writer.write_field(text)?;
        }
        for (value, _) in row.readings() {
            writer.write_field(value.map(|value| value.to_string()).unwrap_or_default())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?)
}
