//! `consent receipt consent` and `consent receipt decision`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use consent_core::ledger::{Note, SigningKey};
use consent_core::receipt::Particulars;
use consent_core::{Id, Instant};

use super::issuer::Issuer;
use crate::clock;
use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::input::Input;
use crate::kept::{self, Kept};
use crate::ledger::random;
use crate::options::{Output, Person, input, stdin_once};
use crate::output::Out;

#[derive(Debug, Args)]
pub(crate) struct Consent {
    /// The consent.
    #[arg(long, value_name = "ID")]
    consent: Id,
    #[command(flatten)]
    person: Person,
    #[command(flatten)]
    from: From,
}

#[derive(Debug, Args)]
pub(crate) struct Decision {
    /// The event that recorded the use.
    #[arg(long, value_name = "ID")]
    event: Id,
    #[command(flatten)]
    from: From,
}

/// What a receipt is made from.
#[derive(Debug, Args)]
struct From {
    /// The ledger file, or an exported ledger.
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// The file with the private key that signs the receipt.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    key_file: Input,
    /// What the issuer states, as JSON: `publisher`, and if it likes `contacts` by party (`address`, `email`, `telephone`, `url`),
    /// `withdraw_at`, `rights_at`, `storage`, `retention`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    issuer: Input,
    /// The signed checkpoint that proves the receipt; absent: the latest that the ledger keeps.
    #[arg(long, value_name = "NOTE", value_hint = ValueHint::FilePath, value_parser = input())]
    checkpoint: Option<Input>,
    /// The receipt's own id; absent: a random UUID.
    #[arg(long, value_name = "ID")]
    id: Option<Id>,
    /// When it is made; it says how things stand then. Absent: now.
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
}

/// All of it, read.
struct Material {
    ledger: Kept,
    note: Note,
    key: SigningKey,
    particulars: Particulars,
}

impl From {
    fn read(&self, output: &Output) -> Result<Material, Failure> {
        stdin_once([&self.key_file, &self.issuer].into_iter().chain(&self.checkpoint))?;
        let ledger = kept::expect(&self.file, output.lang)?;
        let note = match &self.checkpoint {
            Some(input) => input.note()?,
            None => kept::latest(&ledger).in_file(self.file.display())?,
        };
        let id = self.id.clone().map_or_else(uuid, Ok)?;
        let particulars = Issuer::read(&self.issuer)?.particulars(id, clock::or_now(self.at)?, output.lang);
        Ok(Material { ledger, note, key: self.key_file.signing_key()?, particulars })
    }
}

impl Consent {
    pub(super) fn run(&self, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
        let subject = self.person.key()?;
        let Material { ledger, note, key, particulars } = self.from.read(output)?;
        let receipt = ledger.consent_receipt(&subject, &self.consent, &particulars, &note, &[&key]);
        out.line(receipt.and_then(|receipt| receipt.to_json()).in_file(self.from.file.display())?.trim_end());
        Ok(Exit::Done)
    }
}

impl Decision {
    pub(super) fn run(&self, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
        let Material { ledger, note, key, particulars } = self.from.read(output)?;
        let receipt = ledger.decision_receipt(&self.event, &particulars, &note, &[&key]);
        out.line(receipt.and_then(|receipt| receipt.to_json()).in_file(self.from.file.display())?.trim_end());
        Ok(Exit::Done)
    }
}

/// A random UUID (RFC 9562, version 4).
fn uuid() -> Result<Id, Problem> {
    let number = u128::from_be_bytes(random()?) & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{number:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hex.get(range).unwrap_or_default());
    Ok(Id::new(&parts.join("-"))?)
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn ids_are_random_uuids() {
        let ids = [uuid().unwrap(), uuid().unwrap()].map(|id| id.to_string());
        assert_ne!(ids[0], ids[1]);
        for id in ids {
            assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
            assert!(id.as_bytes()[14] == b'4' && b"89ab".contains(&id.as_bytes()[19]), "{id}");
        }
    }
}
