//! Every text in Finnish. The reader is *sinä*.

use super::heading::Heading as H;
use super::phrase::Phrase as P;
use crate::catalogue::{Article, Ask, Character, Due, Form, Operation, Role};
use crate::decide::{Audience, Outcome, ReasonCode};
use crate::remedy::{ActKind, Performer};
use crate::view::ConsentStatus;

/// The text of a key.
pub(super) const fn phrase(phrase: P) -> &'static str {
    match phrase {
        P::AskTitle => "Saako tietojasi käyttää?",
        P::AskWho => "Lupaa pyytää: {org}",
        P::AskWhat => "Tiedot, joita pyydetään: {groups}",
        P::AskWhy => "Mihin tietoja käytetään: {purpose}",
        P::AskFrom => "Tiedot luovuttaa: {source}",
        P::AskUntil => "Lupa on voimassa {date} asti.",
        P::AskUntilTime => "Lupa on voimassa {time} asti.",
        P::AskFree => "Voit kieltäytyä. Kieltäytyminen ei vaikuta muihin kaupungin palveluihin.",
        P::AskRequired => "Palvelu ei toimi ilman näitä tietoja.",
        P::AskOptional => "Voit valita nämä tiedot erikseen.",
        P::Give => "Annan suostumuksen",
        P::Decline => "En anna suostumusta",
        P::Given => "Suostumuksesi on tallennettu. Voit perua sen milloin tahansa.",
        P::Withdraw => "Peru suostumus",
        P::WithdrawEffect => "Tietojasi ei enää luovuteta. Jo luovutettuja tietoja peruminen ei palauta.",
        P::WithdrawKeep => "Palvelu voi säilyttää tietoja, jos laki edellyttää sitä.",
        P::Withdrawn => "Olet perunut suostumuksen {date}.",
        P::Renew => "Suostumuksesi päättyy {date}. Haluatko jatkaa?",
        P::LawInfo => "Tähän ei tarvita suostumusta, koska laki määrää asiasta. Et voi kieltää tätä käyttöä.",
        P::Object => "Vastustan tietojeni käyttöä",
        P::Prohibit => "Kiellä tietojen luovuttaminen",
        P::Behalf => "Asioit toisen henkilön puolesta: {name}",
        P::Both => "Molempien huoltajien suostumus tarvitaan.",
        P::Log => "Katso, milloin tietojasi on käytetty",
        P::NoPermissions => "Et ole antanut lupia.",
        P::EasyWhat => "Suostumus tarkoittaa, että annat luvan. Kaupunki saa silloin käyttää tietojasi.",
        P::EasyFree => "Sinun ei ole pakko antaa lupaa.",
        P::EasyUndo => "Voit muuttaa mielesi. Voit perua luvan koska vain.",
        P::EasyLaw => "Joskus laki sanoo, että kaupunki saa käyttää tietoja. Silloin lupaa ei tarvita.",
        P::EasySee => "Näet tässä, kuka on käyttänyt tietojasi.",
        P::EasyChild => "Lapsen puolesta luvan antaa huoltaja.",
        P::CoveredUse => "Tietoja saa käyttää.",
        P::CoveredDisclose => "Tiedot saa luovuttaa.",
        P::CoveredMixed => "Pyydetty käyttö on sallittu.",
        P::PartlyUse => "Osaa tiedoista saa käyttää. Näitä tietoja ei saa käyttää: {groups}.",
        P::PartlyDisclose => "Osan tiedoista saa luovuttaa. Näitä tietoja ei saa luovuttaa: {groups}.",
        P::PartlyMixed => "Osa pyydetystä käytöstä on sallittu.",
        P::NotCoveredUse => "Tietoja ei saa käyttää.",
        P::NotCoveredDisclose => "Tietoja ei saa luovuttaa.",
        P::NotCoveredMixed => "Pyydetty käyttö ei ole sallittu.",
        P::UseWho => "Tietojen käyttäjä: {org}",
        P::UseOperations => "Mitä tiedoille tehdään: {operations}",
        P::Data => "Tiedot: {groups}",
        P::DataOperations => "Tiedot: {groups} ({operations})",
        P::AllowConsentDisclose => "Tiedot saa luovuttaa, koska olet antanut siihen suostumuksen {date}.",
        P::AllowConsentUse => "Tietoja saa käyttää, koska olet antanut siihen suostumuksen {date}.",
        P::AllowConsentRepDisclose => "Tiedot saa luovuttaa, koska edustajasi on antanut siihen suostumuksen {date}.",
        P::AllowConsentRepUse => "Tietoja saa käyttää, koska edustajasi on antanut siihen suostumuksen {date}.",
        P::AllowConsentUndatedDisclose => "Tiedot saa luovuttaa, koska siihen on annettu suostumus.",
        P::AllowConsentUndatedUse => "Tietoja saa käyttää, koska siihen on annettu suostumus.",
        P::AllowPermission => "Tiedot saa luovuttaa, koska olet antanut luovutusluvan. Et ole kieltänyt tätä luovutusta.",
        P::AllowLawDisclose => "Tiedot saa luovuttaa ilman suostumusta, koska laki velvoittaa siihen: {statute}.",
        P::AllowLawUse => "Tietoja saa käyttää ilman suostumusta, koska laki velvoittaa siihen: {statute}.",
        P::AllowStatuteDisclose => "Tiedot saa luovuttaa ilman suostumusta, koska laki sallii sen: {statute}.",
        P::AllowStatuteUse => "Tietoja saa käyttää ilman suostumusta, koska laki sallii sen: {statute}.",
        P::AllowPublicTaskDisclose => "Tiedot saa luovuttaa, koska niitä tarvitaan lakisääteiseen tehtävään: {statute}.",
        P::AllowPublicTaskUse => "Tietoja saa käyttää, koska niitä tarvitaan lakisääteiseen tehtävään: {statute}.",
        P::AllowContractDisclose => "Tiedot saa luovuttaa, koska niitä tarvitaan sopimuksen toteuttamiseen.",
        P::AllowContractUse => "Tietoja saa käyttää, koska niitä tarvitaan sopimuksen toteuttamiseen.",
        P::AllowVitalDisclose => "Tiedot saa luovuttaa, koska henkeä tai terveyttä on suojattava.",
        P::AllowVitalUse => "Tietoja saa käyttää, koska henkeä tai terveyttä on suojattava.",
        P::AllowInterestDisclose => "Tiedot saa luovuttaa, koska siihen on oikeutettu etu.",
        P::AllowInterestUse => "Tietoja saa käyttää, koska siihen on oikeutettu etu.",
        P::AllowAuthPermitDisclose => "Tiedot saa luovuttaa viranomaisen myöntämän tietoluvan perusteella: {permit}.",
        P::AllowAuthPermitUse => "Tietoja saa käyttää viranomaisen myöntämän tietoluvan perusteella: {permit}.",
        P::Basis => "Peruste: {basis}",
        P::Law => "Laki: {statute}",
        P::OtherBases => "Muut perusteet samalle käytölle: {bases}",
        P::WithdrawNoEffect => "Suostumuksen peruminen ei lopettaisi tätä käyttöä.",
        P::ConsentAlsoNeeded => "Suostumus tarvitaan myös tähän: {requirements}. Ilman sitä käyttö ei ole sallittu.",
        P::MayWithdraw => "Voit perua suostumuksen milloin tahansa.",
        P::MayObject => "Voit vastustaa tätä käyttöä.",
        P::Unmet => "Mikä vaatimus ei täyty: {requirements}",
        P::DenyNoConsentDisclose => "Tietoja ei saa luovuttaa, koska et ole antanut siihen suostumusta.",
        P::DenyNoConsentUse => "Tietoja ei saa käyttää, koska et ole antanut siihen suostumusta.",
        P::DenyNoBasis => "Tähän käyttöön ei ole perustetta. Suostumus ei riitä.",
        P::DenyDeclinedDisclose => "Tietoja ei saa luovuttaa, koska et antanut suostumusta, kun sitä pyydettiin {date}.",
        P::DenyDeclinedUse => "Tietoja ei saa käyttää, koska et antanut suostumusta, kun sitä pyydettiin {date}.",
        P::DenyDeclinedOther => "Suostumusta ei annettu, kun sitä pyydettiin {date}.",
        P::DenyPendingDisclose => "Tietoja ei saa vielä luovuttaa. Lupapyyntö odottaa vastaustasi.",
        P::DenyPendingUse => "Tietoja ei saa vielä käyttää. Lupapyyntö odottaa vastaustasi.",
        P::DenyPendingOther => "Lupapyyntö odottaa vielä vastausta.",
        P::DenyWithdrawnDisclose => "Tietoja ei saa luovuttaa, koska peruit suostumuksen {date}.",
        P::DenyWithdrawnUse => "Tietoja ei saa käyttää, koska peruit suostumuksen {date}.",
        P::DenyWithdrawnOther => "Suostumus peruttiin {date}.",
        P::DenyExpiredDisclose => "Tietoja ei saa luovuttaa, koska suostumuksesi päättyi {date}.",
        P::DenyExpiredUse => "Tietoja ei saa käyttää, koska suostumuksesi päättyi {date}.",
        P::DenyNotYetDisclose => "Tietoja ei saa vielä luovuttaa. Suostumuksesi alkaa {date}.",
        P::DenyNotYetUse => "Tietoja ei saa vielä käyttää. Suostumuksesi alkaa {date}.",
        P::DenyNotValidDisclose => "Tietoja ei saa luovuttaa, koska suostumus ei ole voimassa.",
        P::DenyNotValidUse => "Tietoja ei saa käyttää, koska suostumus ei ole voimassa.",
        P::DenyPurpose => "Tietoja ei saa käyttää tähän tarkoitukseen: {purpose}. Suostumuksesi koskee muuta tarkoitusta.",
        P::DenyGroup => "Suostumuksesi ei koske näitä tietoja: {groups}.",
        P::DenyRecipient => "Suostumuksesi ei koske tätä vastaanottajaa: {org}.",
        P::DenyController => "Suostumuksesi ei koske tämän organisaation tietoja: {org}.",
        P::DenyOperation => "Suostumuksesi ei koske tätä käsittelytapaa: {operations}.",
        P::DenyCase => "Suostumuksesi ei koske tätä asiaa.",
        P::DenyAddedLater => "Suostumus koskee aiempaa tekstiä. Se ei koske sitä, mikä on lisätty myöhemmin.",
        P::DenyProhibitedDisclose => "Tietoja ei saa luovuttaa, koska olet kieltänyt luovuttamisen {date}.",
        P::DenyProhibitedUse => "Tietoja ei saa käyttää, koska olet kieltänyt käytön {date}.",
        P::DenyBarredDisclose => "Tietoja ei saa luovuttaa, koska kielto on ollut voimassa {date} alkaen.",
        P::DenyBarredUse => "Tietoja ei saa käyttää, koska kielto on ollut voimassa {date} alkaen.",
        P::DenyBarredUndated => "Tietoja ei saa käyttää eikä luovuttaa, koska kielto on voimassa.",
        P::Prohibition => "Kielto: {bar}",
        P::DenyObjected => "Tietoja ei käytetä, koska käyttöä vastustettiin {date}.",
        P::DenyMarketingObjected => "Tietoja ei käytetä suoramarkkinointiin, koska sitä vastustettiin {date}.",
        P::DenyRestricted => "Tietojen käyttöä on rajoitettu {date} alkaen.",
        P::DenyBasisChange => {
            "Suostumus peruttiin tai sitä ei annettu {date}. Sen jälkeen käytölle ei voi ottaa uutta perustetta."
        }
        P::DenyDeceased => "Suostumus ei ole enää voimassa.",
        P::DenyDeceasedBasis => "Tämä peruste ei ole enää voimassa, koska henkilö on kuollut.",
        P::DenyNotAdmitted => "Yhtä osapuolista ei ole hyväksytty verkostoon.",
        P::DenyExplicit => "Nämä tiedot ovat arkaluonteisia. Niihin tarvitaan nimenomainen suostumuksesi.",
        P::DenyExplicitOther => "Tähän tarvitaan nimenomainen suostumuksesi.",
        P::DenyWritten => "Tähän tarvitaan kirjallinen suostumuksesi.",
        P::DenyForm => "Suostumusta ei ole annettu siinä muodossa, joka tarvitaan.",
        P::DenyGuardians => "Suostumus puuttuu toiselta huoltajalta.",
        P::DenyQuorum => "Kaikki, joiden suostumus tarvitaan, eivät ole vielä antaneet sitä.",
        P::DenySuspended => "Palvelun oikeus käyttää tietoja on keskeytetty {date} alkaen.",
        P::DenyNoticeChanged => "Palvelun ehdot ovat muuttuneet. Uusi suostumus tarvitaan.",
        P::DenyInvalidated => "Suostumus on todettu pätemättömäksi.",
        P::DenyAssessment => "Käyttöä koskeva arviointi ei ole enää voimassa.",
        P::DenyAssertion => "Palvelu ei ole vahvistanut sitä, mitä tämä käyttö edellyttää.",
        P::DenyCondition => "Tämän perusteen ehdot eivät täyty: {basis}.",
        P::DenyFact => "Tämän perusteen ehtoja ei voi tarkistaa, koska tieto puuttuu: {basis}.",
        P::DenyNotInForce => "Tämä peruste ei ole voimassa: {basis}.",
        P::DenyPermit => "Viranomaisen lupa puuttuu tai ei ole voimassa: {basis}.",
        P::DenyNeutralDisclose => "Tietoja ei voi luovuttaa.",
        P::DenyNeutralUse => "Tietoja ei voi käyttää.",
        P::DenyImpersonal => "Tämä peruste ei kata käyttöä: {basis}. Syy: {reasons}.",
        P::DenyOnward => "Vastaanottaja ei saa antaa tietoja eteenpäin.",
        P::DenyCombine => "Tietoja ei saa yhdistää, koska lupa puuttuu näistä lähteistä: {sources}.",
        P::DenyGuardianRefused => "Toinen huoltaja ei ole antanut suostumusta.",
        P::DenyRepInvalid => "Edustajalla ei ole voimassa olevaa oikeutta toimia puolestasi.",
        P::DenyAge => "Olet täyttänyt {age} vuotta. Sinun on annettava suostumus itse.",
        P::DenyMinorBlock => "Alaikäinen on kieltänyt tietojensa antamisen huoltajalle.",
        P::DenySecrecy => "Tiedot ovat lain mukaan salassa pidettäviä: {statute}.",
        P::DenySafety => "Tietoja ei anneta turvallisuussyistä.",
        P::DenyRulebook => "Verkoston säännöt kieltävät tämän käytön: {rule}.",
        P::DenyUnlinked => "Palvelu ei ole enää yhdistetty tietoihisi.",
        P::DenyLoa => "Tunnistaudu vahvasti, jotta voit antaa tämän luvan.",
        P::DenyWithheldStale => "Lupatiedot eivät ole ajan tasalla. Tietoja ei luovuteta, ennen kuin ne on tarkistettu.",
        P::NotAsk => "Suostumusta ei tarvitse eikä saa pyytää, koska käsittely perustuu lakiin: {statute}.",
        P::DutyAsk => "Ennen tietojen siirtoa on pyydettävä suostumus: {statute}.",
        P::Obligation => "Tietojen käyttäjän on huolehdittava tästä: {obligation} ({due})",
        P::ObligationBy => "Tietojen käyttäjän on huolehdittava tästä: {obligation} (viimeistään {date})",
        P::RefreshDue => "Suostumuksesi on vanha. Se on hyvä uusia.",
        P::HoldsUntil => "Tämä vastaus pätee {date} asti.",
        P::HoldsUntilTime => "Tämä vastaus pätee {time} asti.",
        P::AuditOutcome => "Tulos: {outcome} [{code}]",
        P::AuditPosition => "Luettelo: {catalogue}, versio {version}; tapahtumia luettu: {size}",
        P::AuditRoot => "Tapahtumalokin juuri: {root}",
        P::AuditSubject => "Henkilö: {subject}",
        P::AuditAt => "Ajankohta: {at}",
        P::AuditKnownAt => "Luettu tapahtumaan asti: {position}",
        P::AuditController => "Rekisterinpitäjä: {org}",
        P::AuditRecipient => "Vastaanottaja: {org}",
        P::AuditPurpose => "Käyttötarkoitus: {purpose}",
        P::AuditRequested => "Pyydetyt tiedot: {groups}",
        P::AuditExcept => "Pois jätetyt tiedot: {groups}",
        P::AuditOperations => "Käsittelytavat: {operations}",
        P::AuditCases => "Asiat: {cases}",
        P::AuditChannel => "Kanava: {channel}",
        P::AuditAutomated => "Päätös tehdään automaattisesti.",
        P::AuditAssertions => "Pyytäjän vahvistukset: {assertions}",
        P::AuditCovered => "Sallittu: {groups} ({operations})",
        P::AuditNotCovered => "Ei sallittu: {groups} ({operations})",
        P::AuditGoverning => "Pääasiallinen peruste: {basis}",
        P::AuditOther => "Muu peruste: {basis}",
        P::AuditMet => "Vaatimus täyttyy: {requirement}. Perusteet: {bases}",
        P::AuditUnmet => "Vaatimus ei täyty: {requirement}",
        P::AuditNear => "Lähimmät perusteet: {basis}: {reasons}",
        P::AuditImpersonal => "Pyytäjälle kerrotaan: {requirement}: {reasons}",
        P::AuditObligation => "Velvoite: {obligation}, {due}; peruste: {basis}; tiedot: {groups}",
        P::AuditWarning => "Huomautus: {code}; peruste: {basis}",
        P::AuditHoldsUntil => "Vastaus pätee ennen ajankohtaa {at}",
        P::WordConsent => "suostumus",
        P::WordNotice => "teksti {notice}, versio {version}",
        P::WordGiven => "annettu {at}",
        P::WordEnds => "päättyy {at}",
        P::WordRepresentative => "edustajan antama",
        P::WordStatute => "{statute}, luettu {date}",
        P::WordPermit => "tietolupa {permit}",
        P::WordAssessment => "arviointi {assessment}",
    }
}

