//! Writes one JSON Schema with every document that goes in and out: `cargo xtask wasm types` makes the TypeScript types of it.

use consent_core::Recorded;
use consent_core::catalogue::{Catalogue, Finding};
use consent_core::decide::{Answer, Audience, BasisKind, Position, ProposedUse, RequesterAnswer, UseTemplate};
use consent_core::explain::Explanation;
use consent_core::ledger::{ErasureRequest, Event, Record};
use consent_core::receipt::{ConsentReceipt, DecisionReceipt};
use consent_core::remedy::{Remedies, RequesterRemedies};
use consent_core::view::{Bundle, Needs, Overview, Preview, Register, RequesterBundle, StopList, WhoMay};
use consent_core::{Lang, write_json};
use consent_wasm::{
    AuditReport, CheckReport, ErasedCount, EventProof, GrowthProof, KeyPair, LedgerHead, ReceiptRequest, SignedHead, SubjectList,
    VerifiedReceipt, Words,
};
use schemars::generate::SchemaSettings;

/// The types; those they name come along.
macro_rules! all {
    ($($kind:ty),+ $(,)?) => {{
        let mut generator = SchemaSettings::draft07().into_generator();
        $(drop(generator.subschema_for::<$kind>());)+
        generator.take_definitions(true)
    }};
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let definitions = all!(
        Answer,
        Audience,
        AuditReport,
        BasisKind,
        Bundle,
        Catalogue,
        CheckReport,
        ConsentReceipt,
        DecisionReceipt,
        ErasedCount,
        ErasureRequest,
        Event,
        EventProof,
        Explanation,
        Finding,
        GrowthProof,
        KeyPair,
        Lang,
        LedgerHead,
        Needs,
        Overview,
        Position,
        Preview,
        ProposedUse,
        ReceiptRequest,
        Record,
        Recorded,
        Register,
        Remedies,
        RequesterAnswer,
        RequesterBundle,
        RequesterRemedies,
        SignedHead,
        StopList,
        SubjectList,
        UseTemplate,
        VerifiedReceipt,
        WhoMay,
        Words,
    );
    println!("{}", write_json(&definitions)?);
    Ok(())
}
