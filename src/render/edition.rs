//! Templates and texts that belong together: the operator's edition, or the one built in.

use std::sync::Arc;

use minijinja::{Value, context, value::Serde};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::RenderOptions;
use super::answer::{self, AnswerView, Setting};
use super::budget::{CardBudget, CardRefused};
use super::catalogue;
use super::export::{self, NoFile};
use super::notice::{self, FaultView, UserErrorView, WrongCommandView};
use super::offer::OfferView;
use super::page::PageEdition;
use super::sample::Samples;
use super::source::{Sources, TemplateError};
use super::subject::{Rung, Subject};
use super::template::Templates;
use super::text::{Text, TextError, Texts};
use super::toast;
use super::told;
use crate::app::answer::Answer;
use crate::app::ports::{File, FileFormat, Offer, SaidToast, Toast, Told, Whole};
use crate::command::{Entry, Usage, registry};
use crate::quality::summary::{MetricSummary, summarise};
use crate::settings::Language;

/// Everything cards and pages are made with.
#[derive(Debug)]
pub(super) struct Edition {
    texts: Arc<Texts>,
    templates: Templates,
    pub(super) pages: PageEdition,
    options: RenderOptions,
}

/// Why there is no card.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoCard {
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error(transparent)]
    Text(#[from] TextError),
    #[error(transparent)]
    Refused(#[from] CardRefused),
}

/// A line of the help as the template sees it.
#[derive(Debug, Clone, Serialize)]
struct UsageView {
    usage: Text,
    what: Text,
}

/// Bytes of components around what a lighter rung leaves out, at most.
const WRAPPING: usize = 1_500;

/// The variables of `result.json.j2`.
fn variables(view: &AnswerView, offer: &Offer) -> Value {
    context! { answer => Serde(view), offer => Serde(OfferView::of(offer)) }
}

impl Edition {
    /// Loads an edition and tries it on samples of everything that can be said.
    pub(super) fn load(sources: Sources, options: RenderOptions) -> Result<Self, TemplateError> {
        let texts = Arc::new(catalogue::load(&sources)?);
        let pages = PageEdition::load(&sources, &texts, options.clone())?;
        let templates = Templates::load(sources, &texts, options.language)?;
        let edition = Self { texts, templates, pages, options };
        edition.rehearse()?;
        Ok(edition)
    }

    /// A card, serialised, that shows as much as fits.
    pub(super) fn card(&self, subject: &Subject<'_>) -> Result<String, NoCard> {
        match subject {
            Subject::Answer(answer, offer) => self.answer_card(subject, answer, offer),
            Subject::Told(told) => self.told_card(subject, told),
            _ => Ok(CardBudget::FEISHU.weigh(&self.made_of(subject, self.data(subject)?)?)?),
        }
    }

    /// Shows less until it fits.
    fn told_card(&self, subject: &Subject<'_>, told: &Told<'_>) -> Result<String, NoCard> {
        let mut step = 0;
        loop {
            let card = self.made_of(subject, told::variables(told, step, self.with())?)?;
            match CardBudget::FEISHU.weigh(&card) {
                Err(CardRefused::TooHeavy(_)) if step < told::steps(told) => step += 1,
                weighed => return Ok(weighed?),
            }
        }
    }

    fn with(&self) -> told::With<'_> {
        told::With { texts: &self.texts, options: &self.options }
    }

    fn answer_card(
        &self,
        subject: &Subject<'_>,
        answer: &Answer,
        offer: &Offer,
    ) -> Result<String, NoCard> {
        let summaries = summarise(&answer.minutes, &self.options.rules);
        let setting = self.setting(answer, &summaries, offer);
        let mut rung = Rung::Full;
        let mut view = AnswerView::of(setting, rung)?;
        while view.is_crowded() && rung.metrics() == Rung::Full.metrics() {
            rung = rung.lighter().unwrap_or(rung);
            view.show(setting, rung)?;
        }
        loop {
            let card = self.made_of(subject, variables(&view, offer))?;
            let too_heavy = match CardBudget::FEISHU.weigh(&card) {
                Err(CardRefused::TooHeavy(weight)) => weight,
                weighed => return Ok(weighed?),
            };
            let before = view.weight_of_rung();
            loop {
                rung = rung.lighter().ok_or(CardRefused::TooHeavy(too_heavy))?;
                view.show(setting, rung)?;
                let saved = before.saturating_sub(view.weight_of_rung());
                // Not worth a try if it surely weighs too much.
                if too_heavy.bytes <= CardBudget::FEISHU.bytes + saved + WRAPPING {
                    break;
                }
            }
            tracing::debug!(template = subject.template(), ?rung, ?too_heavy, "shows less");
        }
    }

    fn setting<'a>(
        &'a self,
        answer: &'a Answer,
        summaries: &'a [MetricSummary],
        offer: &Offer,
    ) -> Setting<'a> {
        let (texts, options) = (self.texts.as_ref(), &self.options);
        Setting { answer, summaries, texts, options, privacy: offer.privacy }
    }

    /// The card that a subject's template makes of these variables.
    pub(super) fn made_of(
        &self,
        subject: &Subject<'_>,
        data: Value,
    ) -> Result<String, TemplateError> {
        self.templates.render(subject.template(), data)
    }

    /// The variables of a subject's template.
    pub(super) fn variables(&self, subject: &Subject<'_>) -> Result<Json, TextError> {
        Ok(json!(self.data(subject)?))
    }

    /// A toast.
    pub(super) fn toast(&self, toast: &Toast) -> Result<SaidToast, TextError> {
        toast::say(toast, &self.texts, self.options.language)
    }

    /// An answer in plain words, without any text from outside, in the fallback language.
    pub(super) fn answer_in_text(&self, answer: &Answer) -> Result<String, TextError> {
        let lines = answer::in_text(answer, &self.texts, &self.options.timezone)?;
        Ok(self.in_one_language(&lines))
    }

    /// The same in plain words, without any text from outside, in the fallback language: a text
    /// message has no second one.
    pub(super) fn text(&self, subject: &Subject<'_>) -> Result<String, TextError> {
        let said = |key| self.texts.plain(key, &[]);
        let lines = match subject {
            Subject::Answer(answer, _) => return self.answer_in_text(answer),
            Subject::Working => vec![said("working.text")?],
            Subject::Told(told) => told::text(told, self.with())?,
            Subject::Help => vec![said("help_card.title")?, said("help_card.example")?],
            Subject::WrongCommand(error) => {
                vec![notice::mistake(error.mistake, &self.texts)?, said("help_card.example")?]
            }
            Subject::UserError(error, _) => {
                let view = UserErrorView::of(error, None, false, &self.texts)?;
                vec![view.what, view.next]
            }
            Subject::Fault { id, .. } => {
                let id = id.0.as_str().into();
                vec![said("fault.what")?, self.texts.plain("fault.id", &[("id", id)])?]
            }
        };
        Ok(self.in_one_language(&lines))
    }

    /// The answer as a file.
    pub(super) fn file(
        &self,
        answer: &Answer,
        format: FileFormat,
        language: Language,
    ) -> Option<File> {
        let made = export::file(answer, format, language, &self.texts, &self.options);
        made.inspect_err(|error| tracing::error!(?format, %error, "no file")).ok()
    }

    /// Everybody in a meeting as a file.
    pub(super) fn whole_file(
        &self,
        whole: &Whole,
        format: FileFormat,
        language: Language,
    ) -> Option<File> {
        let made = export::whole_file(whole, format, language, &self.texts, &self.options);
        made.inspect_err(|error| tracing::error!(?format, %error, "no file")).ok()
    }

    fn in_one_language(&self, lines: &[Text]) -> String {
        let language = self.options.language;
        lines.iter().map(|line| line.in_language(language)).collect::<Vec<_>>().join("\n")
    }

    fn data(&self, subject: &Subject<'_>) -> Result<Value, TextError> {
        let texts = &self.texts;
        Ok(match subject {
            Subject::Answer(answer, offer) => {
                let summaries = summarise(&answer.minutes, &self.options.rules);
                let setting = self.setting(answer, &summaries, offer);
                variables(&AnswerView::of(setting, Rung::Full)?, offer)
            }
            Subject::Working => context! {},
            Subject::Told(told) => told::variables(told, 0, self.with())?,
            Subject::Help => context! { usages => Serde(self.usages()?) },
            Subject::WrongCommand(error) => {
                let view = WrongCommandView::of(error, texts)?;
                context! { wrong => Serde(view), usages => Serde(self.usages()?) }
            }
            Subject::UserError(error, again) => {
                context! { error => Serde(UserErrorView::of(error, *again, true, texts)?) }
            }
            Subject::Fault { id, log_id } => {
                context! { fault => Serde(FaultView::of(&id.0, *log_id)) }
            }
        })
    }

    fn usages(&self) -> Result<Vec<UsageView>, TextError> {
        let view = |entry: &Entry, usage: &Usage| {
            let text_key = format!("help.{}_{}", entry.name, usage.key);
            Ok(UsageView {
                usage: self.texts.pattern(usage.pattern)?,
                what: self.texts.plain(&text_key, &[])?,
            })
        };
        let entries = registry().iter();
        entries.flat_map(|entry| entry.usages.iter().map(move |usage| view(entry, usage))).collect()
    }

    /// Renders everything once, so that what cannot be rendered is known before anybody asks.
    fn rehearse(&self) -> Result<(), TemplateError> {
        let samples = Samples::new();
        for (sample, subject) in samples.subjects() {
            let in_sample = |why: String| {
                self.templates.error(subject.template(), format!("{why} (sample {sample:?})"))
            };
            self.card(&subject).map_err(|reason| match reason {
                NoCard::Template(error) => error,
                reason => in_sample(reason.to_string()),
            })?;
            self.text(&subject).map_err(|error| in_sample(error.to_string()))?;
        }
        self.rehearse_files(&samples)
    }

    /// A file is made of texts alone; what can be wrong with them is the name of a sheet.
    fn rehearse_files(&self, samples: &Samples) -> Result<(), TemplateError> {
        let Some((_, answer)) = samples.answers.first() else { return Ok(()) };
        let wholes: Vec<&Whole> = samples.wholes().take(1).collect();
        for (language, texts) in
            [(Language::ZhCn, "text/zh_cn.toml"), (Language::EnUs, "text/en_us.toml")]
        {
            for format in [FileFormat::Csv, FileFormat::Xlsx] {
                let wrong =
                    |error: NoFile| self.templates.sources().error(texts, None, error.to_string());
                export::file(answer, format, language, &self.texts, &self.options)
                    .map_err(wrong)?;
                for whole in &wholes {
                    export::whole_file(whole, format, language, &self.texts, &self.options)
                        .map_err(wrong)?;
                }
            }
        }
        Ok(())
    }
}