/// An operation, as a noun.
pub(super) const fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::Collect => "kerääminen",
        Operation::Receive => "vastaanottaminen",
        Operation::Store => "säilyttäminen",
        Operation::Use => "käyttäminen",
        Operation::Analyse => "analysointi",
        Operation::Profile => "profilointi",
        Operation::Combine => "yhdistäminen",
        Operation::Disclose => "luovuttaminen",
        Operation::Publish => "julkaiseminen",
        Operation::Pseudonymise => "pseudonymisointi",
        Operation::Anonymise => "anonymisointi",
        Operation::Erase => "poistaminen",
    }
}

/// An outcome, of a use.
pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotCovered => "ei sallittu",
        Outcome::PartlyCovered => "osittain sallittu",
        Outcome::Covered => "sallittu",
    }
}

/// A letter of GDPR 6(1).
pub(super) const fn article(article: Article) -> &'static str {
    match article {
        Article::B => "sopimus",
        Article::C => "lakisääteinen velvoite",
        Article::D => "elintärkeä etu",
        Article::E => "yleistä etua koskeva tehtävä tai julkinen valta",
        Article::F => "oikeutettu etu",
    }
}

/// Whether the law obliges or allows.
pub(super) const fn character(character: Character) -> &'static str {
    match character {
        Character::Duty => "laki velvoittaa",
        Character::Permission => "laki sallii",
    }
}

