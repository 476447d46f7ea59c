//! What the rows and notices do together: uses that nothing covers, consents beside duties, two bases for one use.
//!
//! Everything here is a warning. What is never met is never covered, so it harms nobody; but whoever wrote it meant something.
//! The checks are conservative: a use counts only when the named ids themselves surely raise the requirement, and any row
//! or notice that might meet it, for the use or a narrower one, clears it, whatever its time, conditions and cases.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Article, Character, ConsentRule, LegalBasis, Notice, Operation, Requirement};
use super::index::Context;
use super::{Findings, Lint, codes};
use crate::id::Id;
use crate::time::Instant;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let grants = Grants::new(context);
    for grant in &grants.all {
        never_met(context, &grants, grant, findings);
    }
    for grant in grants.all.iter().filter(|grant| grant.row.is_none() && grant.is_basis()) {
        where_duty(context, &grants, grant, findings);
    }
    two_bases(context, &grants, findings);
    proactive_mix(context, findings);
}

/// A grant that names more uses than this is not looked into.
const MOST_USES: usize = 100_000;

/// A row or a notice as what it grants.
struct Grant<'a> {
    list: &'static str,
    index: usize,
    id: &'a Id,
    controllers: Vec<usize>,
    recipients: Option<Vec<(usize, usize)>>,
    /// Positions in the grant's list beside the item.
    categories: Vec<(usize, usize)>,
    purposes: Vec<(usize, usize)>,
    operations: &'a [Operation],
    meets: &'a [Id],
    from: Option<Instant>,
    until: Option<Instant>,
    row: Option<&'a LegalBasis>,
}

/// One use that a grant names: category, purpose, operation, controller, recipient.
#[derive(Clone, Copy)]
struct Named {
    category: usize,
    purpose: usize,
    operation: Operation,
    controller: usize,
    recipient: usize,
}

/// One of a grant's lists: the member, what it holds, and each name with its place.
type NamesOf = (&'static str, &'static str, Vec<(usize, Name)>);

/// One name in one of a grant's lists.
#[derive(Clone, Copy)]
enum Name {
    Category(usize),
    Purpose(usize),
    Recipient(usize),
    Operation(Operation),
}

impl Name {
    fn is_in(self, named: &Named) -> bool {
        match self {
            Self::Category(category) => named.category == category,
            Self::Purpose(purpose) => named.purpose == purpose,
            Self::Recipient(recipient) => named.recipient == recipient,
            Self::Operation(operation) => named.operation == operation,
        }
    }
}

impl<'a> Grant<'a> {
    fn of_row(context: &Context<'_>, index: usize, row: &'a LegalBasis) -> Self {
        Self {
            list: "legal_bases",
            index,
            id: &row.id,
            controllers: context.parties.get(&row.controller).into_iter().collect(),
            recipients: row.recipients.as_deref().map(|ids| placed(ids.iter(), |id| context.parties.get(id))),
            categories: placed(row.data_categories.iter(), |id| context.categories.get(id)),
            purposes: placed(row.purposes.iter(), |id| context.purposes.get(id)),
            operations: &row.operations,
            meets: &row.meets,
            from: row.from,
            until: row.until,
            row: Some(row),
        }
    }

    fn of_notice(context: &Context<'_>, index: usize, notice: &'a Notice) -> Self {
        Self {
            list: "notices",
            index,
            id: &notice.id,
            controllers: notice.controllers.iter().filter_map(|id| context.parties.get(id)).collect(),
            recipients: notice.recipients.as_deref().map(|ids| placed(ids.iter(), |id| context.parties.get(id))),
            categories: placed(notice.data_categories.iter().map(|category| &category.id), |id| context.categories.get(id)),
            purposes: placed(notice.purposes.iter(), |id| context.purposes.get(id)),
            operations: &notice.operations,
            meets: &notice.meets,
            from: None,
            until: notice.reconsent_by,
            row: None,
        }
    }

    fn at(&self) -> String {
        format!("/{}/{}", self.list, self.index)
    }

    fn meets(&self, requirement: &str) -> bool {
        self.meets.iter().any(|id| id.as_str() == requirement)
    }

    fn is_basis(&self) -> bool {
        self.meets("lawful-basis")
    }

