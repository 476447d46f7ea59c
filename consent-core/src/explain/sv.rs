//! Every text in Swedish as it is written in Finland. The reader is *du*.

use super::heading::Heading as H;
use super::phrase::Phrase as P;
use crate::catalogue::{Article, Ask, Character, Due, Form, Operation, Role};
use crate::decide::{Audience, Outcome, ReasonCode};
use crate::remedy::{ActKind, Performer};
use crate::view::ConsentStatus;

/// The text of a key.
pub(super) const fn phrase(phrase: P) -> &'static str {
    match phrase {
        P::AskTitle => "Får dina uppgifter användas?",
        P::AskWho => "Tillstånd begärs av: {org}",
        P::AskWhat => "Uppgifter som begärs: {groups}",
        P::AskWhy => "Uppgifterna används för: {purpose}",
        P::AskFrom => "Uppgifterna lämnas ut av: {source}",
        P::AskUntil => "Tillståndet gäller till och med den {date}.",
        P::AskUntilTime => "Tillståndet gäller till den {time}.",
        P::AskFree => "Du kan avböja. Det påverkar inte stadens övriga tjänster.",
        P::AskRequired => "Tjänsten fungerar inte utan dessa uppgifter.",
        P::AskOptional => "Du kan välja dessa uppgifter separat.",
        P::Give => "Jag ger mitt samtycke",
        P::Decline => "Jag ger inte mitt samtycke",
        P::Given => "Ditt samtycke har sparats. Du kan återkalla det när som helst.",
        P::Withdraw => "Återkalla samtycket",
        P::WithdrawEffect => {
            "Dina uppgifter lämnas inte längre ut. Återkallandet gäller inte uppgifter som redan har lämnats ut."
        }
        P::WithdrawKeep => "Tjänsten kan spara uppgifter om lagen kräver det.",
        P::Withdrawn => "Du återkallade samtycket den {date}.",
        P::Renew => "Ditt samtycke upphör den {date}. Vill du fortsätta?",
        P::LawInfo => "Här behövs inget samtycke, eftersom saken regleras i lag. Du kan inte förbjuda denna användning.",
        P::Object => "Jag invänder mot användningen av mina uppgifter",
        P::Prohibit => "Förbjud utlämnande av uppgifter",
        P::Behalf => "Du uträttar ärenden för: {name}",
        P::Both => "Båda vårdnadshavarnas samtycke behövs.",
        P::Log => "Se när dina uppgifter har använts",
        P::NoPermissions => "Du har inte gett några tillstånd.",
        P::EasyWhat => "Samtycke betyder att du ger lov. Då får staden använda dina uppgifter.",
        P::EasyFree => "Du måste inte ge lov.",
        P::EasyUndo => "Du kan ändra dig. Du kan ta tillbaka ditt lov när du vill.",
        P::EasyLaw => "Ibland säger lagen att staden får använda uppgifterna. Då behövs inget lov.",
        P::EasySee => "Här ser du vem som har använt dina uppgifter.",
        P::EasyChild => "För ett barn ger vårdnadshavaren lov.",
        P::CoveredUse => "Uppgifterna får användas.",
        P::CoveredDisclose => "Uppgifterna får lämnas ut.",
        P::CoveredMixed => "Den begärda användningen är tillåten.",
        P::PartlyUse => "En del av uppgifterna får användas. Följande uppgifter får inte användas: {groups}.",
        P::PartlyDisclose => "En del av uppgifterna får lämnas ut. Följande uppgifter får inte lämnas ut: {groups}.",
        P::PartlyMixed => "En del av den begärda användningen är tillåten.",
        P::NotCoveredUse => "Uppgifterna får inte användas.",
        P::NotCoveredDisclose => "Uppgifterna får inte lämnas ut.",
        P::NotCoveredMixed => "Den begärda användningen är inte tillåten.",
        P::UseWho => "Uppgifterna används av: {org}",
        P::UseOperations => "Vad som görs med uppgifterna: {operations}",
        P::Data => "Uppgifter: {groups}",
        P::DataOperations => "Uppgifter: {groups} ({operations})",
        P::AllowConsentDisclose => "Uppgifterna får lämnas ut, eftersom du gav ditt samtycke den {date}.",
        P::AllowConsentUse => "Uppgifterna får användas, eftersom du gav ditt samtycke den {date}.",
        P::AllowConsentRepDisclose => "Uppgifterna får lämnas ut, eftersom din företrädare gav sitt samtycke den {date}.",
        P::AllowConsentRepUse => "Uppgifterna får användas, eftersom din företrädare gav sitt samtycke den {date}.",
        P::AllowConsentUndatedDisclose => "Uppgifterna får lämnas ut, eftersom samtycke har getts.",
        P::AllowConsentUndatedUse => "Uppgifterna får användas, eftersom samtycke har getts.",
        P::AllowPermission => {
            "Uppgifterna får lämnas ut, eftersom du har gett tillstånd för utlämnande. Du har inte förbjudit detta utlämnande."
        }
        P::AllowLawDisclose => "Uppgifterna får lämnas ut utan samtycke, eftersom lagen förpliktar till det: {statute}.",
        P::AllowLawUse => "Uppgifterna får användas utan samtycke, eftersom lagen förpliktar till det: {statute}.",
        P::AllowStatuteDisclose => "Uppgifterna får lämnas ut utan samtycke, eftersom lagen tillåter det: {statute}.",
        P::AllowStatuteUse => "Uppgifterna får användas utan samtycke, eftersom lagen tillåter det: {statute}.",
        P::AllowPublicTaskDisclose => "Uppgifterna får lämnas ut, eftersom de behövs för en lagstadgad uppgift: {statute}.",
        P::AllowPublicTaskUse => "Uppgifterna får användas, eftersom de behövs för en lagstadgad uppgift: {statute}.",
        P::AllowContractDisclose => "Uppgifterna får lämnas ut, eftersom de behövs för att fullgöra ett avtal.",
        P::AllowContractUse => "Uppgifterna får användas, eftersom de behövs för att fullgöra ett avtal.",
        P::AllowVitalDisclose => "Uppgifterna får lämnas ut, eftersom liv eller hälsa måste skyddas.",
        P::AllowVitalUse => "Uppgifterna får användas, eftersom liv eller hälsa måste skyddas.",
        P::AllowInterestDisclose => "Uppgifterna får lämnas ut, eftersom det finns ett berättigat intresse.",
        P::AllowInterestUse => "Uppgifterna får användas, eftersom det finns ett berättigat intresse.",
        P::AllowAuthPermitDisclose => {
            "Uppgifterna får lämnas ut med stöd av ett datatillstånd som en myndighet har beviljat: {permit}."
        }
        P::AllowAuthPermitUse => {
            "Uppgifterna får användas med stöd av ett datatillstånd som en myndighet har beviljat: {permit}."
        }
        P::Basis => "Grund: {basis}",
        P::Law => "Lag: {statute}",
        P::OtherBases => "Andra grunder för samma användning: {bases}",
        P::WithdrawNoEffect => "Denna användning skulle inte upphöra, även om ett samtycke återkallas.",
        P::ConsentAlsoNeeded => "Samtycke behövs också för detta: {requirements}. Utan det är användningen inte tillåten.",
        P::MayWithdraw => "Du kan återkalla samtycket när som helst.",
        P::MayObject => "Du kan invända mot denna användning.",
        P::Unmet => "Krav som inte uppfylls: {requirements}",
        P::DenyNoConsentDisclose => "Uppgifterna får inte lämnas ut, eftersom du inte har gett ditt samtycke.",
        P::DenyNoConsentUse => "Uppgifterna får inte användas, eftersom du inte har gett ditt samtycke.",
        P::DenyNoBasis => "Det finns ingen grund för denna användning. Samtycke räcker inte.",
        P::DenyDeclinedDisclose => {
            "Uppgifterna får inte lämnas ut, eftersom du inte gav ditt samtycke när det begärdes den {date}."
        }
        P::DenyDeclinedUse => "Uppgifterna får inte användas, eftersom du inte gav ditt samtycke när det begärdes den {date}.",
        P::DenyDeclinedOther => "Samtycke gavs inte när det begärdes den {date}.",
        P::DenyPendingDisclose => "Uppgifterna får inte lämnas ut ännu. Begäran om tillstånd väntar på ditt svar.",
        P::DenyPendingUse => "Uppgifterna får inte användas ännu. Begäran om tillstånd väntar på ditt svar.",
        P::DenyPendingOther => "Begäran om tillstånd väntar ännu på svar.",
        P::DenyWithdrawnDisclose => "Uppgifterna får inte lämnas ut, eftersom du återkallade ditt samtycke den {date}.",
        P::DenyWithdrawnUse => "Uppgifterna får inte användas, eftersom du återkallade ditt samtycke den {date}.",
        P::DenyWithdrawnOther => "Samtycket återkallades den {date}.",
        P::DenyExpiredDisclose => "Uppgifterna får inte lämnas ut, eftersom ditt samtycke upphörde att gälla den {date}.",
        P::DenyExpiredUse => "Uppgifterna får inte användas, eftersom ditt samtycke upphörde att gälla den {date}.",
        P::DenyNotYetDisclose => "Uppgifterna får inte lämnas ut ännu. Ditt samtycke börjar gälla den {date}.",
        P::DenyNotYetUse => "Uppgifterna får inte användas ännu. Ditt samtycke börjar gälla den {date}.",
        P::DenyNotValidDisclose => "Uppgifterna får inte lämnas ut, eftersom samtycket inte gäller.",
        P::DenyNotValidUse => "Uppgifterna får inte användas, eftersom samtycket inte gäller.",
        P::DenyPurpose => "Uppgifterna får inte användas för detta ändamål: {purpose}. Ditt samtycke gäller ett annat ändamål.",
        P::DenyGroup => "Ditt samtycke omfattar inte dessa uppgifter: {groups}.",
        P::DenyRecipient => "Ditt samtycke gäller inte denna mottagare: {org}.",
        P::DenyController => "Ditt samtycke gäller inte uppgifter hos denna organisation: {org}.",
        P::DenyOperation => "Ditt samtycke gäller inte detta sätt att behandla uppgifter: {operations}.",
        P::DenyCase => "Ditt samtycke gäller inte detta ärende.",
        P::DenyAddedLater => "Samtycket gäller en tidigare text. Det gäller inte det som har lagts till senare.",
        P::DenyProhibitedDisclose => "Uppgifterna får inte lämnas ut, eftersom du förbjöd utlämnandet den {date}.",
        P::DenyProhibitedUse => "Uppgifterna får inte användas, eftersom du förbjöd användningen den {date}.",
        P::DenyBarredDisclose => "Uppgifterna får inte lämnas ut, eftersom ett förbud gäller från och med den {date}.",
        P::DenyBarredUse => "Uppgifterna får inte användas, eftersom ett förbud gäller från och med den {date}.",
        P::DenyBarredUndated => "Uppgifterna får varken användas eller lämnas ut, eftersom ett förbud gäller.",
        P::Prohibition => "Förbud: {bar}",
        P::DenyObjected => "Uppgifterna används inte, eftersom en invändning mot användningen gjordes den {date}.",
        P::DenyMarketingObjected => {
            "Uppgifterna används inte för direktmarknadsföring, eftersom en invändning gjordes den {date}."
        }
        P::DenyRestricted => "Användningen av uppgifterna är begränsad från och med den {date}.",
        P::DenyBasisChange => "Samtycket återkallades eller gavs inte den {date}. Därefter kan användningen inte få en ny grund.",
        P::DenyDeceased => "Samtycket gäller inte längre.",
        P::DenyDeceasedBasis => "Denna grund gäller inte längre, eftersom personen har avlidit.",
        P::DenyNotAdmitted => "Någon av parterna är inte antagen till nätverket.",
        P::DenyExplicit => "Dessa uppgifter är känsliga. Ditt uttryckliga samtycke behövs.",
        P::DenyExplicitOther => "Ditt uttryckliga samtycke behövs här.",
        P::DenyWritten => "Ditt skriftliga samtycke behövs här.",
        P::DenyForm => "Samtycket har inte getts i den form som behövs.",
        P::DenyGuardians => "Samtycke saknas från den andra vårdnadshavaren.",
        P::DenyQuorum => "Alla vars samtycke behövs har inte gett det ännu.",
        P::DenySuspended => "Tjänstens rätt att använda uppgifter är avbruten från och med den {date}.",
        P::DenyNoticeChanged => "Tjänstens villkor har ändrats. Ett nytt samtycke behövs.",
        P::DenyInvalidated => "Samtycket har konstaterats vara ogiltigt.",
        P::DenyAssessment => "Bedömningen av användningen gäller inte längre.",
        P::DenyAssertion => "Tjänsten har inte bekräftat det som denna användning förutsätter.",
        P::DenyCondition => "Villkoren för denna grund är inte uppfyllda: {basis}.",
        P::DenyFact => "Villkoren för denna grund kan inte kontrolleras, eftersom en uppgift saknas: {basis}.",
        P::DenyNotInForce => "Denna grund är inte i kraft: {basis}.",
        P::DenyPermit => "Myndighetens tillstånd saknas eller gäller inte: {basis}.",
        P::DenyNeutralDisclose => "Uppgifterna kan inte lämnas ut.",
        P::DenyNeutralUse => "Uppgifterna kan inte användas.",
        P::DenyImpersonal => "Denna grund täcker inte användningen: {basis}. Orsak: {reasons}.",
        P::DenyOnward => "Mottagaren får inte lämna uppgifterna vidare.",
        P::DenyCombine => "Uppgifterna får inte kombineras, eftersom tillstånd saknas för dessa källor: {sources}.",
        P::DenyGuardianRefused => "Den andra vårdnadshavaren har inte gett sitt samtycke.",
        P::DenyRepInvalid => "Företrädaren har ingen giltig rätt att handla för din räkning.",
        P::DenyAge => "Du har fyllt {age} år. Du ska själv ge ditt samtycke.",
        P::DenyMinorBlock => "Den minderåriga har förbjudit att uppgifter lämnas till vårdnadshavaren.",
        P::DenySecrecy => "Uppgifterna är sekretessbelagda enligt lag: {statute}.",
        P::DenySafety => "Uppgifterna lämnas inte ut av säkerhetsskäl.",
        P::DenyRulebook => "Nätverkets regler förbjuder denna användning: {rule}.",
        P::DenyUnlinked => "Tjänsten är inte längre kopplad till dina uppgifter.",
        P::DenyLoa => "Identifiera dig med stark autentisering för att kunna ge detta tillstånd.",
        P::DenyWithheldStale => {
            "Uppgifterna om tillstånd är inte aktuella. Inga uppgifter lämnas ut förrän de har kontrollerats."
        }
        P::NotAsk => "Samtycke behöver inte och får inte begäras, eftersom behandlingen grundar sig på lag: {statute}.",
        P::DutyAsk => "Samtycke ska begäras innan uppgifterna överförs: {statute}.",
        P::Obligation => "Den som använder uppgifterna ska sörja för detta: {obligation} ({due})",
        P::ObligationBy => "Den som använder uppgifterna ska sörja för detta: {obligation} (senast den {date})",
        P::RefreshDue => "Ditt samtycke är gammalt. Det är bra att förnya det.",
        P::HoldsUntil => "Detta svar gäller till och med den {date}.",
        P::HoldsUntilTime => "Detta svar gäller till den {time}.",
        P::AuditOutcome => "Resultat: {outcome} [{code}]",
        P::AuditPosition => "Katalog: {catalogue}, version {version}; lästa händelser: {size}",
        P::AuditRoot => "Händelseloggens rot: {root}",
        P::AuditSubject => "Person: {subject}",
        P::AuditAt => "Tidpunkt: {at}",
        P::AuditKnownAt => "Läst fram till händelse: {position}",
        P::AuditController => "Personuppgiftsansvarig: {org}",
        P::AuditRecipient => "Mottagare: {org}",
        P::AuditPurpose => "Ändamål: {purpose}",
        P::AuditRequested => "Begärda uppgifter: {groups}",
        P::AuditExcept => "Utelämnade uppgifter: {groups}",
        P::AuditOperations => "Behandlingssätt: {operations}",
        P::AuditCases => "Ärenden: {cases}",
        P::AuditChannel => "Kanal: {channel}",
        P::AuditAutomated => "Beslutet fattas automatiskt.",
        P::AuditAssertions => "Bekräftat av den som begär: {assertions}",
        P::AuditCovered => "Tillåtet: {groups} ({operations})",
        P::AuditNotCovered => "Inte tillåtet: {groups} ({operations})",
        P::AuditGoverning => "Huvudsaklig grund: {basis}",
        P::AuditOther => "Annan grund: {basis}",
        P::AuditMet => "Kravet är uppfyllt: {requirement}. Grunder: {bases}",
        P::AuditUnmet => "Kravet är inte uppfyllt: {requirement}",
        P::AuditNear => "Närmaste grunder: {basis}: {reasons}",
        P::AuditImpersonal => "Den som begär får veta: {requirement}: {reasons}",
        P::AuditObligation => "Skyldighet: {obligation}, {due}; grund: {basis}; uppgifter: {groups}",
        P::AuditWarning => "Anmärkning: {code}; grund: {basis}",
        P::AuditHoldsUntil => "Svaret gäller före tidpunkten {at}",
        P::WordConsent => "samtycke",
        P::WordNotice => "text {notice}, version {version}",
        P::WordGiven => "getts {at}",
        P::WordEnds => "upphör {at}",
        P::WordRepresentative => "gett av en företrädare",
        P::WordStatute => "{statute}, läst {date}",
        P::WordPermit => "datatillstånd {permit}",
        P::WordAssessment => "bedömning {assessment}",
    }
}