/// When an obligation is due.
pub(super) const fn due(due: Due) -> &'static str {
    match due {
        Due::Before => "ennen käyttöä",
        Due::With => "käytön yhteydessä",
        Due::After => "käytön jälkeen",
        Due::By => "määräaikaan mennessä",
        Due::OnEnd => "perusteen päättyessä",
    }
}

/// For whom an answer is rendered.
pub(super) const fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Citizen => "asukas",
        Audience::Requester => "tietojen pyytäjä",
        Audience::Auditor => "tarkastaja",
    }
}

/// A reason code, in a few words.
pub(super) const fn reason(reason: ReasonCode) -> &'static str {
    match reason {
        ReasonCode::AddedAfterConsent => "lisätty suostumuksen jälkeen",
        ReasonCode::AssertionMissing => "vaadittu vahvistus puuttuu",
        ReasonCode::AssessmentMissing => "arviointi ei ole voimassa",
        ReasonCode::Barred => "kielto tai rajoitus estää",
        ReasonCode::CaseOutside => "ei koske tätä asiaa",
        ReasonCode::CategoryOutside => "ei koske näitä tietoja",
        ReasonCode::ConditionUnmet => "ehto ei täyty",
        ReasonCode::ControllerOutside => "ei koske tätä rekisterinpitäjää",
        ReasonCode::Expired => "päättynyt",
        ReasonCode::FactMissing => "tarvittava tieto puuttuu",
        ReasonCode::FormInsufficient => "muoto ei riitä",
        ReasonCode::Invalidated => "todettu pätemättömäksi",
        ReasonCode::NoBasis => "perustetta ei ole",
        ReasonCode::NotInForce => "ei ole voimassa",
        ReasonCode::NotYetValid => "ei vielä voimassa",
        ReasonCode::NoticeSuperseded => "teksti on korvattu uudella",
        ReasonCode::OperationOutside => "ei koske tätä käsittelytapaa",
        ReasonCode::PermitMissing => "viranomaisen lupa puuttuu",
        ReasonCode::PurposeOutside => "ei koske tätä tarkoitusta",
        ReasonCode::QuorumIncomplete => "kaikki eivät ole antaneet suostumusta",
        ReasonCode::RecipientOutside => "ei koske tätä vastaanottajaa",
        ReasonCode::Refused => "suostumusta ei annettu",
        ReasonCode::Requested => "odottaa vastausta",
        ReasonCode::Suspended => "keskeytetty",
        ReasonCode::Withdrawn => "peruttu",
    }
}

