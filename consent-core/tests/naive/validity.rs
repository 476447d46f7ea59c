//! §4: from when until when a consent is valid, and while it is suspended (R15–R18).

use std::collections::BTreeSet;

use consent_core::Instant;
use consent_core::catalogue::Activation;
use consent_core::ledger::{ActorRole, EventBody};

use super::consents::{Completed, Consent, completes_alone};
use super::rules::{Rule, rule};
use super::{Act, Person};

impl Person<'_> {
    /// R15: from when it is valid.
    pub(super) fn valid_from(done: &Completed) -> Instant {
        rule(Rule::ValidFrom, done.valid_from.map_or(done.at, |from| from.max(done.at)), || done.at)
    }

    /// R15, R16: until when it is valid.
    fn valid_until(&self, consent: &Consent<'_>) -> Option<Instant> {
        let done = consent.completed.as_ref()?;
        let after = |start: Instant| {
            let validity = consent.notice.validity.map(|validity| start.plus(validity, self.offset()));
            rule(Rule::Validity, validity, || None)
        };
        let earlier = |a: Option<Instant>, b: Option<Instant>| [a, b].into_iter().flatten().min();
        let stated = rule(Rule::ValidUntil, done.valid_until, || None);
        let start = rule(Rule::ValidityFromLater, Self::valid_from(done), || done.at);
        let mut until = earlier(stated, after(start));

        // R16: completed like a grant, instant after instant, by the renewals after the last completion.
        let mut waiting: Vec<(&Act, Option<Instant>)> = self
            .about(&consent.id)
            .filter(|act| done.at <= act.at)
            .filter_map(|act| match &act.body {
                EventBody::ConsentRenewed { valid_until, .. } => Some((act, *valid_until)),
                _ => None,
            })
            .collect();
        let instants: BTreeSet<Instant> = waiting.iter().map(|(act, _)| act.at).collect();
        for renewed in instants {
            let Some(completing) = self.renewals(consent, done, &waiting, renewed) else { continue };
            let stopped = self.about(&consent.id).any(|stop| {
                matches!(stop.body, EventBody::ConsentWithdrawn { .. } | EventBody::ConsentRefused { .. }) && stop.at <= renewed
            });
            let stopped = rule(Rule::RenewalNotAfterStop, stopped, || false);
            let ended = rule(Rule::RenewalNotAfterEnd, until.is_some_and(|until| until <= renewed), || false);
            if !stopped && !ended {
                let stated = completing.iter().filter_map(|(_, stated)| *stated).min();
                let start = done.valid_from.map_or(renewed, |from| from.max(renewed));
                // Never earlier than before, and an erased renewal changes nothing: its erasure takes cover away only.
                let erased = rule(Rule::ErasedRenewal, completing.iter().any(|(act, _)| act.erased), || false);
                if !erased && let Some(before) = until {
                    let moved = earlier(stated, after(start));
                    let moved = rule(Rule::RenewalNeverEarlier, moved.map(|renewed| renewed.max(before)), || moved);
                    until = rule(Rule::Renewal, moved, || until);
                }
            }
            waiting.retain(|(act, _)| renewed < act.at);
        }
        until
    }

    /// R16: the renewals that complete one at an instant; `None` while the quorum is not there.
    fn renewals<'b>(
        &self,
        consent: &Consent<'_>,
        done: &Completed,
        waiting: &[(&'b Act, Option<Instant>)],
        renewed: Instant,
    ) -> Option<Vec<(&'b Act, Option<Instant>)>> {
        let now = |completes: &dyn Fn(ActorRole) -> bool| -> Vec<(&'b Act, Option<Instant>)> {
            waiting.iter().filter(|(act, _)| act.at == renewed && completes(act.by.role)).copied().collect()
        };
        let is_guardian = |role| role == ActorRole::Guardian;
        let (alone, guardians) = (now(&|role| completes_alone(role, consent.notice.activation)), now(&is_guardian));
        if !alone.is_empty() {
            return Some(alone);
        }
        if guardians.is_empty() {
            return None;
        }
        let whole = match consent.notice.activation {
            Activation::Subject => None,
            Activation::AnyGuardian => Some(guardians.clone()),
            Activation::AllGuardians => {
                let acted: Vec<(&Act, Option<Instant>)> =
                    waiting.iter().filter(|(act, _)| act.at <= renewed && is_guardian(act.by.role)).copied().collect();
                let all = self.guardians(renewed, &[&done.scope])?;
                let have = all.iter().all(|guardian| acted.iter().any(|(act, _)| act.by.id.as_ref() == Some(guardian)));
                have.then_some(acted)
            }
        };
        rule(Rule::RenewalQuorum, whole, || Some(guardians))
    }

    /// R18: the birthday on which a consent that guardians gave ends; `Some(None)` when nobody knows it.
    pub(super) fn guardians_end(&self, consent: &Consent<'_>, t: Instant) -> Option<Option<Instant>> {
        let age = consent.notice.guardian_until_age?;
        consent.completed.as_ref().filter(|done| done.by_guardians)?;
        Some(self.birth_date(t).map(|date| date.birthday(age, self.offset())))
    }

    /// Until when it is valid, the birthday included.
    pub(super) fn ends(&self, consent: &Consent<'_>, t: Instant) -> Option<Instant> {
        let birthday = rule(Rule::GuardianUntilAge, self.guardians_end(consent, t).flatten(), || None);
        [self.valid_until(consent), birthday].into_iter().flatten().min()
    }

    /// R17: the latest suspension that nobody who may has ended. An erased resumption never took effect.
    pub(super) fn suspended(&self, consent: &Consent<'_>, t: Instant) -> Option<Instant> {
        let acts = || self.about(&consent.id).filter(|act| act.at <= t);
        let suspensions = || acts().filter(|act| matches!(act.body, EventBody::ConsentSuspended { .. }));
        suspensions()
            .filter_map(|suspension| {
                let who = &suspension.by;
                let latest = suspensions().filter(|act| act.by == *who).map(|act| act.at).max()?;
                let resumed = acts()
                    .filter(|act| matches!(act.body, EventBody::ConsentResumed { .. }))
                    .filter(|act| rule(Rule::ErasedResumption, !act.erased, || true))
                    .filter(|act| {
                        let person = act.by.role == ActorRole::Person && who.role.represents();
                        let may = act.by == *who || rule(Rule::ResumedByPerson, person, || false);
                        rule(Rule::ResumedByOthers, may, || true)
                    })
                    .any(|act| rule(Rule::TieResume, latest < act.at, || latest <= act.at));
                (!rule(Rule::Resumed, resumed, || false)).then_some(latest)
            })
            .max()
    }
}