/// An operation, as a noun.
pub(super) const fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::Collect => "insamling",
        Operation::Receive => "mottagande",
        Operation::Store => "lagring",
        Operation::Use => "användning",
        Operation::Analyse => "analys",
        Operation::Profile => "profilering",
        Operation::Combine => "kombinering",
        Operation::Disclose => "utlämnande",
        Operation::Publish => "publicering",
        Operation::Pseudonymise => "pseudonymisering",
        Operation::Anonymise => "anonymisering",
        Operation::Erase => "radering",
    }
}

/// An outcome, of a use.
pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotCovered => "inte tillåten",
        Outcome::PartlyCovered => "delvis tillåten",
        Outcome::Covered => "tillåten",
    }
}

/// A letter of GDPR 6(1).
pub(super) const fn article(article: Article) -> &'static str {
    match article {
        Article::B => "avtal",
        Article::C => "rättslig förpliktelse",
        Article::D => "intressen av grundläggande betydelse",
        Article::E => "uppgift av allmänt intresse eller myndighetsutövning",
        Article::F => "berättigat intresse",
    }
}

/// Whether the law obliges or allows.
pub(super) const fn character(character: Character) -> &'static str {
    match character {
        Character::Duty => "lagen förpliktar",
        Character::Permission => "lagen tillåter",
    }
}

