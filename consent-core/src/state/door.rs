//! The door (semantics §4 *Refused at the door*, *Who may act*): judged on what is known at the position.
//!
//! What permits must be right in every detail or is refused. A negative act is never refused for what the ledger does not
//! know yet; by an actor whose entitlement is not recorded it takes effect and is flagged.

use super::derive::{MARKETING_OBJECTION, OBJECTION, consent_of};
use super::{Bar, Consent, Knowledge, State};
use crate::catalogue::compile::{Kind, NoticeRow};
use crate::catalogue::extent::{Extent, Symbols, case_covers, case_kind};
use crate::catalogue::world::{Rule, World, overlaps};
use crate::catalogue::{Activation, PartyKind, Role, Scope, Setter, TermKind};
use crate::error::{Error, Result};
use crate::id::{Id, suggestion};
use crate::ledger::{Actor, ActorRole, Attribute, Capacity, Event, EventBody, Grant, NoticeRef};
use crate::time::Instant;

/// The age at which a guardian's acts end (361/1983 3 §).
pub(crate) const ADULT: u8 = 18;

/// What the door found out about an event it lets in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Admission {
    /// A negative act whose actor's entitlement is not recorded.
    pub(crate) actor_unverified: bool,
}

/// The door, at one position, for one person.
pub(crate) struct Door<'a> {
    pub(crate) state: &'a State,
    pub(crate) world: &'a World,
    pub(crate) symbols: &'a Symbols,
}

