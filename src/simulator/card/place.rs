//! Where in the card we are: Feishu's `ErrPath`, and what the containers above allow.

use std::fmt;

/// Components that hold components. A column belongs to its column set and is no level of its own.
const CONTAINERS: [&str; 4] = ["column_set", "collapsible_panel", "interactive_container", "form"];

/// One step below another place. Steps are borrowed, so that a card that is fine costs no text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    above: Option<&'a Place<'a>>,
    step: Step<'a>,
    /// The `tag` of the object that stands here, when it is known.
    tag: Option<&'a str>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    /// The card itself.
    pub(super) const ROOT: Place<'static> = Place { above: None, step: Step::Root, tag: None };

    /// The property `name` of the object here.
    pub(super) fn key(&'a self, name: &'a str) -> Self {
        Self { above: Some(self), step: Step::Key(name), tag: None }
    }

    /// The item `index` of the list here.
    pub(super) fn index(&'a self, index: usize) -> Self {
        Self { above: Some(self), step: Step::Index(index), tag: None }
    }

    /// The same place, now that its `tag` is read.
    pub(super) fn tagged(self, tag: &'a str) -> Self {
        Self { tag: Some(tag), ..self }
    }

    /// How many containers are around this place.
    pub(super) fn containers(&self) -> usize {
        self.tags_above().filter(|tag| CONTAINERS.contains(tag)).count()
    }

    /// Whether a form is around this place.
    pub(super) fn in_form(&self) -> bool {
        self.tags_above().any(|tag| tag == "form")
    }

    /// Whether a component of this tag holds others.
    pub(super) fn is_container(tag: &str) -> bool {
        CONTAINERS.contains(&tag)
    }

    fn tags_above(&self) -> impl Iterator<Item = &'a str> {
        std::iter::successors(self.above, |place| place.above).filter_map(|place| place.tag)
    }
}

impl fmt::Display for Place<'_> {
    /// `ROOT -> body -> elements -> [2](tag: chart)`, as the documented error writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(above) = self.above {
            write!(f, "{above} -> ")?;
        }
        match self.step {
            Step::Root => f.write_str("ROOT")?,
            Step::Key(name) => f.write_str(name)?,
            Step::Index(index) => write!(f, "[{index}]")?,
        }
        self.tag.map_or(Ok(()), |tag| write!(f, "(tag: {tag})"))
    }
}