/// A word of a table.
pub(super) const fn heading(heading: H) -> &'static str {
    match heading {
        H::Service => "Palvelu",
        H::Data => "Tiedot",
        H::Purpose => "Tarkoitus",
        H::Basis => "Peruste",
        H::BasisBefore => "Peruste nyt",
        H::BasisAfter => "Peruste sen jälkeen",
        H::Valid => "Voimassa",
        H::CanStop => "Voitko lopettaa sen?",
        H::SubjectKey => "Henkilön tunnus",
        H::Way => "Tapa",
        H::Act => "Mitä tehdään",
        H::About => "Mitä se koskee",
        H::WhoCan => "Kuka voi tehdä sen",
        H::Consent => "Suostumus",
        H::Status => "Tila",
        H::Asked => "Pyydetty",
        H::Required => "Pakolliset tiedot",
        H::Optional => "Valinnaiset tiedot",
        H::AnswerForm => "Vastauksen muoto",
        H::Bar => "Kielto tai rajoitus",
        H::SetBy => "Asettaja",
        H::CanLift => "Voitko poistaa sen?",
        H::When => "Milloin",
        H::Ended => "Päättynyt",
        H::Duty => "Mitä on tehtävä",
        H::Tell => "Kenelle on kerrottava",
        H::Activity => "Käsittelytoimi",
        H::Requirements => "Vaatimukset",
        H::Position => "Kohta",
        H::Event => "Tapahtuma",
        H::ErasedBy => "Poistaja",
        H::Erased => "Poistettu",
        H::Why => "Syy",
        H::OverviewTitle => "Tietojesi käyttö: {subject}, {date}",
        H::UsesTitle => "Kuka saa käyttää tietoja",
        H::NoUse => "Mikään käyttö ei ole sallittu.",
        H::LawNote => "Tietojen käsittelyn läpinäkyvyyden vuoksi näet myös käytöt, joita et voi lopettaa.",
        H::RequestsTitle => "Lupapyynnöt, jotka odottavat vastausta",
        H::ConsentsTitle => "Suostumukset",
        H::BarsTitle => "Kiellot ja rajoitukset",
        H::RecordedTitle => "Milloin tietoja on käytetty",
        H::EndedTitle => "Mitä päättyneistä suostumuksista seuraa",
        H::WhoMayTitle => "Kuka saa käyttää näitä tietoja: {groups}",
        H::NeedsTitle => "Palvelun luvat: {org}. Henkilö: {subject}, {date}",
        H::AskTitle => "Suostumus, jonka voi pyytää",
        H::DoNotAskTitle => "Suostumusta ei saa pyytää, koska laki velvoittaa",
        H::DoNotAskItems => "Suostumusta ei saa pyytää tähän",
        H::None => "ei mitään",
        H::PreviewTitle => "Mitä muuttuisi: {date}",
        H::Unverified => "Tekijän oikeutta ei ole kirjattu. Teko tulisi silti voimaan.",
        H::StopsTitle => "Päättyisi",
        H::StartsTitle => "Alkaisi",
        H::ContinuesTitle => "Jatkuisi toisella perusteella",
        H::UnchangedTitle => "Ei muuttuisi",
        H::NoChange => "Mikään käyttö ei muuttuisi.",
        H::StopListTitle => "Lopetettavat käytöt: {org}, {date}",
        H::NothingToStop => "Mitään ei tarvitse lopettaa.",
        H::NextSince => "Kysy seuraavaksi kohdasta: {position}",
        H::RegisterTitle => "Tietojen käsittely: {catalogue}, versio {version}",
        H::OneOfThese => "Käyttö on sallittu, kun yhden tavan kaikki teot on tehty.",
        H::NoWay => "Mikään teko ei tekisi käytöstä sallittua.",
        H::ForAnyone => "Tavat ovat samat kaikille. Osa teoista voi olla jo tehty.",
        H::WaitUntil => "Ilman tekoja käyttö on sallittu tästä alkaen: {time}",
        H::LeaveOut => "Loput on sallittu, kun nämä tiedot jätetään pois: {groups}",
        H::Leg => "Käyttö {number}",
        H::Together => "Kaikki yhdessä: {outcome}",
        H::Reading => "Luetaan tapahtumia",
        H::Scanning => "Käydään läpi henkilöitä",
        H::Counts => "Sallittu: {covered}, osittain sallittu: {partly}, ei sallittu: {no}, yhteensä: {total}",
        H::Hidden => "ei näytetä",
        H::Recording => "Kirjataan tapahtumia",
        H::Appended => "Kirjattu: {recorded}, jo tiedossa: {known}, hylätty: {refused}",
        H::LedgerHead => "{file}: tapahtumia {size}, juuri {root}",
        H::LedgerWhole => "Tapahtumaloki on eheä. Jokainen tapahtuma on sellaisena kuin se kirjoitettiin.",
        H::LedgerGrew => "Se jatkaa allekirjoitettua tarkistuspistettä: {origin}, tapahtumia {size}",
        H::ErasedTitle => "Poistetut tapahtumat",
        H::NothingErased => "Mitään tapahtumaa ei ole poistettu.",
        H::ErasedCount => "Poistettiin tapahtumia: {number}",
        H::NothingToErase => "Poistettavaa ei enää ollut.",
        H::ErasurePending => "Poisto on kesken. Tapahtumia, joiden jälkiä voi vielä olla levyllä: {number}",
        H::ReceiptGood => "Kuitti on aito. Tapahtumalokin allekirjoittaja: {origin}, tapahtumia {size}",
        H::ReceiptWords => "Sen sanat ovat julkaistun luettelon sanoja.",
        H::ReceiptOfConsent => "Suostumus: {consent}. Henkilö: {subject}",
        H::ReceiptOfUse => "Tietojen käyttö: {event}",
        H::Yes => "kyllä",
        H::No => "ei",
        H::StopWithdraw => "kyllä: peru suostumus",
        H::StopWithdrawAll => "kyllä: peru suostumus ja myös: {basis}",
        H::StopOther => "ei: jatkuisi toisella perusteella: {basis}",
        H::StopObject => "voit vastustaa",
        H::StopDuty => "ei, laki velvoittaa",
        H::StopAllowed => "ei, laki sallii",
        H::StopContract => "ei, kuuluu sopimukseen",
        H::StopVital => "ei, suojaa henkeä tai terveyttä",
        H::OnlyStated => "vain kun pyytäjä vahvistaa: {assertions}",
        H::OnlyBy => "vain kanavissa: {channels}",
        H::NotBy => "vain muissa kuin näissä kanavissa: {channels}",
        H::OnlyIn => "vain asioissa: {cases}",
        H::From => "lähde: {source}",
        H::AskedAlready => "pyydetty jo: {consent}",
        H::FactRelationship => "{kind}, osapuoli: {org}",
        H::FactHome => "kotikunta: {org}",
        H::FactBorn => "syntymäpäivä viimeistään: {date}",
        H::FactBornBetween => "syntymäpäivä viimeistään: {date}, myöhemmin kuin: {after}",
        H::AllTogether => "yhdessä: {people}",
        H::KeptFor => "säilytysaika: {time}",
    }
}