impl Door<'_> {
    /// Lets an event in, or says why not. `catalogue-published` and `event-erased` are the engine's own business.
    pub(crate) fn admit(&self, event: &Event) -> Result<Admission> {
        let verified = |entitled: bool| Ok(Admission { actor_unverified: !entitled });
        let consent = consent_of(&event.body).and_then(|id| self.state.consent(id));
        match &event.body {
            EventBody::ConsentRequested { notice, scope, .. } => {
                let row = self.notice(notice)?;
                self.same_notice(consent, notice)?;
                self.chosen(scope, row)?;
            }
            EventBody::ConsentGiven(grant) => self.given(event, grant, consent)?,
            EventBody::ConsentRenewed { notice, .. } => self.renewed(event, notice.as_ref(), consent)?,
            EventBody::ConsentResumed { .. } => self.resumed(event, consent)?,
            EventBody::ConsentNarrowed { .. } => return verified(self.may_take_back(event, consent, false)),
            EventBody::ConsentWithdrawn { .. } | EventBody::ConsentRefused { .. } => {
                return verified(self.may_take_back(event, consent, true));
            }
            EventBody::ConsentSuspended { .. } | EventBody::ConsentInvalidated { .. } => {
                return verified(self.is_office(&event.by) || self.may_take_back(event, consent, true));
            }
            EventBody::BarSet { kind, scope, .. } => return self.bar_set(event, kind, scope),
            EventBody::BarLifted { bar } => self.bar_lifted(event, bar, false)?,
            EventBody::ObjectionOverruled { bar } => self.bar_lifted(event, bar, true)?,
            EventBody::RelationshipStarted { kind, with } | EventBody::RelationshipEnded { kind, with } => {
                self.records(event)?;
                self.term(kind, TermKind::Relationship, "/kind")?;
                self.party(with, "/with")?;
            }
            EventBody::AttributeSet(Attribute::HomeMunicipality(party)) => {
                self.records(event)?;
                self.party(party, "/home_municipality")?;
            }
            EventBody::AttributeSet(Attribute::Capable { purposes, .. }) => {
                self.records(event)?;
                for (at, purpose) in purposes.iter().enumerate() {
                    self.purpose(purpose, &format!("/purposes/{at}"))?;
                }
            }
            EventBody::AttributeSet(_) | EventBody::SubjectsMerged { .. } => self.records(event)?,
            EventBody::RepresentationStarted { capacity, scope, .. } => {
                // A mandate is the person's to give; a guardian is not appointed by those concerned.
                if !(*capacity == Capacity::Mandate && event.by.role == ActorRole::Person) {
                    self.records(event)?;
                }
                self.scope(scope)?;
            }
            EventBody::RepresentationEnded { capacity, representative } => {
                let own = event.by.role == ActorRole::Person
                    || (event.by.role == ActorRole::Mandate && event.by.id.as_ref() == Some(representative));
                if !(*capacity == Capacity::Mandate && own) {
                    self.records(event)?;
                }
            }
            EventBody::UseRecorded(recorded) => {
                self.records(event)?;
                self.party(&recorded.controller, "/use/controller")?;
                self.party(&recorded.recipient, "/use/recipient")?;
                self.purpose(&recorded.purpose, "/use/purpose")?;
                for (at, category) in recorded.data_categories.iter().enumerate() {
                    self.category(category, &format!("/use/data_categories/{at}"))?;
                }
            }
            _ => {}
        }
        Ok(Admission::default())
    }

    /// A fact is recorded by an office that answers for it, never by the one whom it entitles.
    fn records(&self, event: &Event) -> Result<()> {
        match event.by.role {
            ActorRole::Controller | ActorRole::Operator | ActorRole::Authority => Ok(()),
            _ => Err(not_entitled(
                &event.by,
                &format!("does not record `{}`; a controller, an operator or an authority does", event.kind()),
            )),
        }
    }

    /// True for a party of today's catalogue that acts as what it is.
    pub(crate) fn is_office(&self, by: &Actor) -> bool {
        let party = by.id.as_ref().and_then(|id| self.symbols.parties.get(id)).and_then(|number| self.world.today.party(number));
        let Some(party) = party else { return by.role == ActorRole::Person };
        let is = |kind: PartyKind| party.classes.iter().any(|class| class.as_str() == kind.word());
        match by.role {
            ActorRole::Controller => true,
            ActorRole::Authority => is(PartyKind::PublicAuthority),
            ActorRole::Operator => {
                is(PartyKind::Operator) || party.memberships.iter().any(|membership| membership.role == Role::Operator)
            }
            _ => false,
        }
    }

    // --- known in today's catalogue ------------------------------------------------------------------------------------

    fn known(found: bool, what: &'static str, id: &Id, names: &mut dyn Iterator<Item = &Id>, pointer: &str) -> Result<()> {
        if found {
            return Ok(());
        }
        Err(Error::new(
            format!("unknown-{what}"),
            format_args!(
                "expected a {} of today's catalogue, found `{id}`{}",
                what.replace('-', " "),
                suggestion(id.as_str(), names.map(Id::as_str))
            ),
        )
        .at_pointer(pointer))
    }

    fn party(&self, id: &Id, pointer: &str) -> Result<()> {
        let found = self.symbols.parties.get(id).is_some_and(|n| self.world.today.party(n).is_some());
        Self::known(found, "party", id, &mut self.world.today.parties.iter().flatten().map(|p| &p.id), pointer)
    }

    fn category(&self, id: &Id, pointer: &str) -> Result<()> {
        let found = self.symbols.categories.get(id).is_some_and(|n| self.world.today.category(n).is_some());
        Self::known(found, "data-category", id, &mut self.world.today.categories.iter().flatten().map(|c| &c.id), pointer)
    }

    fn purpose(&self, id: &Id, pointer: &str) -> Result<()> {
        let found = self.symbols.purposes.get(id).is_some_and(|n| self.world.today.purpose(n).is_some());
        Self::known(found, "purpose", id, &mut self.world.today.purposes.iter().flatten().map(|p| &p.id), pointer)
    }

    fn term(&self, id: &Id, kind: TermKind, pointer: &str) -> Result<()> {
        unknown_term(self.world, id.as_str(), kind).map_err(|error| error.at_pointer(pointer))
    }

    /// Every id of a scope that permits.
    fn scope(&self, scope: &Scope) -> Result<()> {
        for (at, id) in scope.controllers.iter().flatten().enumerate() {
            self.party(id, &format!("/scope/controllers/{at}"))?;
        }
        for (at, id) in scope.recipients.iter().flatten().enumerate() {
            self.party(id, &format!("/scope/recipients/{at}"))?;
        }
        for (at, id) in scope.data_categories.iter().flatten().enumerate() {
            self.category(id, &format!("/scope/data_categories/{at}"))?;
        }
        for (at, id) in scope.purposes.iter().flatten().enumerate() {
            self.purpose(id, &format!("/scope/purposes/{at}"))?;
        }
        self.cases(scope)
    }

    fn cases(&self, scope: &Scope) -> Result<()> {
        for (at, case) in scope.cases.iter().flatten().enumerate() {
            unknown_term(self.world, case_kind(case), TermKind::CaseKind)
                .map_err(|error| error.at_pointer(format!("/scope/cases/{at}")))?;
        }
        Ok(())
    }

    // --- notices ---------------------------------------------------------------------------------------------------------

    fn notice(&self, notice: &NoticeRef) -> Result<&NoticeRow> {
        let notices = &self.world.today.notices;
        if let Some(row) = self.world.today.notice(&notice.id, notice.version) {
            return Ok(row);
        }
        let versions: Vec<String> =
            notices.iter().filter(|row| row.source.id == notice.id).map(|row| row.source.version.to_string()).collect();
        if versions.is_empty() {
            let error = Self::known(false, "notice", &notice.id, &mut notices.iter().map(|row| &row.source.id), "/notice/id");
            return Err(error.err().unwrap_or_else(|| Error::new("unknown-notice", "expected a notice of today's catalogue")));
        }
        Err(Error::new(
            "unknown-notice-version",
            format_args!("expected a version of the notice `{}` ({}), found {}", notice.id, versions.join(", "), notice.version),
        )
        .at_pointer("/notice/version"))
    }

    fn row_of(&self, consent: &Consent) -> Option<&NoticeRow> {
        consent.notice_row.and_then(|at| self.world.today.notices.get(at))
    }

    /// A consent id belongs to one version of one notice for ever.
    fn same_notice(&self, consent: Option<&Consent>, notice: &NoticeRef) -> Result<()> {
        match consent.and_then(|consent| consent.notice.as_ref()) {
            Some((id, version)) if *id != notice.id || *version != notice.version => Err(Error::new(
                "consent-under-other-notice",
                format_args!(
                    "expected the notice `{id}` version {version} that this consent id was used with before, found `{}` version {}; give a new consent a new id",
                    notice.id, notice.version
                ),
            )
            .at_pointer("/notice")),
            _ => Ok(()),
        }
    }

    /// The scope is a choice of the notice's own ids.
    fn chosen(&self, scope: &Scope, notice: &NoticeRow) -> Result<Extent> {
        let source = &notice.source;
        let categories: Vec<Id> = source.data_categories.iter().map(|category| category.id.clone()).collect();
        let recipients = source.recipients.as_deref().unwrap_or_default();
        let choice = |member: &str, chosen: &Option<Vec<Id>>, offered: &[Id]| match chosen
            .iter()
            .flatten()
            .enumerate()
            .find(|(_, id)| !offered.contains(id))
        {
            Some((at, id)) => Err(outside(member, at, id.as_str(), &mut offered.iter().map(Id::as_str))),
            None => Ok(()),
        };
        choice("controllers", &scope.controllers, &source.controllers)?;
        choice("recipients", &scope.recipients, recipients)?;
        choice("data_categories", &scope.data_categories, &categories)?;
        choice("purposes", &scope.purposes, &source.purposes)?;
        for (at, operation) in scope.operations.iter().flatten().enumerate() {
            if !notice.source.operations.contains(operation) {
                return Err(outside(
                    "operations",
                    at,
                    operation.word(),
                    &mut notice.source.operations.iter().map(|operation| operation.word()),
                ));
            }
        }
        self.cases(scope)?;
        Ok(Extent::find(scope, self.symbols).or(&notice.extent))
    }

    fn may_be_given(notice: &NoticeRow, at: Instant) -> Result<()> {
        let source = &notice.source;
        if !notice.may_be_given(at) {
            let from = source.from.map(|t| t.to_string());
            let until = source.until.into_iter().chain(source.reconsent_by).min();
            return Err(Error::new(
                "notice-not-in-force",
                format_args!(
                    "expected an instant at which the notice `{}` version {} may be given (from {}, until {}), found {at}; show the version that is in force",
                    source.id,
                    source.version,
                    from.as_deref().unwrap_or("the beginning"),
                    until.map_or_else(|| "further notice".to_owned(), |t| t.to_string()),
                ),
            )
            .at_pointer("/at"));
        }
        Ok(())
    }

    // --- what permits ----------------------------------------------------------------------------------------------------

    fn given(&self, event: &Event, grant: &Grant, consent: Option<&Consent>) -> Result<()> {
        let notice = self.notice(&grant.notice)?;
        self.same_notice(consent, &grant.notice)?;
        if consent.is_some_and(|consent| consent.completion.is_some()) {
            return Err(Error::new(
                "consent-complete",
                format_args!(
                    "expected a new consent id, found `{}`, which is given already; a new consent has a new id, less is narrowed",
                    grant.consent
                ),
            )
            .at_pointer("/consent"));
        }
        let shown = grant.notice.language.and_then(|language| notice.source.sha256.get(language));
        if shown.is_none() || shown != grant.notice.sha256 {
            return Err(Error::new(
                "notice-digest-mismatch",
                format_args!(
                    "expected the digest of the text of `{}` version {} in the language that was shown, found another; the consent can't be demonstrated (GDPR 7(1))",
                    grant.notice.id, grant.notice.version
                ),
            )
            .at_pointer("/notice/sha256"));
        }
        let extent = self.chosen(&grant.scope, notice)?;
        if let Some(missing) = notice.required.iter().find(|n| !extent.categories.as_ref().is_some_and(|list| list.contains(n))) {
            let name = self.symbols.categories.name(*missing).map_or("", Id::as_str);
            return Err(Error::new(
                "required-category-missing",
                format_args!(
                    "expected all data categories that the notice marks as required, found a scope without `{name}`; refuse the consent as a whole or choose it"
                ),
            )
            .at_pointer("/scope/data_categories"));
        }
        if !grant.form.is_at_least(notice.source.form) {
            return Err(Error::new(
                "form-insufficient",
                format_args!("expected a consent in the form `{}` at least, found `{}`", notice.source.form, grant.form),
            )
            .at_pointer("/form"));
        }
        if grant.assurance < notice.source.min_assurance {
            return Err(Error::new(
                "assurance-too-low",
                format_args!(
                    "expected an identification of level `{}` at least, found `{}`; identify the person more strongly",
                    notice.source.min_assurance, grant.assurance
                ),
            )
            .at_pointer("/assurance"));
        }
        self.term(&grant.channel, TermKind::Channel, "/channel")?;
        if let Some(case) = &grant.case {
            unknown_term(self.world, case_kind(case), TermKind::CaseKind).map_err(|error| error.at_pointer("/case"))?;
        }
        Self::may_be_given(notice, event.at)?;
        self.may_give(&event.by, notice, &extent, event.at)
    }

    fn renewed(&self, event: &Event, notice: Option<&NoticeRef>, consent: Option<&Consent>) -> Result<()> {
        let Some(consent) = consent else { return Err(unknown_consent(event)) };
        if let Some(notice) = notice {
            self.same_notice(Some(consent), notice)?;
        }
        let row = self.row_of(consent);
        let (Some(row), Some(completion)) = (row, &consent.completion) else {
            return Err(Error::new(
                "consent-not-complete",
                format_args!("expected a consent that was given, found `{}` waiting for an answer", consent.id),
            )
            .at_pointer("/consent"));
        };
        Self::may_be_given(row, event.at)?;
        let end = completion.ends(row, &self.state.facts, event.at, self.world.today.offset());
        let ended = [end, consent.withdrawn, consent.refused].into_iter().flatten().any(|end| end <= event.at);
        if ended || consent.invalidated.is_some() || event.at < completion.at {
            return Err(Error::new(
                "consent-ended",
                format_args!(
                    "expected a consent that still holds at {}, found `{}`, which does not; a renewal never revives, give a new consent a new id",
                    event.at, consent.id
                ),
            )
            .at_pointer("/consent"));
        }
        self.may_give(&event.by, row, &completion.extent, event.at)
    }

    fn resumed(&self, event: &Event, consent: Option<&Consent>) -> Result<()> {
        let Some(consent) = consent else { return Err(unknown_consent(event)) };
        let open: Vec<&Actor> =
            consent.suspended.iter().filter(|(_, line)| line.at(event.at).is_some_and(|(_, on)| *on)).map(|(by, _)| by).collect();
        if open.is_empty() {
            return Err(Error::new(
                "consent-not-suspended",
                format_args!("expected a consent that is suspended at {}, found `{}`, which is not", event.at, consent.id),
            )
            .at_pointer("/consent"));
        }
        let ends = |by: &Actor| *by == event.by || (event.by.role == ActorRole::Person && by.role.represents());
        if open.into_iter().any(ends) { Ok(()) } else { Err(not_entitled(&event.by, "resumes what another suspended")) }
    }

    /// Who may give, or renew (semantics §4 *Who may act*).
    fn may_give(&self, by: &Actor, notice: &NoticeRow, extent: &Extent, at: Instant) -> Result<()> {
        if self.could_give(by, notice, extent, at) {
            return Ok(());
        }
        Err(match by.role {
            ActorRole::Person => not_entitled(
                by,
                &format!(
                    "acts alone on this notice from the age of {} by a recorded birth date, or when recorded `capable`",
                    notice.source.min_age_self
                ),
            ),
            ActorRole::Guardian if notice.source.activation == Activation::Subject => {
                not_entitled(by, "gives a consent that only the person gives")
            }
            ActorRole::Guardian => not_entitled(
                by,
                "needs a representation as guardian in force that covers the scope, and a birth date that says under 18",
            ),
            _ => not_entitled(by, "needs a representation in force that covers the scope"),
        })
    }

    /// Whether an actor could give, by what is recorded.
    pub(crate) fn could_give(&self, by: &Actor, notice: &NoticeRow, extent: &Extent, at: Instant) -> bool {
        let (facts, offset) = (&self.state.facts, self.world.today.offset());
        let capacity = match by.role {
            ActorRole::Person => {
                let old_enough = facts.has_reached(notice.source.min_age_self, at, offset) == Knowledge::Known(true);
                let purposes = extent.purposes.as_deref().unwrap_or_default();
                let capable = !purposes.is_empty()
                    && purposes.iter().all(|p| facts.is_capable(&self.world.purposes_covering(*p, Rule::Today), at));
                return old_enough || capable;
            }
            ActorRole::Guardian => {
                let minor = facts.has_reached(ADULT, at, offset) == Knowledge::Known(false);
                if !minor || notice.source.activation == Activation::Subject {
                    return false;
                }
                Capacity::Guardian
            }
            ActorRole::Mandate => Capacity::Mandate,
            ActorRole::LegalGuardian => Capacity::LegalGuardian,
            ActorRole::Controller | ActorRole::Operator | ActorRole::Authority => return false,
        };
        facts.representations.iter().any(|r| {
            r.capacity == capacity
                && by.id.as_ref() == Some(&r.representative)
                && r.in_force(at)
                && self.lies_within(extent, &r.extent)
        })
    }

    /// True when a representation's scope covers a consent's.
    fn lies_within(&self, extent: &Extent, representation: &Extent) -> bool {
        fn all(list: &Option<Vec<u32>>, outer: &Option<Vec<u32>>, covering: impl Fn(u32) -> Vec<u32>) -> bool {
            outer
                .as_ref()
                .is_none_or(|outer| list.as_ref().is_some_and(|list| list.iter().all(|n| overlaps(outer, &covering(*n)))))
        }
        let world = self.world;
        let recipients = extent.recipients.clone().or_else(|| extent.controllers.clone());
        all(&extent.controllers, &representation.controllers, |n| world.wholes(n, Rule::Today))
            && all(&recipients, &representation.recipients, |n| world.wholes(n, Rule::Today))
            && all(&extent.categories, &representation.categories, |n| world.categories_covering(n, Rule::Today))
            && all(&extent.purposes, &representation.purposes, |n| world.purposes_covering(n, Rule::Today))
            && representation.operations.is_none_or(|outer| extent.operations.is_some_and(|mask| mask & !outer == 0))
            && representation.cases.as_ref().is_none_or(|outer| {
                extent.cases.as_ref().is_some_and(|cases| cases.iter().all(|c| outer.iter().any(|g| case_covers(g, c))))
            })
    }

    // --- negative acts -----------------------------------------------------------------------------------------------------

    /// Whether an actor's right to take a consent back is recorded: the person, anyone who gave it (not for a narrowing), or
    /// anyone who could give it now.
    fn may_take_back(&self, event: &Event, consent: Option<&Consent>, or_gave: bool) -> bool {
        if event.by.role == ActorRole::Person {
            return true;
        }
        let Some(consent) = consent else { return false };
        if or_gave && consent.acts.iter().any(|act| act.by == event.by && !act.erased) {
            return true;
        }
        self.row_of(consent)
            .is_some_and(|notice| self.could_give(&event.by, notice, &consent.extent_at(notice, event.at), event.at))
    }

    fn bar_set(&self, event: &Event, kind: &Id, scope: &Scope) -> Result<Admission> {
        let Some(kind) = self.world.today.bar_kinds.get(kind) else {
            // A kind that today's catalogue does not know has the strictest effect; whoever sets it is unverified.
            return Ok(Admission { actor_unverified: true });
        };
        self.within_over(scope, kind)?;
        // Which roles a kind names is in the catalogue: nothing that the ledger might not know yet (703/2023 58 §: a guardian
        // may not prohibit).
        if let Some(set_by) = kind.source.set_by.as_ref().filter(|set_by| !set_by.contains(&setter(event.by.role))) {
            let who = set_by.iter().map(|s| s.word()).collect::<Vec<_>>().join(", ");
            return Err(not_entitled(&event.by, &format!("sets a bar of kind `{}`, which is set by: {who}", kind.source.id)));
        }
        let represents = !event.by.role.represents() || self.represents(&event.by, &Extent::find(scope, self.symbols), event.at);
        Ok(Admission { actor_unverified: !represents })
    }

    /// True when the representative has a representation in force that has room for the scope.
    fn represents(&self, by: &Actor, extent: &Extent, at: Instant) -> bool {
        let offset = self.world.today.offset();
        let minor = self.state.facts.has_reached(ADULT, at, offset) == Knowledge::Known(false);
        let capacity = match by.role {
            ActorRole::Guardian if minor => Capacity::Guardian,
            ActorRole::Mandate => Capacity::Mandate,
            ActorRole::LegalGuardian => Capacity::LegalGuardian,
            _ => return false,
        };
        self.state.facts.representations.iter().any(|r| {
            r.capacity == capacity
                && by.id.as_ref() == Some(&r.representative)
                && r.in_force(at)
                && self.lies_within(extent, &r.extent)
        })
    }

    /// A bar may not be wider than its kind's `over` (703/2023 59 §: the targets of a prohibition).
    fn within_over(&self, scope: &Scope, kind: &Kind) -> Result<()> {
        let world = self.world;
        let view = world.latest();
        let extent = Extent::find(scope, self.symbols);
        let refuse = |member: &str| {
            Err(Error::new(
                "bar-too-wide",
                format_args!(
                    "expected {member} within what a bar of kind `{}` may be over, found more; name less, or leave the member out",
                    kind.source.id
                ),
            )
            .at_pointer(format!("/scope/{member}")))
        };
        let outside = |list: &Option<Vec<u32>>, over: &Option<Vec<u32>>, up: &dyn Fn(u32) -> Vec<u32>| match (list, over) {
            (Some(list), Some(over)) => list.iter().any(|n| !overlaps(over, &up(*n))),
            _ => false,
        };
        if outside(&extent.controllers, &kind.over.controllers, &|n| world.bar_parties(view, n)) {
            return refuse("controllers");
        }
        if outside(&extent.recipients, &kind.over.recipients, &|n| world.bar_parties(view, n)) {
            return refuse("recipients");
        }
        if outside(&extent.categories, &kind.over.categories, &|n| world.bar_categories(view, n)) {
            return refuse("data_categories");
        }
        if outside(&extent.purposes, &kind.over.purposes, &|n| world.bar_purposes(view, n)) {
            return refuse("purposes");
        }
        if let (Some(mask), Some(over)) = (extent.operations, kind.over.operations)
            && mask & !over != 0
        {
            return refuse("operations");
        }
        if let (Some(cases), Some(over)) = (&extent.cases, &kind.over.cases)
            && cases.iter().any(|case| !over.iter().any(|g| case_covers(g, case)))
        {
            return refuse("cases");
        }
        Ok(())
    }

    // --- lifting ---------------------------------------------------------------------------------------------------------

    fn bar_lifted(&self, event: &Event, bar: &Id, overruled: bool) -> Result<()> {
        let bars: Vec<&Bar> = self.state.bars.iter().filter(|b| b.id == *bar).collect();
        let objection = bars.iter().find(|b| b.kind.as_str() == OBJECTION);
        let Some(first) = objection.or_else(|| bars.first()).copied() else {
            return Err(
                Error::new("unknown-bar", format_args!("expected a bar of this person, found `{bar}`")).at_pointer("/bar")
            );
        };
        if event.at <= first.at {
            return Err(Error::new(
                "lift-not-after-bar",
                format_args!("expected an instant after the bar's {}, found {}", first.at, event.at),
            )
            .at_pointer("/at"));
        }
        if overruled {
            if objection.is_none() {
                return Err(Error::new(
                    "not-an-objection",
                    format_args!("expected a bar of kind `objection` (GDPR 21(1)), found `{}` of kind `{}`", bar, first.kind),
                )
                .at_pointer("/bar"));
            }
            if event.by.role != ActorRole::Controller || !self.concerns_controller(&event.by, first) {
                return Err(not_entitled(&event.by, "overrules an objection that a controller named in it overrules"));
            }
            return Ok(());
        }
        let kind = self.world.today.bar_kinds.get(&first.kind);
        let lifted_by = kind.and_then(|kind| kind.source.lifted_by.as_deref()).unwrap_or_default();
        if !lifted_by.contains(&setter(event.by.role)) {
            let who = lifted_by.iter().map(|s| s.word()).collect::<Vec<_>>().join(", ");
            let who = if who.is_empty() { "nobody".to_owned() } else { who };
            return Err(not_entitled(&event.by, &format!("lifts a bar of kind `{}`, which is lifted by: {who}", first.kind)));
        }
        let entitled = match event.by.role {
            ActorRole::Person => true,
            ActorRole::Guardian | ActorRole::Mandate | ActorRole::LegalGuardian => {
                // What the person set no representative lifts.
                first.setter.role != ActorRole::Person && self.represents(&event.by, &first.extent, event.at)
            }
            ActorRole::Controller if first.kind.as_str() == OBJECTION || first.kind.as_str() == MARKETING_OBJECTION => false,
            ActorRole::Controller => self.concerns_controller(&event.by, first),
            ActorRole::Operator | ActorRole::Authority => self.is_office(&event.by),
        };
        if entitled { Ok(()) } else { Err(not_entitled(&event.by, "lifts what another set")) }
    }

    /// A controller ends only what it set itself, or what names it alone: it decides for no other register.
    fn concerns_controller(&self, by: &Actor, bar: &Bar) -> bool {
        if bar.setter == *by {
            return true;
        }
        let Some(id) = by.id.as_ref().and_then(|id| self.symbols.parties.get(id)) else { return false };
        bar.extent.controllers.as_ref().is_some_and(|list| list.iter().all(|n| self.world.wholes(*n, Rule::Today).contains(&id)))
    }
}