/// When an obligation is due.
pub(super) const fn due(due: Due) -> &'static str {
    match due {
        Due::Before => "före användningen",
        Due::With => "i samband med användningen",
        Due::After => "efter användningen",
        Due::By => "inom utsatt tid",
        Due::OnEnd => "när grunden upphör",
    }
}

/// For whom an answer is rendered.
pub(super) const fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Citizen => "invånare",
        Audience::Requester => "den som begär uppgifter",
        Audience::Auditor => "granskare",
    }
}

/// A reason code, in a few words.
pub(super) const fn reason(reason: ReasonCode) -> &'static str {
    match reason {
        ReasonCode::AddedAfterConsent => "tillagt efter samtycket",
        ReasonCode::AssertionMissing => "en bekräftelse som krävs saknas",
        ReasonCode::AssessmentMissing => "bedömningen gäller inte",
        ReasonCode::Barred => "ett förbud eller en begränsning hindrar",
        ReasonCode::CaseOutside => "gäller inte detta ärende",
        ReasonCode::CategoryOutside => "gäller inte dessa uppgifter",
        ReasonCode::ConditionUnmet => "ett villkor är inte uppfyllt",
        ReasonCode::ControllerOutside => "gäller inte denna personuppgiftsansvariga",
        ReasonCode::Expired => "har upphört att gälla",
        ReasonCode::FactMissing => "en nödvändig uppgift saknas",
        ReasonCode::FormInsufficient => "formen räcker inte",
        ReasonCode::Invalidated => "konstaterats vara ogiltigt",
        ReasonCode::NoBasis => "ingen grund finns",
        ReasonCode::NotInForce => "är inte i kraft",
        ReasonCode::NotYetValid => "gäller inte ännu",
        ReasonCode::NoticeSuperseded => "texten har ersatts med en ny",
        ReasonCode::OperationOutside => "gäller inte detta sätt att behandla uppgifter",
        ReasonCode::PermitMissing => "myndighetens tillstånd saknas",
        ReasonCode::PurposeOutside => "gäller inte detta ändamål",
        ReasonCode::QuorumIncomplete => "alla har inte gett sitt samtycke",
        ReasonCode::RecipientOutside => "gäller inte denna mottagare",
        ReasonCode::Refused => "samtycke gavs inte",
        ReasonCode::Requested => "väntar på svar",
        ReasonCode::Suspended => "avbrutet",
        ReasonCode::Withdrawn => "återkallat",
    }
}

