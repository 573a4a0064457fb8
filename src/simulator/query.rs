//! A request's query parameters, decoded.

/// Names and values in the order they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Decodes what stands behind the `?`.
    pub(super) fn read(text: &str) -> Self {
        let pairs = url::form_urlencoded::parse(text.as_bytes());
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// The first value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What a strict reader minds: names that are not documented, and names that repeat.
    pub(super) fn oddities(&self, documented: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        for (place, (name, _)) in self.0.iter().enumerate() {
            if !documented.contains(&name.as_str()) {
                found.push(format!("parameter {name} is not documented"));
            }
            if self.0.iter().take(place).any(|(earlier, _)| earlier == name) {
                found.push(format!("parameter {name} comes twice"));
            }
        }
        found
    }
}

impl std::fmt::Display for Query {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, (name, value)) in self.0.iter().enumerate() {
            let sign = if place == 0 { '?' } else { '&' };
            write!(to, "{sign}{name}={value}")?;
        }
        Ok(())
    }
}