    /// Controller and recipient of the uses it names; without recipients the controller itself.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let recipients = self.recipients.as_deref();
        self.controllers.iter().flat_map(move |controller| {
            let alone = recipients.is_none().then_some((*controller, *controller));
            alone.into_iter().chain(recipients.into_iter().flatten().map(|(_, recipient)| (*controller, *recipient)))
        })
    }

    /// Every use that it names; none when there are too many to look at.
    fn uses(&self) -> Vec<Named> {
        let recipients = self.recipients.as_ref().map_or(1, Vec::len);
        let count = [self.categories.len(), self.purposes.len(), self.operations.len(), self.controllers.len(), recipients]
            .into_iter()
            .fold(1_usize, usize::saturating_mul);
        if count > MOST_USES {
            return Vec::new();
        }
        // Nobody discloses to itself: when others are named as recipients, the disclosure is to them.
        let to_others = self.pairs().any(|(controller, recipient)| controller != recipient);
        let mut uses = Vec::with_capacity(count);
        for (_, category) in &self.categories {
            for (_, purpose) in &self.purposes {
                for operation in self.operations {
                    let pairs = self.pairs().filter(|(u, r)| u != r || *operation != Operation::Disclose || !to_others);
                    uses.extend(pairs.map(|(controller, recipient)| Named {
                        category: *category,
                        purpose: *purpose,
                        operation: *operation,
                        controller,
                        recipient,
                    }));
                }
            }
        }
        uses
    }

    /// It may grant this use, or a narrower one: its time, conditions and cases are left aside.
    fn may_grant(&self, context: &Context<'_>, named: &Named) -> bool {
        let parties = &context.parties;
        let same = |g: usize, r: usize| parties.may_cover(g, r) || parties.may_cover(r, g);
        self.operations.contains(&named.operation)
            && self.categories.iter().any(|(_, g)| context.categories.related(*g, named.category))
            && self.purposes.iter().any(|(_, g)| context.purposes.related(*g, named.purpose))
            && self.controllers.iter().filter(|g| same(**g, named.controller)).any(|g| match &self.recipients {
                None => same(*g, named.recipient),
                Some(recipients) => recipients.iter().any(|(_, r)| same(*r, named.recipient)),
            })
    }

    /// It grants this use at publication and after, processors aside.
    fn surely_grants(&self, context: &Context<'_>, named: &Named) -> bool {
        let parties = &context.parties;
        self.until.is_none()
            && self.from.is_none_or(|from| from <= context.catalogue.published)
            && self.operations.contains(&named.operation)
            && self.categories.iter().any(|(_, g)| context.categories.covers(*g, named.category))
            && self.purposes.iter().any(|(_, g)| context.purposes.covers(*g, named.purpose))
            && self.controllers.iter().filter(|g| parties.part_of(named.controller, **g)).any(|g| match &self.recipients {
                None => parties.part_of(named.recipient, *g),
                Some(recipients) => recipients.iter().any(|(_, r)| parties.part_of(named.recipient, *r)),
            })
    }

    /// Every name by its list, with its place there.
    fn names(&self) -> [NamesOf; 4] {
        let of = |places: &[(usize, usize)], name: fn(usize) -> Name| {
            places.iter().map(|(place, item)| (*place, name(*item))).collect()
        };
        [
            ("data_categories", "category", of(&self.categories, Name::Category)),
            ("purposes", "purpose", of(&self.purposes, Name::Purpose)),
            ("recipients", "recipient", of(self.recipients.as_deref().unwrap_or_default(), Name::Recipient)),
            ("operations", "operation", self.operations.iter().copied().map(Name::Operation).enumerate().collect()),
        ]
    }

    fn overlaps_in_time(&self, other: &Self) -> bool {
        let before = |until: Option<Instant>, from: Option<Instant>| until.zip(from).is_none_or(|(until, from)| from < until);
        before(self.until, other.from) && before(other.until, self.from)
    }

    /// Some use may fall under both.
    fn overlaps(&self, context: &Context<'_>, other: &Self) -> bool {
        let parties = &context.parties;
        let related = |a: usize, b: usize| parties.part_of(a, b) || parties.part_of(b, a);
        self.operations.iter().any(|operation| other.operations.contains(operation))
            && self.overlaps_in_time(other)
            && pairwise(&self.categories, &other.categories, |a, b| context.categories.related(a, b))
            && pairwise(&self.purposes, &other.purposes, |a, b| context.purposes.related(a, b))
            && self.pairs().any(|(u, r)| other.pairs().any(|(v, s)| related(u, v) && related(r, s)))
    }
}