/// A word of a table.
pub(super) const fn heading(heading: H) -> &'static str {
    match heading {
        H::Service => "Tjänst",
        H::Data => "Uppgifter",
        H::Purpose => "Ändamål",
        H::Basis => "Grund",
        H::BasisBefore => "Grund nu",
        H::BasisAfter => "Grund därefter",
        H::Valid => "Gäller",
        H::CanStop => "Kan du avsluta det?",
        H::SubjectKey => "Personens nyckel",
        H::Way => "Sätt",
        H::Act => "Vad som görs",
        H::About => "Vad det gäller",
        H::WhoCan => "Vem som kan göra det",
        H::Consent => "Samtycke",
        H::Status => "Läge",
        H::Asked => "Begärt",
        H::Required => "Obligatoriska uppgifter",
        H::Optional => "Valfria uppgifter",
        H::AnswerForm => "Svarets form",
        H::Bar => "Förbud eller begränsning",
        H::SetBy => "Vem som införde det",
        H::CanLift => "Kan du häva det?",
        H::When => "När",
        H::Ended => "Upphörde",
        H::Duty => "Vad som ska göras",
        H::Tell => "Vem som ska underrättas",
        H::Activity => "Behandling",
        H::Requirements => "Krav",
        H::Position => "Plats",
        H::Event => "Händelse",
        H::ErasedBy => "Raderad av",
        H::Erased => "Raderad",
        H::Why => "Skäl",
        H::OverviewTitle => "Användningen av dina uppgifter: {subject}, {date}",
        H::UsesTitle => "Vem som får använda uppgifterna",
        H::NoUse => "Ingen användning är tillåten.",
        H::LawNote => "För öppenhetens skull ser du även sådan användning som du inte kan avsluta.",
        H::RequestsTitle => "Begäranden om tillstånd som väntar på svar",
        H::ConsentsTitle => "Samtycken",
        H::BarsTitle => "Förbud och begränsningar",
        H::RecordedTitle => "När uppgifterna har använts",
        H::EndedTitle => "Vad som följer av avslutade samtycken",
        H::WhoMayTitle => "Vem som får använda dessa uppgifter: {groups}",
        H::NeedsTitle => "Tjänstens tillstånd: {org}. Person: {subject}, {date}",
        H::AskTitle => "Samtycke som kan begäras",
        H::DoNotAskTitle => "Samtycke får inte begäras, eftersom lagen förpliktar",
        H::DoNotAskItems => "Samtycke får inte begäras för detta",
        H::None => "inget",
        H::PreviewTitle => "Vad som skulle ändras: {date}",
        H::Unverified => "Rätten att handla är inte registrerad. Åtgärden skulle ändå få verkan.",
        H::StopsTitle => "Skulle upphöra",
        H::StartsTitle => "Skulle börja",
        H::ContinuesTitle => "Skulle fortsätta på en annan grund",
        H::UnchangedTitle => "Skulle inte ändras",
        H::NoChange => "Ingen användning skulle ändras.",
        H::StopListTitle => "Användning som ska avslutas: {org}, {date}",
        H::NothingToStop => "Inget behöver avslutas.",
        H::NextSince => "Fråga nästa gång från position: {position}",
        H::RegisterTitle => "Behandling av uppgifter: {catalogue}, version {version}",
        H::OneOfThese => "Användningen är tillåten när allt i ett av sätten har gjorts.",
        H::NoWay => "Ingen åtgärd skulle göra användningen tillåten.",
        H::ForAnyone => "Sätten är desamma för alla. En del kan redan ha gjorts.",
        H::WaitUntil => "Utan åtgärder är användningen tillåten från: {time}",
        H::LeaveOut => "Resten är tillåtet när dessa uppgifter utelämnas: {groups}",
        H::Leg => "Användning {number}",
        H::Together => "Allt tillsammans: {outcome}",
        H::Reading => "Händelser läses",
        H::Scanning => "Personer gås igenom",
        H::Counts => "Tillåtet: {covered}, delvis tillåtet: {partly}, inte tillåtet: {no}, totalt: {total}",
        H::Hidden => "visas inte",
        H::Recording => "Händelser registreras",
        H::Appended => "Registrerade: {recorded}, redan kända: {known}, avvisade: {refused}",
        H::LedgerHead => "{file}: händelser {size}, rot {root}",
        H::LedgerWhole => "Händelseloggen är hel. Varje händelse är som den skrevs.",
        H::LedgerGrew => "Den fortsätter den undertecknade kontrollpunkten: {origin}, händelser {size}",
        H::ErasedTitle => "Raderade händelser",
        H::NothingErased => "Ingen händelse har raderats.",
        H::ErasedCount => "Antal händelser som raderades: {number}",
        H::NothingToErase => "Det fanns inget kvar att radera.",
        H::ErasurePending => "Raderingen är inte klar. Händelser som kan ha spår kvar på disken: {number}",
        H::ReceiptGood => "Kvittot är äkta. Händelseloggen är undertecknad av: {origin}, händelser {size}",
        H::ReceiptWords => "Dess ord är den publicerade katalogens.",
        H::ReceiptOfConsent => "Samtycke: {consent}. Person: {subject}",
        H::ReceiptOfUse => "Användning av uppgifter: {event}",
        H::Yes => "ja",
        H::No => "nej",
        H::StopWithdraw => "ja: återkalla samtycket",
        H::StopWithdrawAll => "ja: återkalla samtycket och även: {basis}",
        H::StopOther => "nej: skulle fortsätta på en annan grund: {basis}",
        H::StopObject => "du kan invända",
        H::StopDuty => "nej, lagen förpliktar",
        H::StopAllowed => "nej, lagen tillåter",
        H::StopContract => "nej, hör till avtalet",
        H::StopVital => "nej, skyddar liv eller hälsa",
        H::OnlyStated => "bara när den som begär bekräftar: {assertions}",
        H::OnlyBy => "bara i kanalerna: {channels}",
        H::NotBy => "bara i andra kanaler än: {channels}",
        H::OnlyIn => "bara i ärendena: {cases}",
        H::From => "källa: {source}",
        H::AskedAlready => "redan begärt: {consent}",
        H::FactRelationship => "{kind}, part: {org}",
        H::FactHome => "hemkommun: {org}",
        H::FactBorn => "födelsedag senast: {date}",
        H::FactBornBetween => "födelsedag senast: {date}, senare än: {after}",
        H::AllTogether => "tillsammans: {people}",
        H::KeptFor => "bevaringstid: {time}",
    }
}

