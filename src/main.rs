//! Parses the command line, runs what it asks for, and turns the result into an exit code.

use std::fs;
use std::io::{BufWriter, ErrorKind, IsTerminal, Write, stdout};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::Parser;
use jiff::civil::Date;
use quality_bot::analyze::{self, AnalyzeError};
use quality_bot::cli::{AnalyzeArgs, AuditArgs, Cli, Command, RenderArgs};
use quality_bot::clock::SystemClock;
#[cfg(feature = "simulator")]
use quality_bot::demo;
use quality_bot::quality::ids::OpenId;
use quality_bot::render::{Preview, RenderOptions};
use quality_bot::settings::{Auditing, Looks, Settings, no_colour};
use quality_bot::startup::{self, Application};
use quality_bot::store::audit::{self, AuditError, Filter};
use quality_bot::telemetry::start_logging;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

#[tokio::main]
#[expect(clippy::print_stderr, reason = "this is where a command tells why it failed")]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = cli.config.as_deref();
    let result = match cli.command {
        Command::Serve => serve(config).await,
        Command::Check => check(config),
        Command::Render(what) => render(config, &what),
        Command::Audit(which) => audit(config, which),
        Command::Analyze(what) => return analyze(&what),
        #[cfg(feature = "simulator")]
        Command::Demo(how) => demo::run(&how).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("quality-bot: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: Option<&Path>) -> anyhow::Result<()> {
    let settings = load(config)?;
    start_logging(&settings.serving.log);
    for warning in &settings.warnings {
        tracing::warn!("{warning}");
    }
    let application = Application::build(settings, Arc::new(SystemClock)).await?;
    application.run_until_stopped(signalled()?).await
}

/// 0 when everything was judged, 2 when a file cannot be read, 1 when the answer cannot be written.
#[expect(clippy::print_stderr, reason = "this is where a command tells why it failed")]
fn analyze(what: &AnalyzeArgs) -> ExitCode {
    let AnalyzeArgs { files, format, language } = what;
    let colour = stdout().is_terminal() && !no_colour();
    let judged = analyze::run(files, *format, *language, colour, &mut stdout().lock());
    let Err(error) = judged else { return ExitCode::SUCCESS };
    match error {
        // Whoever reads has seen enough.
        AnalyzeError::Output(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        AnalyzeError::Input(error) => {
            eprintln!("quality-bot: {error}");
            ExitCode::from(2)
        }
        error => {
            eprintln!("quality-bot: {error}");
            ExitCode::FAILURE
        }
    }
}

fn check(config: Option<&Path>) -> anyhow::Result<()> {
    let settings = load(config)?;
    startup::renderer(&settings).context("templates")?;
    let warnings = settings.warnings.iter().map(|warning| format!("warning: {warning}\n"));
    print(&format!("{}settings and templates are good\n", warnings.collect::<String>()))
}

fn render(config: Option<&Path>, what: &RenderArgs) -> anyhow::Result<()> {
    let Looks { templates, language, timezone, rules } = Looks::load(config)
        .map_err(|problems| anyhow::anyhow!("settings are wrong:\n{problems}"))?;
    let templates = what.templates.as_deref().or(templates.as_deref());
    let language = what.language.unwrap_or(language);
    let preview = Preview::load(templates, RenderOptions { language, timezone, rules })?;
    if let Some(directory) = &what.samples {
        return write_samples(&preview, directory);
    }
    let template = what.template.as_deref().unwrap_or_default();
    let shown = match &what.data {
        None if what.print_data => format!("{:#}\n", preview.data(template)?),
        None => preview.of_sample(template)?,
        Some(file) => {
            let data = fs::read_to_string(file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            preview.of_data(template, file, &data)?
        }
    };
    print(&shown)
}

#[expect(clippy::print_stderr, reason = "standard output is for the looks alone")]
fn audit(config: Option<&Path>, which: AuditArgs) -> anyhow::Result<()> {
    let Auditing { path, timezone } = Auditing::load(config)
        .map_err(|problems| anyhow::anyhow!("settings are wrong:\n{problems}"))?;
    let store = which.store.unwrap_or(path);
    let begin = |day: Date| anyhow::Ok(day.to_zoned(timezone.clone())?.timestamp());
    let filter = Filter {
        since: which.since.map(begin).transpose()?,
        until: which.until.map(|day| begin(day.tomorrow()?)).transpose()?,
        by: which.by.map(OpenId),
        about: which.about.map(Into::into),
        meeting: which.meeting,
        refused: which.refused,
    };
    match audit::show(&store, &filter, &mut BufWriter::new(stdout().lock())) {
        Ok(0) => Ok(()),
        Ok(damaged) => {
            eprintln!("quality-bot: lines that are damaged and were left out: {damaged}");
            Ok(())
        }
        // Whoever reads has seen enough.
        Err(AuditError::Output(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Writes a command's output; whoever reads it may stop when they have seen enough.
fn print(text: &str) -> anyhow::Result<()> {
    let mut output = stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("cannot write the output")
        }
        _ => Ok(()),
    }
}

fn write_samples(preview: &Preview, directory: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(directory)
        .with_context(|| format!("cannot make {}", directory.display()))?;
    for (name, content) in preview.samples()? {
        let file = directory.join(name);
        fs::write(&file, content).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

fn load(config: Option<&Path>) -> anyhow::Result<Settings> {
    Settings::load(config).map_err(|problems| anyhow::anyhow!("settings are wrong:\n{problems}"))
}

/// Ends when the process is told to stop, politely or by Ctrl-C.
fn signalled() -> anyhow::Result<CancellationToken> {
    let token = CancellationToken::new();
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let stop = token.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        stop.cancel();
    });
    Ok(token)
}