fn placed<'i>(ids: impl Iterator<Item = &'i Id>, get: impl Fn(&Id) -> Option<usize>) -> Vec<(usize, usize)> {
    ids.enumerate().filter_map(|(place, id)| get(id).map(|item| (place, item))).collect()
}

fn pairwise(a: &[(usize, usize)], b: &[(usize, usize)], holds: impl Fn(usize, usize) -> bool) -> bool {
    a.iter().any(|(_, a)| b.iter().any(|(_, b)| holds(*a, *b)))
}

struct Grants<'a> {
    all: Vec<Grant<'a>>,
    meeting: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Grants<'a> {
    fn new(context: &Context<'a>) -> Self {
        let catalogue = context.catalogue;
        let rows = catalogue.legal_bases.iter().enumerate().map(|(i, row)| Grant::of_row(context, i, row));
        let notices = catalogue.notices.iter().enumerate().map(|(i, notice)| Grant::of_notice(context, i, notice));
        // What has ended when the catalogue is published is history.
        let all: Vec<Grant<'a>> =
            rows.chain(notices).filter(|grant| grant.until.is_none_or(|until| until > catalogue.published)).collect();
        let mut meeting: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (position, grant) in all.iter().enumerate() {
            for id in grant.meets {
                meeting.entry(id.as_str()).or_default().push(position);
            }
        }
        Self { all, meeting }
    }

    fn meeting(&self, requirement: &Requirement) -> impl Iterator<Item = &Grant<'a>> {
        let no_consent = requirement.consent == ConsentRule::No;
        let positions = self.meeting.get(requirement.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        positions.iter().filter_map(|position| self.all.get(*position)).filter(move |grant| !(no_consent && grant.row.is_none()))
    }
}

/// When a use surely raises a requirement, whatever channel it names and whoever stands inside the parties: a conjunction
/// over category, purpose, operation and the two parties.
struct Raising<'r, 'a> {
    context: &'r Context<'a>,
    requirement: &'r Requirement,
}

impl<'r, 'a> Raising<'r, 'a> {
    /// Nothing when it is not in force at publication, or turns on what only the use says.
    fn new(context: &'r Context<'a>, requirement: &'r Requirement) -> Option<Self> {
        let published = context.catalogue.published;
        let in_force =
            requirement.from.is_none_or(|from| from <= published) && requirement.until.is_none_or(|until| until > published);
        let raised = &requirement.raised_by;
        (in_force && raised.channels.is_none() && !raised.automated_decision).then_some(Self { context, requirement })
    }

    fn category(&self, category: usize) -> bool {
        any(self.requirement.raised_by.data_classes.as_deref(), |class| self.context.categories.is(category, class))
    }

    fn purpose(&self, purpose: usize) -> bool {
        any(self.requirement.raised_by.purpose_classes.as_deref(), |class| self.context.purposes.is(purpose, class))
    }

    fn operation(&self, operation: Operation) -> bool {
        self.requirement.raised_by.operations.as_ref().is_none_or(|operations| operations.contains(&operation))
    }

    fn parties(&self, (controller, recipient): (usize, usize)) -> bool {
        let (raised, parties) = (&self.requirement.raised_by, &self.context.parties);
        any(raised.controller_classes.as_deref(), |class| parties.is(controller, class))
            && any(raised.recipient_classes.as_deref(), |class| parties.is(recipient, class))
            && raised.recipient_outside.as_ref().is_none_or(|list| self.outside(list, recipient))
            && (!raised.disclosure || parties.surely_discloses(controller, recipient))
            && (!raised.outside_authority || parties.surely_leaves_authority(controller, recipient))
    }

    /// The recipient's country is not on the list, or nobody has stated it.
    fn outside(&self, list: &Id, recipient: usize) -> bool {
        let published = self.context.catalogue.published;
        self.context.law.country_lists.iter().find(|known| known.id == *list).is_some_and(|list| {
            self.context.parties.country(recipient).is_none_or(|country| {
                !list.countries.iter().any(|entry| {
                    entry.country == country
                        && entry.from.is_none_or(|from| from <= published)
                        && entry.until.is_none_or(|until| until > published)
                })
            })
        })
    }