/// An act that would help.
pub(super) const fn act(act: ActKind) -> &'static str {
    match act {
        ActKind::Assert => "den som begär bekräftar",
        ActKind::RecordFact => "uppgiften registreras, om den är sann",
        ActKind::AskConsent => "samtycke begärs och ges",
        ActKind::CompleteQuorum => "det samtycke som saknas ges",
        ActKind::LiftBar => "förbudet eller begränsningen hävs",
        ActKind::RenewAssessment => "bedömningen förnyas",
        ActKind::ObtainPermit => "en myndighet beviljar tillstånd",
        ActKind::AdmitParty => "parten godkänns i nätverket",
    }
}

/// A role in which somebody acts.
pub(super) const fn performer(performer: Performer) -> &'static str {
    match performer {
        Performer::Asker => "den som begär",
        Performer::Person => "personen själv",
        Performer::Guardian => "vårdnadshavare",
        Performer::Representative => "företrädare",
        Performer::Controller => "personuppgiftsansvarig",
        Performer::Operator => "operatör",
        Performer::Authority => "myndighet",
    }
}

/// How a consent stands.
pub(super) const fn status(status: ConsentStatus) -> &'static str {
    match status {
        ConsentStatus::Active => "i kraft",
        ConsentStatus::Requested => "väntar på svar",
        ConsentStatus::QuorumIncomplete => "alla har inte gett",
        ConsentStatus::NotYetValid => "ännu inte i kraft",
        ConsentStatus::Suspended => "avbrutet",
        ConsentStatus::Refused => "avböjt",
        ConsentStatus::Withdrawn => "återkallat",
        ConsentStatus::Expired => "har gått ut",
        ConsentStatus::Invalidated => "konstaterat ogiltigt",
        ConsentStatus::NoticeSuperseded => "texten har ersatts",
    }
}

/// The form of a consent.
pub(super) const fn form(form: Form) -> &'static str {
    match form {
        Form::Any => "fri",
        Form::Explicit => "uttrycklig",
        Form::Written => "skriftlig",
        Form::ExplicitWritten => "uttrycklig och skriftlig",
    }
}

/// Whether a consent may or must be asked.
pub(super) const fn ask(ask: Ask) -> &'static str {
    match ask {
        Ask::May => "får begäras",
        Ask::Must => "ska begäras",
    }
}

/// A role in the network.
pub(super) const fn role(role: Role) -> &'static str {
    match role {
        Role::Source => "uppgiftskälla",
        Role::Recipient => "mottagare",
        Role::Operator => "operatör",
    }
}
