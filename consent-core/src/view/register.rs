//! The public register: which data is used, how, for what, on which basis (transparency; GDPR 13–14, 30).

use serde::{Deserialize, Serialize};

use crate::catalogue::{Article, Catalogue, Character, Operation, Statute};
use crate::decide::NoticeVersion;
use crate::id::Id;
use crate::order;
use crate::text::Text;

/// One activity: a legal basis, or a notice on which consent is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// The id of the row or the notice.
    pub id: Id,
    /// What people call it.
    pub labels: Text,
    /// Whose registers hold the data.
    pub controllers: Vec<Id>,
    /// Who uses it.
    pub recipients: Vec<Id>,
    /// Which data.
    pub data_categories: Vec<Id>,
    /// For what.
    pub purposes: Vec<Id>,
    /// Which operations.
    pub operations: Vec<Operation>,
    /// Of a legal basis: its letter in GDPR 6(1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// Of a legal basis: whether the law obliges or allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub character: Option<Character>,
    /// Of a legal basis: the statute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statute: Option<Statute>,
    /// Of a consent: the notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeVersion>,
    /// How long the data is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Text>,
}

/// The public register of a catalogue version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The catalogue.
    pub catalogue: Id,
    /// Its version.
    pub version: u32,
    /// The activities: legal bases, then notices, each by id (and version).
    pub activities: Vec<Activity>,
}

/// The public register of a catalogue. It has no personal data.
#[must_use]
pub fn register(catalogue: &Catalogue) -> Register {
    let mut rows: Vec<Activity> = catalogue
        .legal_bases
        .iter()
        .map(|row| Activity {
            id: row.id.clone(),
            labels: row.labels.clone(),
            controllers: vec![row.controller.clone()],
            recipients: row.recipients.clone().unwrap_or_else(|| vec![row.controller.clone()]),
            data_categories: row.data_categories.clone(),
            purposes: row.purposes.clone(),
            operations: row.operations.clone(),
            article: Some(row.article),
            character: Some(row.character),
            statute: row.statute.clone(),
            notice: None,
            retention: row.retention.clone(),
        })
        .collect();
    order::sort_by(&mut rows, |a, b| a.id.cmp(&b.id));
    let mut notices: Vec<Activity> = catalogue
        .notices
        .iter()
        .map(|notice| Activity {
            id: notice.id.clone(),
            labels: notice.labels.clone(),
            controllers: notice.controllers.clone(),
            recipients: notice.recipients.clone().unwrap_or_else(|| notice.controllers.clone()),
            data_categories: notice.data_categories.iter().map(|category| category.id.clone()).collect(),
            purposes: notice.purposes.clone(),
            operations: notice.operations.clone(),
            article: None,
            character: None,
            statute: None,
            notice: Some(NoticeVersion { id: notice.id.clone(), version: notice.version }),
            retention: None,
        })
        .collect();
    order::sort_by(&mut notices, |a, b| a.notice.cmp(&b.notice));
    rows.extend(notices);
    Register { catalogue: catalogue.id.clone(), version: catalogue.version, activities: rows }
}