    fn by(&self, named: &Named) -> bool {
        self.category(named.category)
            && self.purpose(named.purpose)
            && self.operation(named.operation)
            && self.parties((named.controller, named.recipient))
    }

    /// A name in the grant can be good for nothing only when every use with it raises the requirement: at most one of the
    /// four dimensions then raises it in part.
    fn by_every_use_of_a_name(&self, grant: &Grant<'_>) -> bool {
        let partly = |matches: &mut dyn Iterator<Item = bool>| {
            let (mut some, mut all) = (false, true);
            for is_match in matches {
                some |= is_match;
                all &= is_match;
            }
            some.then_some(usize::from(!all))
        };
        let dimensions = [
            partly(&mut grant.categories.iter().map(|(_, category)| self.category(*category))),
            partly(&mut grant.purposes.iter().map(|(_, purpose)| self.purpose(*purpose))),
            partly(&mut grant.operations.iter().map(|operation| self.operation(*operation))),
            partly(&mut grant.pairs().map(|pair| self.parties(pair))),
        ];
        dimensions
            .into_iter()
            .try_fold(0_usize, |sum, part| part.map(|part| sum.saturating_add(part)))
            .is_some_and(|parts| parts <= 1)
    }
}

fn any(classes: Option<&[Id]>, has: impl Fn(&str) -> bool) -> bool {
    classes.is_none_or(|classes| classes.iter().any(|class| has(class.as_str())))
}

fn lint(requirement: &str) -> &'static Lint {
    match requirement {
        "special-category" => &codes::NO_ART9_GROUND,
        "transfer" | "transfer-by-authority" => &codes::TRANSFER_NO_TOOL,
        "secrecy" | "care-secrecy" | "student-welfare-secrecy" | "third-party-secrecy" | "safety-data" => {
            &codes::NO_SECRECY_GROUND
        }
        "identity-code" => &codes::ID_CODE_NO_GROUND,
        "criminal-offence" => &codes::ART10_NO_GROUND,
        "authority-marketing" => &codes::AUTHORITY_MARKETING,
        "innovation-aggregates" => &codes::TOISIO_ROUTE,
        "secondary-use-permit" | "research-permit" | "ehds-permit" => &codes::PERMIT_MISSING,
        _ => &codes::NEVER_MET,
    }
}

/// A name in a grant that is good for nothing: every use with it raises a requirement that nothing meets.
fn never_met(context: &Context<'_>, grants: &Grants<'_>, grant: &Grant<'_>, findings: &mut Findings) {
    let uses = grant.uses();
    let at = grant.at();
    for requirement in context.law.requirements.iter().filter(|requirement| !grant.meets(requirement.id.as_str())) {
        let Some(raising) = Raising::new(context, requirement).filter(|raising| raising.by_every_use_of_a_name(grant)) else {
            continue;
        };
        let dead = |named: &Named| raising.by(named) && !grants.meeting(requirement).any(|other| other.may_grant(context, named));
        let mut report = |pointer: String, what: &str| {
            findings.add(
                lint(requirement.id.as_str()),
                pointer,
                format_args!(
                    "expected a row or notice that meets `{}` ({}) for {what}, found none; such a use is never covered",
                    requirement.id, requirement.source
                ),
            );
        };
        if !uses.iter().any(dead) {
            continue;
        }
        if uses.iter().all(dead) {
            report(at.clone(), &format!("the uses that `{}` names", grant.id));
            continue;
        }
        let useless = |name: &Name| {
            let mut with = uses.iter().filter(|named| name.is_in(named)).peekable();
            with.peek().is_some() && with.all(dead)
        };
        // One dimension tells it all: a recipient that is disclosed to in vain makes the disclosing vain, too.
        for (member, what, names) in grant.names() {
            let mut places = names.iter().filter(|(_, name)| useless(name)).peekable();
            if places.peek().is_some() {
                for (place, _) in places {
                    report(format!("{at}/{member}/{place}"), &format!("this {what} in `{}`", grant.id));
                }
                break;
            }
        }
    }
}

