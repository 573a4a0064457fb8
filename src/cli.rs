//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use jiff::civil::Date;

use crate::analyze::Format;
use crate::quality::ids::MeetingNo;
use crate::settings::{Language, store_path};

/// A Feishu bot that says how good a meeting was for one person.
#[derive(Debug, Parser)]
#[command(name = "quality-bot", version, about)]
pub struct Cli {
    /// The settings file [default: quality-bot.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the bot
    Serve,
    /// Validate settings and every template, then exit
    Check,
    /// Judge saved API responses: each file holds one participant of the same meeting
    Analyze(AnalyzeArgs),
    /// Show the card or page that a template makes, of sample data or of a file's
    Render(RenderArgs),
    /// Print who looked at whose data: a line of JSON a look, also while the bot runs
    Audit(AuditArgs),
    /// Run a simulated Feishu and the bot on loopback, with a chat page for the browser
    #[cfg(feature = "simulator")]
    Demo(DemoArgs),
}

/// What to judge, and how to say it. Needs no settings and no network.
#[derive(Debug, clap::Args)]
pub struct AnalyzeArgs {
    /// Saved answers of participant_quality_list: one answer, an array of them, or bare records
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[arg(long, value_enum, default_value_t = Language::ZhCn)]
    pub language: Language,
}

/// Which card or page to show. Needs no credentials and no network.
#[derive(Debug, clap::Args)]
pub struct RenderArgs {
    /// The template, such as result or report.html.j2
    #[arg(required_unless_present = "samples")]
    pub template: Option<String>,
    /// A JSON file with the template's variables [default: built-in sample data]
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Print the sample's variables instead of what is made of them: a file of data to start from
    #[arg(long, conflicts_with = "data")]
    pub print_data: bool,
    /// Write every sample of every template into this directory: a card as a JSON file, a page as
    /// an HTML file for each language
    #[arg(long, value_name = "DIR", conflicts_with_all = ["template", "data", "print_data"])]
    pub samples: Option<PathBuf>,
    /// The directory with your own templates [default: that of the settings]
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// The language of a page, and of a card where readers have neither [default: that of the settings]
    #[arg(long, value_enum)]
    pub language: Option<Language>,
}

/// Which looks to print; all that is left out does not matter. Needs no credentials.
#[derive(Debug, clap::Args)]
pub struct AuditArgs {
    /// The store [default: that of the settings]
    #[arg(long, value_name = "sled:PATH", value_parser = store_path)]
    pub store: Option<PathBuf>,
    /// The first day, such as 2026-11-20, in the time zone of the settings
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,
    /// The last day
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// Who looked
    #[arg(long, value_name = "ou_…")]
    pub by: Option<String>,
    /// At whom; looks at everybody in a meeting are not among them
    #[arg(long, value_name = "ou_…|omm_…")]
    pub about: Option<String>,
    /// The number of the meeting
    #[arg(long, value_name = "NUMBER", value_parser = meeting_no)]
    pub meeting: Option<MeetingNo>,
    /// Only what was refused
    #[arg(long)]
    pub refused: bool,
}

/// Nine digits, as they are written or as clients show them.
fn meeting_no(text: &str) -> Result<MeetingNo, String> {
    let digits: String = text.split(' ').collect();
    MeetingNo::parse(&digits).map_err(|error| error.to_string())
}

/// How the demo plays.
#[cfg(feature = "simulator")]
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Exit after the first card instead of waiting for Ctrl-C
    #[arg(long)]
    pub once: bool,
    /// The port of the chat page [default: any free one]
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    pub port: u16,
}
