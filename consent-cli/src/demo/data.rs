//! Where the demonstration comes from: built in, or a folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Problem;
use crate::input::Input;

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../examples/data/", $name)))),*]
    };
}

/// Every file of `examples/data` that the demonstration reads; a test compares the list with the folder.
const BUILT_IN: &[(&str, &str)] = built_in![
    "catalogue.json",
    "publications.jsonl",
    "residents.jsonl",
    "stories/01-moving.json",
    "stories/02-moving-under-non-disclosure.json",
    "stories/03-product-development-and-service.json",
    "stories/04-research.json",
    "stories/05-own-measurements.json",
    "stories/06-early-intervention.json",
    "stories/07-proactive-services.json",
    "stories/08-recommendations.json",
    "stories/09-provider-change.json",
    "stories/10-third-party-platform.json",
    "stories/11-marketing-cooperation.json",
    "stories/12-co-produced-trip.json",
    "stories/13-pilot.json",
    "stories/14-patient-data-in-uusimaa.json",
    "stories/15-jobseeker.json",
    "stories/16-turning-18.json",
    "stories/17-student-discount.json",
    "stories/18-life-of-a-consent.json",
    "stories/19-two-operators.json",
];

/// The files of a demonstration.
#[derive(Debug, Default)]
pub(crate) struct Data {
    /// `catalogue*.json`.
    pub(crate) catalogues: Vec<Input>,
    /// The publications, then the residents.
    pub(crate) ledgers: Vec<Input>,
    /// The stories by file name.
    pub(crate) stories: Vec<Input>,
}

impl Data {
    /// What is built in: works from any folder.
    pub(crate) fn built_in() -> Self {
        let mut data = Self::default();
        for (name, text) in BUILT_IN {
            data.add(name, Input::BuiltIn { name, text });
        }
        data
    }

    /// What a folder holds.
    pub(crate) fn folder(dir: &Path) -> Result<Self, Problem> {
        let mut data = Self::default();
        for name in names(dir)? {
            data.add(&name, Input::File(dir.join(&name)));
        }
        for (what, found) in
            [("catalogue*.json", &data.catalogues), ("publications.jsonl", &data.ledgers), ("stories/*.json", &data.stories)]
        {
            if found.is_empty() {
                let message =
                    format!("expected `{what}` in the folder, found none; `examples/data` of the project shows the form");
                return Err(Problem::new("demo-incomplete", message).in_file(dir.display()));
            }
        }
        Ok(data)
    }

    fn add(&mut self, name: &str, input: Input) {
        match kind(name) {
            Some(Kind::Catalogue) => self.catalogues.push(input),
            Some(Kind::Ledger) => self.ledgers.push(input),
            Some(Kind::Story) => self.stories.push(input),
            None => {}
        }
    }
}

enum Kind {
    Catalogue,
    Ledger,
    Story,
}

fn kind(name: &str) -> Option<Kind> {
    match name {
        "publications.jsonl" | "residents.jsonl" => Some(Kind::Ledger),
        _ if !name.ends_with(".json") => None,
        _ if name.starts_with("stories/") => Some(Kind::Story),
        _ if name.starts_with("catalogue") => Some(Kind::Catalogue),
        _ => None,
    }
}

/// The names of the demonstration's files in a folder, sorted, so that publications come before residents.
fn names(dir: &Path) -> Result<Vec<String>, Problem> {
    let mut names = Vec::new();
    for (prefix, folder) in [("", dir.to_owned()), ("stories/", dir.join("stories"))] {
        for path in list(&folder)? {
            if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
                names.push(format!("{prefix}{name}"));
            }
        }
    }
    names.retain(|name| kind(name).is_some());
    names.sort();
    Ok(names)
}

fn list(dir: &Path) -> Result<Vec<PathBuf>, Problem> {
    let entries = fs::read_dir(dir).and_then(|entries| entries.map(|entry| entry.map(|e| e.path())).collect());
    entries.map_err(|error| Problem::io("file-unreadable", "a folder that can be read", dir.display(), &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_list_is_the_folder() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data");
        let listed: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        assert_eq!(names(&dir).unwrap(), listed, "mend the list `BUILT_IN` in consent-cli/src/demo/data.rs");
        for (name, text) in BUILT_IN {
            assert_eq!(fs::read_to_string(dir.join(name)).unwrap(), *text, "{name}");
        }
    }
}