/// An act that would help.
pub(super) const fn act(act: ActKind) -> &'static str {
    match act {
        ActKind::Assert => "pyytäjä vahvistaa",
        ActKind::RecordFact => "tieto kirjataan, jos se on totta",
        ActKind::AskConsent => "suostumus pyydetään ja annetaan",
        ActKind::CompleteQuorum => "puuttuva suostumus annetaan",
        ActKind::LiftBar => "kielto tai rajoitus poistetaan",
        ActKind::RenewAssessment => "arviointi uusitaan",
        ActKind::ObtainPermit => "viranomaiselta saadaan lupa",
        ActKind::AdmitParty => "osapuoli hyväksytään verkostoon",
    }
}

/// A role in which somebody acts.
pub(super) const fn performer(performer: Performer) -> &'static str {
    match performer {
        Performer::Asker => "pyytäjä",
        Performer::Person => "henkilö itse",
        Performer::Guardian => "huoltaja",
        Performer::Representative => "edustaja",
        Performer::Controller => "rekisterinpitäjä",
        Performer::Operator => "operaattori",
        Performer::Authority => "viranomainen",
    }
}

/// How a consent stands.
pub(super) const fn status(status: ConsentStatus) -> &'static str {
    match status {
        ConsentStatus::Active => "voimassa",
        ConsentStatus::Requested => "odottaa vastausta",
        ConsentStatus::QuorumIncomplete => "kaikki eivät ole antaneet",
        ConsentStatus::NotYetValid => "ei vielä voimassa",
        ConsentStatus::Suspended => "keskeytetty",
        ConsentStatus::Refused => "hylätty",
        ConsentStatus::Withdrawn => "peruttu",
        ConsentStatus::Expired => "vanhentunut",
        ConsentStatus::Invalidated => "todettu pätemättömäksi",
        ConsentStatus::NoticeSuperseded => "teksti on korvattu uudella",
    }
}

/// The form of a consent.
pub(super) const fn form(form: Form) -> &'static str {
    match form {
        Form::Any => "vapaa",
        Form::Explicit => "nimenomainen",
        Form::Written => "kirjallinen",
        Form::ExplicitWritten => "nimenomainen ja kirjallinen",
    }
}

/// Whether a consent may or must be asked.
pub(super) const fn ask(ask: Ask) -> &'static str {
    match ask {
        Ask::May => "saa pyytää",
        Ask::Must => "on pyydettävä",
    }
}

/// A role in the network.
pub(super) const fn role(role: Role) -> &'static str {
    match role {
        Role::Source => "tiedon lähde",
        Role::Recipient => "vastaanottaja",
        Role::Operator => "operaattori",
    }
}