/// A consent is not asked for what a statute obliges to do anyway: a category of which every use is an unconditional duty.
fn where_duty(context: &Context<'_>, grants: &Grants<'_>, notice: &Grant<'_>, findings: &mut Findings) {
    let uses = notice.uses();
    let duties: Vec<&Grant<'_>> = grants
        .all
        .iter()
        .filter(|grant| {
            grant.row.is_some_and(|row| {
                row.character == Character::Duty && row.when.is_empty() && row.cases.is_none() && row.permit.is_none()
            })
        })
        .filter(|grant| notice.meets.iter().all(|id| grant.meets(id.as_str())))
        .collect();
    for (place, category) in &notice.categories {
        let mut with = uses.iter().filter(|named| named.category == *category).peekable();
        if with.peek().is_some() && with.all(|named| duties.iter().any(|duty| duty.surely_grants(context, named))) {
            findings.add(
                &codes::CONSENT_WHERE_DUTY,
                format!("{}/data_categories/{place}", notice.at()),
                format_args!(
                    "expected no consent where a statute obliges, found this category in `{}`, all of whose uses are a duty; leave it out",
                    notice.id
                ),
            );
        }
    }
}

/// A row on contract, public task or legitimate interest, without conditions, that is the basis of a use by itself.
fn plain_permission(grant: &Grant<'_>) -> Option<Article> {
    grant
        .row
        .filter(|row| row.character == Character::Permission && row.when.is_empty() && row.cases.is_none())
        .filter(|row| matches!(row.article, Article::B | Article::E | Article::F))
        .map(|row| row.article)
        .filter(|_| grant.is_basis())
}

fn two_bases(context: &Context<'_>, grants: &Grants<'_>, findings: &mut Findings) {
    for (position, grant) in grants.all.iter().enumerate() {
        let Some(article) = plain_permission(grant) else {
            continue;
        };
        for other in grants.all.iter().filter(|other| other.row.is_none() && other.is_basis()) {
            if grant.overlaps(context, other) {
                findings.add(
                    &codes::CONSENT_FALLBACK,
                    other.at(),
                    format_args!(
                        "expected one basis for a use, found `{}` on {article} beside the consent `{}`; after a withdrawal there is no change of basis",
                        grant.id, other.id
                    ),
                );
            }
        }
        for other in grants.all.iter().skip(position.saturating_add(1)) {
            if plain_permission(other).is_some_and(|letter| letter != article) && grant.overlaps(context, other) {
                findings.add(
                    &codes::OVERLAP,
                    other.at(),
                    format_args!(
                        "expected one basis for a use, found `{}` on {article} for uses of `{}` too; declare one",
                        grant.id, other.id
                    ),
                );
            }
        }
    }
}

/// 906/2019 22 §: proactive service on the secret registers of several authorities needs a provision for each.
fn proactive_mix(context: &Context<'_>, findings: &mut Findings) {
    let mut sources: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
    let drawing = |row: &&LegalBasis| {
        row.meets.iter().any(|id| id.as_str() == "lawful-basis")
            && row
                .data_categories
                .iter()
                .filter_map(|id| context.categories.get(id))
                .any(|item| context.categories.is(item, "secret"))
    };
    let proactive = |id: &&Id| {
        context
            .purposes
            .get(id)
            .is_some_and(|p| context.purposes.is(p, "proactive-service") || context.purposes.is(p, "profiling"))
    };
    for row in context.catalogue.legal_bases.iter().filter(drawing) {
        if let Some(authority) = context.parties.get(&row.controller).and_then(|party| context.parties.authority(party)) {
            for purpose in row.purposes.iter().filter(proactive) {
                sources.entry(purpose).or_default().insert(authority);
            }
        }
    }
    for (i, row) in context.catalogue.legal_bases.iter().enumerate().filter(|(_, row)| drawing(row) && row.statute.is_none()) {
        for (j, purpose) in row.purposes.iter().enumerate() {
            if let Some(authorities) = sources.get(purpose).filter(|authorities| authorities.len() > 1) {
                findings.add(
                    &codes::PROACTIVE_MIX,
                    format!("/legal_bases/{i}/purposes/{j}"),
                    format_args!(
                        "expected a statute for each source of `{purpose}`, found `{}` without one beside {} authorities with secret data",
                        row.id,
                        authorities.len()
                    ),
                );
            }
        }
    }
}
