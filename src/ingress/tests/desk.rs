//! Whoever answers presses and shows reports: says what it was asked.

use std::sync::Mutex;

use async_trait::async_trait;

use crate::app::inbound::Press;
use crate::app::ports::{Buttons, File, FileFormat, Page, Reports, SaidToast, ToastKind};
use crate::settings::Language;

/// The one token that opens something.
pub(super) const GOOD_TOKEN: &str = "good-token";

#[derive(Debug, Default)]
pub(super) struct Desk {
    pub(super) presses: Mutex<Vec<Press>>,
}

#[async_trait]
impl Buttons for Desk {
    async fn press(&self, press: Press) -> SaidToast {
        self.presses.lock().expect("a lock").push(press);
        SaidToast {
            kind: ToastKind::Info,
            content: "好".to_owned(),
            zh_cn: "好".to_owned(),
            en_us: "OK".to_owned(),
        }
    }
}

#[async_trait]
impl Reports for Desk {
    async fn page(&self, token: &str, language: Language) -> Page {
        let found = token == GOOD_TOKEN;
        Page {
            found,
            html: if found { format!("report in {language}") } else { "nothing".to_owned() },
            content_security_policy: "default-src 'none'".to_owned(),
            language,
        }
    }

    async fn file(
        &self,
        token: &str,
        format: FileFormat,
        language: Language,
    ) -> Result<File, Page> {
        let page = self.page(token, language).await;
        let name = match format {
            FileFormat::Csv => "minutes.csv",
            FileFormat::Xlsx => "report.xlsx",
        };
        match page.found {
            true => Ok(File { name: name.to_owned(), format, bytes: b"bytes".to_vec() }),
            false => Err(page),
        }
    }
}