/// The word for a role in `set_by` and `lifted_by`.
fn setter(role: ActorRole) -> Setter {
    match role {
        ActorRole::Person => Setter::Person,
        ActorRole::Guardian => Setter::Guardian,
        ActorRole::Mandate | ActorRole::LegalGuardian => Setter::Representative,
        ActorRole::Controller => Setter::Controller,
        ActorRole::Operator => Setter::Operator,
        ActorRole::Authority => Setter::Authority,
    }
}

fn outside(member: &str, at: usize, found: &str, offered: &mut dyn Iterator<Item = &str>) -> Error {
    let offered: Vec<&str> = offered.collect();
    let list = if offered.is_empty() { "none".to_owned() } else { format!("`{}`", offered.join("`, `")) };
    Error::new(
        "scope-outside-notice",
        format_args!(
            "expected {member} that the notice offers ({list}), found `{found}`{}",
            suggestion(found, offered.iter().copied())
        ),
    )
    .at_pointer(format!("/scope/{member}/{at}"))
}

fn unknown_consent(event: &Event) -> Error {
    let id = consent_of(&event.body).map_or("", Id::as_str);
    Error::new("unknown-consent", format_args!("expected a consent of this person, found `{id}`")).at_pointer("/consent")
}

fn not_entitled(by: &Actor, why: &str) -> Error {
    Error::new(
        "actor-not-entitled",
        format_args!("expected an actor who is entitled at that instant, found `{}`, who {why}", by.role),
    )
    .at_pointer("/by")
}

/// An error unless today's catalogue has the term.
pub(crate) fn unknown_term(world: &World, id: &str, kind: TermKind) -> Result<()> {
    if world.today.has_term(id, kind) {
        return Ok(());
    }
    let known = world.today.terms.iter().filter(|(_, kinds)| kinds.contains(&kind)).map(|(id, _)| id.as_str());
    Err(Error::new(
        format!("unknown-{kind}"),
        format_args!("expected a term of kind `{kind}` of today's catalogue, found `{id}`{}", suggestion(id, known)),
    ))
}
