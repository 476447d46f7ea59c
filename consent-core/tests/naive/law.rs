//! What is known at a position: the catalogues published by then, and the events (§2, §4).

use std::collections::BTreeSet;
use std::sync::OnceLock;

use consent_core::catalogue::{BarKind, Catalogue, CountryList, Notice, Requirement, Term, profile, shipped_bar_kinds};
use consent_core::ledger::{EventBody, NoticeRef, Record};
use consent_core::{Id, Instant, Offset, SubjectId};

use super::rules::{Rule, rule};
use super::shell::{Act, merged_by};

/// What is known at a position.
pub(crate) struct Law<'a> {
    /// Every version published by then, ascending.
    pub(super) versions: Vec<&'a Catalogue>,
    pub(super) today: &'a Catalogue,
    /// Every publication known by then.
    pub(super) publications: Vec<(u32, Instant)>,
    pub(super) requirements: Vec<Requirement>,
    pub(super) bar_kinds: Vec<BarKind>,
    pub(super) country_lists: Vec<CountryList>,
    pub(super) terms: Vec<Term>,
    pub(super) size: u64,
    known: Vec<&'a Record>,
    erased: Vec<&'a Id>,
}

impl<'a> Law<'a> {
    /// The law at a position, or the reason why no question has an answer there.
    pub(crate) fn at(catalogues: &'a [Catalogue], records: &'a [Record], known_at: Option<u64>) -> Result<Self, &'static str> {
        let ledger_size = records.len() as u64;
        let size = known_at.unwrap_or(ledger_size);
        if size > ledger_size {
            return Err("position-unknown"); // R36
        }
        let read = |until: u64| -> Vec<&Record> { records.iter().filter(|record| record.seq < until).collect() };
        let known = rule(Rule::KnownAt, read(size), || read(ledger_size));

        // §2: today's catalogue is the highest version published by then.
        let mut publications = Vec::new();
        let mut versions: Vec<&Catalogue> = Vec::new();
        for record in rule(Rule::TodaysCatalogue, read(size), || read(ledger_size)) {
            if let EventBody::CataloguePublished { version, sha256 } = &record.event.body {
                publications.push((*version, record.event.at));
                let held = catalogues.iter().find(|c| c.version == *version).ok_or("catalogue-missing")?;
                if held.digest().map_err(|_| "catalogue-unreadable")? != *sha256 {
                    return Err("catalogue-digest-mismatch");
                }
                if !versions.iter().any(|v| v.version == *version) {
                    versions.push(held);
                }
            }
        }
        versions.sort_by_key(|catalogue| catalogue.version);
        let today = *versions.last().ok_or("no-catalogue")?; // R36

        // Erasure is about what may be read at all, not about what was known: it acts at every position.
        let erased_in = |records: &[&'a Record]| -> Vec<&'a Id> {
            let of = |record: &&'a Record| match &record.event.body {
                EventBody::EventErased { event } => Some(event),
                _ => None,
            };
            records.iter().filter_map(of).collect()
        };
        let erased = rule(Rule::ErasedAtEveryPosition, erased_in(&read(ledger_size)), || erased_in(&known));

        // The law of today: the catalogue's own rows, its profiles' and the shipped ones.
        let mut requirements = today.requirements.clone();
        let mut bar_kinds = today.bar_kinds.clone();
        let mut country_lists = today.country_lists.clone();
        let mut terms = today.terms.clone();
        for id in &today.profiles {
            let profile = profile(id.as_str()).map_err(|_| "profile-unknown")?;
            requirements.extend(profile.requirements);
            bar_kinds.extend(profile.bar_kinds);
            country_lists.extend(profile.country_lists);
            terms.extend(profile.terms);
        }
        bar_kinds.extend_from_slice(shipped());
        Ok(Self { versions, today, publications, requirements, bar_kinds, country_lists, terms, size, known, erased })
    }

    /// Everything about a person, in no order. Two keys that were merged are one person, both ways and through others.
    pub(crate) fn acts(&self, subject: &SubjectId) -> Acts {
        let one: BTreeSet<&SubjectId> = BTreeSet::from([subject]);
        let mut person = one.clone();
        loop {
            let before = person.len();
            for record in &self.known {
                if let (Some(one), Some(merged)) = (&record.event.subject, merged_by(&record.event.body))
                    && (person.contains(one) || person.contains(merged))
                {
                    person.extend([one, merged]);
                }
            }
            if person.len() == before {
                break;
            }
        }
        let person = rule(Rule::Merged, person, || one);
        let of_the_person = |record: &&&Record| record.event.subject.as_ref().is_some_and(|subject| person.contains(subject));
        Acts(self.known.iter().filter(of_the_person).map(|record| Act::of(record, &self.erased)).collect())
    }

    pub(super) fn offset(&self) -> Offset {
        self.today.utc_offset_minutes
    }

    pub(super) fn notice(&self, wanted: &NoticeRef) -> Option<&'a Notice> {
        self.today.notices.iter().find(|notice| notice.id == wanted.id && notice.version == wanted.version)
    }
}

/// The kinds that come with the engine.
fn shipped() -> &'static [BarKind] {
    static SHIPPED: OnceLock<Vec<BarKind>> = OnceLock::new();
    SHIPPED.get_or_init(|| shipped_bar_kinds().expect("the shipped kinds can be read"))
}

/// Everything that happened to a person.
pub(crate) struct Acts(pub(super) Vec<Act>);

impl Acts {
    /// What these records tell, all of them about one person and none of them erased.
    pub(crate) fn of(records: &[Record]) -> Self {
        Self(records.iter().map(|record| Act::of(record, &[])).collect())
    }
}
