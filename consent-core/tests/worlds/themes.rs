//! What seldom happens by chance, in the beginnings of some worlds: families that give together, acts that are taken back
//! and erased, agreements that end, items that are replaced.

use consent_core::catalogue::{Activation, Catalogue, Condition, Form, Scope};
use consent_core::ledger::{Actor, ActorRole, Attribute, Capacity, Event, EventBody};
use consent_core::{Id, Instant};

use super::Draw;
use super::catalogues::{end_all_agreements, instant, instants, next_with_replacement};
use super::ledgers::{Planned, actor, erasure, event, grant, office, party, person, registrar, some_scope};
use super::named;

/// Something that a world begins with.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Theme {
    /// Both guardians of a child give, and renew.
    Family,
    /// A person gives, and takes back what takes back.
    Back,
    /// A narrowing, and later the end of an agreement.
    Agreement,
    /// A category is replaced by another.
    Replacement,
    /// Both guardians give until a day, and not all of them renew.
    Renewal,
    /// Relationships and homes that rows ask for begin and end, and the words of one are erased.
    Fact,
    /// Whatever happens.
    None,
}

impl Theme {
    pub(super) fn any(draw: &mut Draw) -> Self {
        match draw.below(24) {
            0..=4 => Self::Family,
            5..=9 => Self::Back,
            10..=11 => Self::Agreement,
            12 => Self::Replacement,
            13 => Self::Renewal,
            14..=15 => Self::Fact,
            _ => Self::None,
        }
    }

    /// One more version, where the theme is about the next one.
    pub(super) fn version(self, last: &Catalogue) -> Option<Catalogue> {
        match self {
            Self::Agreement => Some(end_all_agreements(last, instants()[3])),
            Self::Replacement => Some(next_with_replacement(last)),
            _ => None,
        }
    }

    /// The first events, with the consent that they are about.
    pub(super) fn events(self, draw: &mut Draw, city: &Catalogue, mut name: impl FnMut() -> Id) -> (Vec<Event>, Option<Planned>) {
        let mut play = Play { draw, city, name: &mut name, events: Vec::new() };
        let planned = match self {
            Self::Family => play.family(),
            Self::Back => play.back(),
            Self::Agreement => play.agreement(),
            Self::Replacement => play.replacement(),
            Self::Renewal => play.renewal(),
            Self::Fact => play.fact(),
            Self::None => None,
        };
        (play.events, planned)
    }
}

struct Play<'a> {
    draw: &'a mut Draw,
    city: &'a Catalogue,
    name: &'a mut dyn FnMut() -> Id,
    events: Vec<Event>,
}

