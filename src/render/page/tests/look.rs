//! Writes pages where a browser can open them; for eyes, run by hand.

use std::fs;

use super::full::full;
use super::*;

#[test]
#[ignore = "writes files, to be looked at"]
fn write_pages() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pages");
    fs::create_dir_all(&folder).unwrap();
    for (language, short) in [(Language::ZhCn, "zh_cn"), (Language::EnUs, "en_us")] {
        let mut pages = vec![("nothing".to_owned(), renderer().nothing(language))];
        for (name, answer) in answers().into_iter().chain([
            ("full", full(240)),
            ("long", full(700)),
            ("hour", full(62)),
        ]) {
            pages.push((name.replace(' ', "-"), report(&answer, Privacy::Own, language)));
        }
        for (name, page) in pages {
            let policy = folder.join(format!("{name}.{short}.csp"));
            fs::write(policy, &page.content_security_policy).unwrap();
            fs::write(folder.join(format!("{name}.{short}.html")), page.html).unwrap();
        }
    }
}
