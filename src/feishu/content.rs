//! The text of a message, whatever kind of message it came in.
//!
//! What people type arrives as `text`, or as `post` when it has any formatting or was typed in a
//! topic group; a command may be in either. Mentions stay as their keys (`@_user_1`). Everything
//! that holds no words, and everything that cannot be read, is empty text.
//!
//! Facts: dossier 2.3.

use serde::Deserialize;
use serde_json::Value;

use super::envelope::Text;

/// The words of a message, from its `message_type` and the JSON in its `content`.
pub fn plain_text(message_type: &str, content: &str) -> String {
    let text = match message_type {
        "text" => serde_json::from_str(content).ok().and_then(|TextContent { text }| text.0),
        "post" => {
            serde_json::from_str(content).ok().and_then(Post::find).map(|post| post.flatten())
        }
        _ => None,
    };
    text.unwrap_or_default()
}

#[derive(Deserialize)]
struct TextContent {
    #[serde(default)]
    text: Text,
}

#[derive(Deserialize)]
struct Post {
    #[serde(default)]
    title: Text,
    content: Vec<Vec<Element>>,
}

/// A piece of a paragraph; which fields it has depends on the tag.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Element {
    tag: Text,
    text: Text,
    href: Text,
    /// The key of a mention, in spite of the name.
    user_id: Text,
}

impl Post {
    /// The post itself, or the first one inside a wrapper by locale: it is not documented for
    /// messages that come in, but a post that is sent has it.
    fn find(json: Value) -> Option<Self> {
        match json {
            Value::Object(map) if !map.contains_key("content") => {
                map.into_iter().find_map(|(_, inner)| Self::deserialize(inner).ok())
            }
            post => Self::deserialize(post).ok(),
        }
    }

    /// Title and paragraphs as lines; those without words are left out.
    fn flatten(self) -> String {
        let lines = self.title.0.into_iter().chain(self.content.into_iter().map(line));
        lines.filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// One paragraph. A mention is kept apart from its neighbours: `@_user_1` before `23` would become
/// somebody else, and clients put no space there.
fn line(paragraph: Vec<Element>) -> String {
    let mut line = String::new();
    let mut after_mention = false;
    for element in paragraph {
        let mention = element.tag.0.as_deref() == Some("at");
        let Some(words) = element.words() else { continue };
        let touching = !line.is_empty()
            && !line.ends_with(char::is_whitespace)
            && !words.starts_with(char::is_whitespace);
        if touching && (mention || after_mention) {
            line.push(' ');
        }
        line.push_str(&words);
        after_mention = mention;
    }
    line
}

impl Element {
    fn words(self) -> Option<String> {
        match self.tag.0.as_deref()? {
            "text" => self.text.0,
            "at" => self.user_id.0,
            "a" => match (self.text.0, self.href.0) {
                (Some(text), Some(href)) if text != href => Some(format!("[{text}]({href})")),
                (text, href) => text.or(href),
            },
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_is_taken_as_it_is() {
        assert_eq!(plain_text("text", r#"{"text":"@_user_1  /质量 \n"}"#), "@_user_1  /质量 \n");
    }

    #[test]
    fn a_post_becomes_lines() {
        let cases = [
            (
                r#"{"title":"","content":[[{"tag":"at","user_id":"@_user_1","style":[]},
                    {"tag":"text","text":" /quality 123456789 "},{"tag":"at","user_id":"@_user_2"}]]}"#,
                "@_user_1 /quality 123456789 @_user_2",
            ),
            (
                r#"{"title":"标题","content":[[{"tag":"text","text":"a"},{"tag":"text","text":"b"}],
                    [{"tag":"img","image_key":"i"}],[],[{"tag":"text","text":"c"},{"tag":"hr"}]]}"#,
                "标题\nab\nc",
            ),
            (
                r#"{"content":[[{"tag":"at","user_id":"@_user_1"},{"tag":"text","text":"23"},
                    {"tag":"at","user_id":"@_user_2"},{"tag":"at","user_id":"@_user_3"}]]}"#,
                "@_user_1 23 @_user_2 @_user_3",
            ),
            (
                r#"{"content":[[{"tag":"a","text":"Join","href":"https://vc.feishu.cn/j/1"},
                    {"tag":"a","text":"http://x","href":"http://x"},{"tag":"a","text":"t"},
                    {"tag":"a","href":"h"},{"tag":"a"}]]}"#,
                "[Join](https://vc.feishu.cn/j/1)http://xth",
            ),
            (r#"{"zh_cn":{"title":"t","content":[[{"tag":"text","text":"x"}]]}}"#, "t\nx"),
            (r#"{"content":[[{"tag":"code_block","text":"/quality"},{}]]}"#, ""),
        ];
        for (content, text) in cases {
            assert_eq!(plain_text("post", content), text, "{content}");
        }
    }

    #[test]
    fn everything_else_is_empty() {
        for (kind, content) in [
            ("image", r#"{"image_key":"i","text":"no"}"#),
            ("interactive", r#"{"title":"t","elements":[[{"tag":"text","text":"/quality"}]]}"#),
            ("", r#"{"text":"x"}"#),
            ("text", "not JSON"),
            ("text", ""),
            ("text", "{}"),
            ("text", r#"{"text":null}"#),
            ("text", r#"{"text":["x"]}"#),
            ("post", "not JSON"),
            ("post", "{}"),
            ("post", "7"),
            ("post", r#"{"content":"x"}"#),
            ("post", r#"{"content":[["x"]]}"#),
        ] {
            assert_eq!(plain_text(kind, content), "", "{kind} {content}");
        }
    }

    proptest! {
        #[test]
        fn keeps_the_words_of_any_text(text: String) {
            let content = serde_json::json!({ "text": text }).to_string();
            prop_assert_eq!(plain_text("text", &content), text);
        }

        #[test]
        fn never_panics(kind in "text|post|image", content: String) {
            let is_json = serde_json::from_str::<Value>(&content).is_ok();
            prop_assert!(is_json || plain_text(&kind, &content).is_empty());
        }
    }
}