impl Play<'_> {
    fn tell(&mut self, at: Instant, by: Actor, body: EventBody) {
        let told = event(self.draw, (self.name)(), at, person(0), by, body);
        self.events.push(told);
    }

    /// The latest event is erased.
    fn erase(&mut self) {
        if let Some(last) = self.events.last().cloned() {
            let told = erasure(self.draw, (self.name)(), self.city, &last);
            self.events.push(told);
        }
    }

    fn born(&mut self, date: &str) {
        let date = date.parse().expect("a date");
        self.tell(instants()[0], registrar(), EventBody::AttributeSet(Attribute::BirthDate(date)));
    }

    fn plan(&mut self, wanted: impl Fn(Activation) -> bool) -> Option<Planned> {
        let fit: Vec<_> = self.city.notices.iter().filter(|notice| wanted(notice.activation)).cloned().collect();
        let notice = if fit.is_empty() { return None } else { self.draw.pick(&fit) };
        Some(Planned { id: named("k0"), notice, subject: person(0) })
    }

    fn gives(&mut self, at: Instant, by: Actor, plan: &Planned) {
        let mut body = grant(self.draw, at, plan);
        if let EventBody::ConsentGiven(grant) = &mut body
            && self.draw.chance(75)
        {
            grant.form = self.draw.pick(&[plan.notice.form, Form::ExplicitWritten]);
            grant.scope = Scope::default();
        }
        self.tell(at, by, body);
    }

    fn renews(&mut self, at: Instant, by: Actor, plan: &Planned) {
        let valid_until = self.draw.sometimes(60, instant).filter(|until| at < *until);
        self.tell(at, by, EventBody::ConsentRenewed { consent: plan.id.clone(), notice: None, valid_until });
    }

    fn family(&mut self) -> Option<Planned> {
        let plan = self.plan(|activation| activation == Activation::AllGuardians)?;
        self.born("2013-06-01");
        let parents = [guardian("mother"), guardian("father")];
        for parent in &parents {
            let scope = self.draw.sometimes(30, |d| some_scope(d, self.city)).unwrap_or_default();
            let representative = parent.id.clone().expect("a guardian has an id");
            let start =
                EventBody::RepresentationStarted { representative: representative.clone(), capacity: Capacity::Guardian, scope };
            self.tell(instants()[0], registrar(), start);
            if self.draw.chance(15) {
                self.erase();
            } else if self.draw.chance(20) {
                let at = instant(self.draw);
                let end = EventBody::RepresentationEnded { representative, capacity: Capacity::Guardian };
                self.tell(at, registrar(), end);
            }
        }
        let (first, second) = (instants()[self.draw.below(3)], instants()[self.draw.below(4)]);
        let [mother, father] = parents;
        self.gives(first, mother.clone(), &plan);
        if self.draw.chance(85) {
            self.gives(second, father.clone(), &plan);
            // Of two that are as wide, one may be the weaker in form.
            if let (Some(EventBody::ConsentGiven(grant)), true) =
                (self.events.last_mut().map(|event| &mut event.body), self.draw.chance(40))
            {
                grant.form = plan.notice.form;
            }
        }
        if self.draw.chance(60) {
            let at = instants()[2 + self.draw.below(3)];
            self.renews(at, mother.clone(), &plan);
            if self.draw.chance(50) {
                self.renews(at, father, &plan);
            }
            if self.draw.chance(30) {
                self.tell(at, mother, EventBody::ConsentWithdrawn { consent: plan.id.clone() });
            }
        }
        Some(plan)
    }

    fn renewal(&mut self) -> Option<Planned> {
        let plan = self.plan(|activation| activation == Activation::AllGuardians)?;
        self.born("2013-06-01");
        let parents = [guardian("mother"), guardian("father")];
        for parent in &parents {
            let representative = parent.id.clone().expect("a guardian has an id");
            let start =
                EventBody::RepresentationStarted { representative, capacity: Capacity::Guardian, scope: Scope::default() };
            self.tell(instants()[0], registrar(), start);
        }
        let end = instants()[3 + self.draw.below(2)];
        for parent in &parents {
            let mut body = grant(self.draw, instants()[1], &plan);
            if let EventBody::ConsentGiven(grant) = &mut body {
                (grant.scope, grant.form) = (Scope::default(), Form::ExplicitWritten);
                (grant.valid_from, grant.valid_until) = (None, Some(end));
            }
            self.tell(instants()[1], parent.clone(), body);
        }
        let [mother, father] = parents;
        self.renews(instants()[2], mother, &plan);
        if self.draw.chance(25) {
            self.renews(instants()[2], father, &plan);
        }
        Some(plan)
    }

    fn fact(&mut self) -> Option<Planned> {
        // Of a relationship its kind, and with whom; of a home with whom.
        let wanted: Vec<(Option<Id>, Id)> = self
            .city
            .legal_bases
            .iter()
            .flat_map(|row| row.when.iter().map(move |condition| (row, condition)))
            .filter_map(|(row, condition)| match condition {
                Condition::Relationship(wanted) => Some((row, Some(wanted.kind.clone()), &wanted.with)),
                Condition::HomeMunicipality(wanted) => Some((row, None, &wanted.party)),
                _ => None,
            })
            .map(|(row, kind, with)| {
                let recipient = row.recipients.as_ref().and_then(|list| list.first()).unwrap_or(&row.controller);
                let with = match with.as_str() {
                    "controller" => &row.controller,
                    "recipient" => recipient,
                    _ => with,
                };
                (kind, with.clone())
            })
            .collect();
        if wanted.is_empty() {
            return None;
        }
        for _ in 0..2 {
            let (kind, with) = self.draw.pick(&wanted);
            let by = office(self.draw, self.city, ActorRole::Controller);
            let (first, second) = (instants()[self.draw.below(2)], instants()[self.draw.below(3)]);
            let Some(kind) = kind else {
                self.tell(first, registrar(), EventBody::AttributeSet(Attribute::HomeMunicipality(with)));
                if self.draw.chance(40) {
                    let other = party(self.draw, self.city);
                    self.tell(second, registrar(), EventBody::AttributeSet(Attribute::HomeMunicipality(other)));
                }
                if self.draw.chance(60) {
                    self.erase();
                }
                continue;
            };
            self.tell(first, by.clone(), EventBody::RelationshipStarted { kind: kind.clone(), with: with.clone() });
            match self.draw.below(3) {
                0 => {
                    self.tell(instants()[2], by, EventBody::RelationshipEnded { kind, with });
                    self.erase();
                }
                1 => {
                    let with = party(self.draw, self.city);
                    self.tell(second, by, EventBody::RelationshipStarted { kind, with });
                    self.erase();
                }
                _ => {}
            }
        }
        None
    }

    fn back(&mut self) -> Option<Planned> {
        let plan = self.plan(|_| true)?;
        let is_child = self.draw.chance(40);
        self.born(if is_child { "2013-06-01" } else { "1980-02-29" });
        if is_child {
            let start = EventBody::RepresentationStarted {
                representative: named("mother"),
                capacity: Capacity::Guardian,
                scope: Scope::default(),
            };
            self.tell(instants()[0], registrar(), start);
        }
        let consent = plan.id.clone();
        let given = instants()[self.draw.below(2)];
        let giver = if is_child { guardian("mother") } else { Actor::person() };
        self.gives(given, giver.clone(), &plan);
        for _ in 0..self.draw.between(1, 3) {
            let at = instants()[1 + self.draw.below(4)];
            let later = if self.draw.chance(30) { at } else { instants()[2 + self.draw.below(5)] };
            let friend = actor(ActorRole::Mandate, Some(named("friend")));
            let controller = office(self.draw, self.city, ActorRole::Controller);
            let by = self.draw.pick(&[giver.clone(), giver.clone(), Actor::person(), friend, guardian("mother"), controller]);
            let by_later = self.draw.pick(&[by.clone(), by.clone(), Actor::person()]);
            match self.draw.below(4) {
                0 => {
                    self.tell(at, by, EventBody::ConsentSuspended { consent: consent.clone() });
                    self.tell(later, by_later, EventBody::ConsentResumed { consent: consent.clone() });
                }
                1 => {
                    self.renews(at, giver.clone(), &plan);
                    if self.draw.chance(60) {
                        self.tell(at, giver.clone(), EventBody::ConsentWithdrawn { consent: consent.clone() });
                    }
                }
                _ => {
                    let kind = self.draw.pick(&["objection", "objection", "marketing-objection", "restriction"]);
                    let bar = (self.name)();
                    let scope = Scope { controllers: self.draw.sometimes(30, |d| vec![party(d, self.city)]), ..Scope::default() };
                    let set = EventBody::BarSet { kind: named(kind), scope, from: None, until: None };
                    let setter = if by.role == ActorRole::Controller { Actor::person() } else { by };
                    let told = event(self.draw, bar.clone(), at, person(0), setter.clone(), set);
                    self.events.push(told);
                    if self.draw.chance(30) && kind != "restriction" {
                        let office = office(self.draw, self.city, ActorRole::Controller);
                        self.tell(later, office, EventBody::ObjectionOverruled { bar });
                    } else if self.draw.chance(30) {
                        self.gives(later, setter, &Planned { id: named("k1"), ..plan.clone() });
                    } else {
                        self.tell(later, setter, EventBody::BarLifted { bar });
                    }
                }
            }
            if self.draw.chance(30) {
                self.erase();
            }
        }
        Some(plan)
    }

    fn agreement(&mut self) -> Option<Planned> {
        let plan = self.plan(|_| true)?;
        self.born("1980-02-29");
        self.gives(instants()[1], Actor::person(), &plan);
        let named_by_entries =
            self.city.parties.iter().flat_map(|party| &party.processes_for).map(|entry| entry.controller.clone());
        let recipients: Vec<Id> = named_by_entries.collect();
        if !recipients.is_empty() {
            let scope = Scope { recipients: Some(vec![self.draw.pick(&recipients)]), ..Scope::default() };
            self.tell(instants()[2], Actor::person(), EventBody::ConsentNarrowed { consent: plan.id.clone(), scope });
        }
        Some(plan)
    }

    fn replacement(&mut self) -> Option<Planned> {
        let plan = self.plan(|_| true)?;
        self.born("1980-02-29");
        let above =
            self.city.data_categories.iter().find(|row| row.id.as_str() == super::catalogues::LEAF)?.parents.first()?.clone();
        let scope = Scope { data_categories: Some(vec![above]), ..Scope::default() };
        self.tell(
            instants()[2],
            Actor::person(),
            EventBody::BarSet { kind: named("restriction"), scope, from: None, until: None },
        );
        Some(plan)
    }
}

fn guardian(id: &str) -> Actor {
    actor(ActorRole::Guardian, Some(named(id)))
}
