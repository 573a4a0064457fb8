//! `/quality export`: the answer to a question as a file.
//!
//! ```text
//! arguments = question { format }       in any order, about one person or everybody; see `question`
//! format    = "csv" | "xlsx" | "xls" | "excel" | "表格"      a workbook when absent
//!           | "pdf" | …                             understood, and refused
//! ```

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::parsed::{Command, ExportFormat};
use super::question::{self, Reading};
use super::registry::{Entry, Usage};

pub(super) const ENTRY: Entry = Entry {
    name: "export",
    aliases: &["export", "导出"],
    usages: &[Usage {
        key: "file",
        zh_cn: "/quality 导出 {meeting} csv",
        en_us: "/quality export {meeting} csv",
    }],
    parse,
};

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    let others = |word: &str| format(word).is_some() || is_unknown(word);
    let reading = Reading { others, people: 1, too_many: Mistake::FileOfTwo };
    let question = question::read(arguments, reading)?;
    let mut said = None;
    for (place, token) in arguments.tokens.iter().enumerate() {
        if token.word().is_some_and(is_unknown) {
            return Err(arguments.after(place).wrong(Mistake::UnknownFormat, 1));
        }
        let Some(format) = token.word().and_then(format) else { continue };
        if said.replace(format).is_some_and(|before| before != format) {
            return Err(arguments.after(place).wrong(Mistake::TwoFormats, 1));
        }
    }
    Ok(Command::Export { question, format: said.unwrap_or(ExportFormat::Xlsx) })
}

fn format(word: &str) -> Option<ExportFormat> {
    match word {
        "csv" => Some(ExportFormat::Csv),
        "xlsx" | "xls" | "excel" | "表格" => Some(ExportFormat::Xlsx),
        _ => None,
    }
}

/// Whether a word is a kind of file that we do not make.
fn is_unknown(word: &str) -> bool {
    matches!(word, "pdf" | "doc" | "docx" | "ppt" | "pptx" | "txt" | "html" | "json" | "png")
}
