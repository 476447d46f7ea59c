//! On random worlds: every receipt that is made verifies, and says how the overview says that the consent stands.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use consent_core::ledger::{Entry, Memory};
use consent_core::receipt::{Particulars, Receipt, verify, verify_with_catalogue};
use consent_core::view::ConsentStatus;
use consent_core::{Id, Instant, Ledger, SubjectId};

use super::{NAME, Quick, particulars, salts};
use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::{Statistics, World, as_records, instants};

/// The world in a ledger; none when it is no world.
fn ledger(world: &World) -> Option<Ledger<Memory>> {
    let mut ledger = Ledger::open(Memory::new()).ok()?;
    for catalogue in &world.catalogues {
        ledger.add_catalogue(catalogue.clone()).ok()?;
    }
    let mut salts = salts();
    if world.restored {
        let entries = as_records(&world.events()).into_iter().map(|record| Entry::new(record, salts()?));
        ledger.merge([entries.collect::<Result<Vec<_>, _>>().ok()?]).ok()?;
    } else {
        for event in world.events() {
            let known = event.at;
            // What the door refuses is not there.
            let _ = ledger.record(event, known, &mut salts);
        }
    }
    (ledger.head().size > 0).then_some(ledger)
}

/// Every consent and every recorded use of which the ledger speaks.
fn named(ledger: &Ledger<Memory>) -> (BTreeSet<(SubjectId, Id)>, Vec<Id>) {
    let mut consents = BTreeSet::new();
    let mut uses = Vec::new();
    for record in ledger.engine().records() {
        let event = serde_json::to_value(&record.event).unwrap();
        if let (Some(subject), Some(consent)) = (&record.event.subject, event["consent"].as_str()) {
            consents.insert((subject.clone(), Id::new(consent).unwrap()));
        }
        if record.event.kind().word() == "use-recorded" {
            uses.push(record.event.id.clone());
        }
    }
    (consents, uses)
}

#[derive(Default)]
struct Seen {
    statuses: BTreeMap<&'static str, u64>,
    erased: u64,
    decisions: u64,
    without_notice: u64,
}

fn every_receipt(world: &World, statistics: &mut Statistics, seen: &mut Seen) -> Verdict {
    let Some(mut ledger) = ledger(world) else { return Ok(()) };
    statistics.world(ledger.engine().records(), 0);
    let checkpoint = ledger.checkpoint(NAME, &[&Quick]).map_err(|error| format!("{error:?}"))?;
    let catalogue = ledger.engine().catalogue(None).map_err(|error| format!("{error:?}"))?.clone();
    let (consents, uses) = named(&ledger);
    for (subject, consent) in consents {
        for created in [instants()[2], instants()[6].next()] {
            let stated = Particulars { created, ..particulars("2026-01-01T00:00:00Z") };
            let made = ledger.consent_receipt(&subject, &consent, &stated, &checkpoint, &[&Quick]);
            let receipt = match made {
                Ok(receipt) => receipt,
                Err(error) if error.code() == "consent-notice-unknown" => {
                    seen.without_notice += 1;
                    continue;
                }
                Err(error) => return Err(format!("{consent}: {error:?}")),
            };
            let json = receipt.to_json().map_err(|error| format!("{error:?}"))?;
            verify(json.as_bytes(), &Quick).map_err(|error| format!("{consent} at {created}: {error:?}\n{json}"))?;
            let checked = verify_with_catalogue(json.as_bytes(), &Quick, &catalogue)
                .map_err(|error| format!("{consent} at {created}, with the catalogue: {error:?}\n{json}"))?;
            if checked.receipt != Receipt::Consent(Box::new(receipt.clone())) {
                return Err(format!("{consent}: another receipt is read than was written"));
            }
            stands_as_seen(&ledger, &subject, &consent, created, receipt.record.standing.status)?;
            let status = receipt.record.standing.status.map_or("none", ConsentStatus::word);
            *seen.statuses.entry(status).or_default() += 1;
            seen.erased += u64::from(!checked.erased.is_empty());
        }
    }
    for event in uses {
        let receipt = ledger.decision_receipt(&event, &particulars("2026-01-01T00:00:00Z"), &checkpoint, &[&Quick]);
        let json = receipt.and_then(|receipt| receipt.to_json()).map_err(|error| format!("{event}: {error:?}"))?;
        verify(json.as_bytes(), &Quick).map_err(|error| format!("{event}: {error:?}\n{json}"))?;
        seen.decisions += 1;
    }
    Ok(())
}

fn stands_as_seen(
    ledger: &Ledger<Memory>,
    subject: &SubjectId,
    consent: &Id,
    created: Instant,
    told: Option<ConsentStatus>,
) -> Verdict {
    let overview = ledger.engine().overview(subject, created, None).map_err(|error| format!("{error:?}"))?;
    let shown = overview.consents.iter().find(|entry| entry.consent == *consent).map(|entry| entry.status);
    if shown == told { Ok(()) } else { Err(format!("{consent} at {created}: shown as {shown:?}, told as {told:?}")) }
}

#[test]
fn every_receipt_verifies() {
    let seen = RefCell::new(Seen::default());
    let statistics =
        holds_in_all_worlds("receipts", |world, statistics| every_receipt(world, statistics, &mut seen.borrow_mut()));
    let seen = seen.into_inner();
    println!("{} worlds: {:?}, {} erased, {} uses", statistics.worlds, seen.statuses, seen.erased, seen.decisions);
    for status in ["active", "withdrawn", "refused", "invalidated", "expired", "suspended", "requested", "none"] {
        assert!(seen.statuses.contains_key(status), "no receipt said {status}: {:?}", seen.statuses);
    }
    assert!(seen.erased > 0 && seen.decisions > 0);
}
