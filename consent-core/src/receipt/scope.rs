//! What a consent is for: what those gave whose acts completed it, or else what was asked.

use super::account::Account;
use super::consent::Stated;
use super::event::{actor, erased};
use super::model::Concept;
use super::words::{Offer, operation};
use crate::catalogue::{Form, Operation, Scope};
use crate::error::Result;
use crate::id::Id;
use crate::ledger::{EventBody, EventType, Record};
use crate::time::Instant;

/// The scope of a consent by the ids of its notice, before anything was taken away.
#[derive(Debug)]
pub(super) struct Granted {
    pub(super) controllers: Vec<Id>,
    pub(super) recipients: Vec<Id>,
    pub(super) categories: Vec<Id>,
    pub(super) purposes: Vec<Id>,
    operations: Vec<Operation>,
    /// Only for these cases; absent: for any.
    pub(super) cases: Option<Vec<Id>>,
    pub(super) form: Form,
}

impl Granted {
    /// What all of those named who gave; where nobody gave, what was asked; what is not named is the notice's.
    pub(super) fn new(account: &Account<'_>, offer: &Offer, stated: &Stated, catalogue: &Id) -> Self {
        let acts = acts(account, stated, catalogue);
        let form = acts.iter().filter_map(|record| grant(record)).map(|grant| grant.form).reduce(Form::meet);
        let scopes: Vec<Scope> = if acts.is_empty() {
            asked(account, stated.created).into_iter().collect()
        } else {
            acts.iter().filter_map(|record| grant(record)).map(|grant| grant.scope.clone()).collect()
        };
        let controllers = common(&scopes, |scope| scope.controllers.as_ref(), &offer.controllers);
        let recipients = match &offer.recipients {
            Some(offered) => common(&scopes, |scope| scope.recipients.as_ref(), offered),
            None => common(&scopes, |scope| scope.recipients.as_ref(), &controllers),
        };
        let cases = scopes.iter().filter_map(|scope| scope.cases.clone()).reduce(|a, b| both(a, &b));
        Self {
            recipients,
            controllers,
            categories: common(&scopes, |scope| scope.data_categories.as_ref(), &offer.categories),
            purposes: common(&scopes, |scope| scope.purposes.as_ref(), &offer.purposes),
            operations: common(&scopes, |scope| scope.operations.as_ref(), &offer.operations),
            cases,
            form: form.unwrap_or(offer.form),
        }
    }

    /// The operations in words.
    pub(super) fn operations(&self, catalogue: &Id) -> Result<Vec<Concept>> {
        operations(catalogue, &self.operations)
    }
}

/// Operations in words.
pub(super) fn operations(catalogue: &Id, list: &[Operation]) -> Result<Vec<Concept>> {
    list.iter().map(|one| Ok(operation(catalogue, *one, Id::new(one.word())?))).collect()
}

fn both<T: PartialEq>(list: Vec<T>, other: &[T]) -> Vec<T> {
    list.into_iter().filter(|one| other.contains(one)).collect()
}

/// What every scope names, where it names anything; what the notice offers where none does.
fn common<T: Clone + PartialEq>(scopes: &[Scope], part: impl Fn(&Scope) -> Option<&Vec<T>>, offered: &[T]) -> Vec<T> {
    let named = scopes.iter().map(|scope| part(scope).map_or(offered, Vec::as_slice));
    let mut found: Option<Vec<T>> = None;
    for list in named {
        found = Some(match found {
            Some(before) => both(before, list),
            None => list.to_vec(),
        });
    }
    found.unwrap_or_else(|| offered.to_vec())
}

fn grant(record: &Record) -> Option<&crate::ledger::Grant> {
    match &record.event.body {
        EventBody::ConsentGiven(grant) => Some(grant),
        _ => None,
    }
}

/// The acts of giving that count: those that completed the consent, or else all so far, or else all.
pub(super) fn acts<'a>(account: &Account<'a>, stated: &Stated, catalogue: &Id) -> Vec<&'a Record> {
    let given = |when: &dyn Fn(&Record) -> bool| -> Vec<&'a Record> {
        account.about.iter().copied().filter(|record| grant(record).is_some() && when(record)).collect()
    };
    if let Some(completed) = stated.standing.at {
        let giver = |record: &Record| stated.standing.given_by.contains(&actor(catalogue, &record.event.by));
        return given(&|record| record.event.at <= completed && giver(record));
    }
    given(&|record| record.event.at <= stated.created)
}

/// The latest request so far, or what was refused.
fn asked(account: &Account<'_>, created: Instant) -> Option<Scope> {
    let requested = |until: Instant| {
        let requests = account.about.iter().filter(|record| !erased(record) && record.event.at <= until);
        let named = requests.filter_map(|record| match &record.event.body {
            EventBody::ConsentRequested { scope, .. } => Some(((record.event.at, &record.event.id), scope.clone())),
            _ => None,
        });
        named.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, scope)| scope)
    };
    let refused = || {
        let refusals = account.about.iter().filter(|record| record.event.kind() == EventType::ConsentRefused);
        let last = refusals.max_by_key(|record| (record.event.at, &record.event.id))?;
        let own = match &last.event.body {
            EventBody::ConsentRefused { scope, .. } => scope.clone(),
            EventBody::Erased(shell) => shell.scope.clone(),
            _ => return None,
        };
        let asked = requested(last.event.at).unwrap_or_default();
        Some(Scope {
            controllers: own.controllers.or(asked.controllers),
            recipients: own.recipients.or(asked.recipients),
            data_categories: own.data_categories.or(asked.data_categories),
            purposes: own.purposes.or(asked.purposes),
            operations: own.operations.or(asked.operations),
            cases: own.cases.or(asked.cases),
        })
    };
    requested(created).or_else(refused)
}
