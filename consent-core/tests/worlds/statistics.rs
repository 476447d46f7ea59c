//! What the random worlds were like: printed with `--nocapture`, and asked whether anything never happened.

use std::collections::BTreeMap;

use consent_core::catalogue::Operation;
use consent_core::decide::{Answer, BasisRef, ReasonCode};
use consent_core::ledger::{EventType, Record};

/// Counts by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statistics {
    pub(crate) worlds: u64,
    pub(crate) recorded: u64,
    pub(crate) refused: u64,
    pub(crate) errors: BTreeMap<String, u64>,
    outcomes: BTreeMap<String, u64>,
    reasons: BTreeMap<String, u64>,
    event_types: BTreeMap<String, u64>,
    governing: BTreeMap<String, u64>,
    requirements_met: BTreeMap<String, u64>,
    requirements_unmet: BTreeMap<String, u64>,
    warnings: u64,
    obligations: u64,
    impersonal: u64,
    horizons: u64,
    operations: BTreeMap<Operation, u64>,
}

impl Statistics {
    pub(crate) fn world(&mut self, records: &[Record], refused: usize) {
        self.worlds += 1;
        self.recorded += records.len() as u64;
        self.refused += refused as u64;
        for record in records {
            *self.event_types.entry(record.event.kind().word().to_owned()).or_default() += 1;
        }
    }

    pub(crate) fn answer(&mut self, answer: &Answer) {
        *self.outcomes.entry(answer.outcome.word().to_owned()).or_default() += 1;
        self.warnings += answer.warnings.len() as u64;
        self.obligations += answer.obligations.len() as u64;
        self.horizons += u64::from(answer.holds_until.is_some());
        for item in &answer.items {
            *self.operations.entry(item.operation).or_default() += 1;
            self.impersonal += u64::from(!item.impersonal.is_empty());
            let governing = match &item.governing {
                None => "nothing".to_owned(),
                Some(basis) => match (&basis.basis, basis.character, basis.article) {
                    (BasisRef::Consent(_), ..) => "consent".to_owned(),
                    (_, Some(character), Some(article)) => format!("{character} {article}"),
                    _ => "?".to_owned(),
                },
            };
            *self.governing.entry(governing).or_default() += 1;
            for requirement in &item.requirements {
                let met = !requirement.met_by.is_empty();
                let side = if met { &mut self.requirements_met } else { &mut self.requirements_unmet };
                *side.entry(requirement.id.to_string()).or_default() += 1;
                for failing in requirement.reasons.iter().flat_map(|near| &near.codes) {
                    let name = match &failing.kind {
                        Some(kind) if !kind.as_str().starts_with("ban") => format!("{} {kind}", failing.code),
                        _ => failing.code.to_string(),
                    };
                    *self.reasons.entry(name).or_default() += 1;
                }
            }
        }
    }

    /// What no world ever had: reason codes and event types.
    pub(crate) fn missing(&self) -> Vec<String> {
        let codes = ReasonCode::ALL
            .iter()
            .map(|code| code.word())
            .filter(|code| !self.reasons.keys().any(|seen| seen == code || seen.split(' ').next() == Some(code)));
        let types = EventType::ALL.iter().map(|kind| kind.word()).filter(|kind| !self.event_types.contains_key(*kind));
        codes.chain(types).map(str::to_owned).collect()
    }
}

impl core::fmt::Display for Statistics {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        writeln!(f, "worlds {}, events accepted {}, refused {}", self.worlds, self.recorded, self.refused)?;
        writeln!(
            f,
            "obligations {}, warnings {}, items that nobody can cover {}, answers that end {}",
            self.obligations, self.warnings, self.impersonal, self.horizons
        )?;
        for (title, counts) in [
            ("outcomes", &self.outcomes),
            ("errors", &self.errors),
            ("reasons", &self.reasons),
            ("governing", &self.governing),
            ("requirements met", &self.requirements_met),
            ("requirements unmet", &self.requirements_unmet),
            ("events", &self.event_types),
        ] {
            let list: Vec<String> = counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
            writeln!(f, "{title}: {}", list.join(", "))?;
        }
        Ok(())
    }
}
