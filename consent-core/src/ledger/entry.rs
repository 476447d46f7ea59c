//! Entries: what a ledger keeps of each event, and the commitment in its tree.
//!
//! A leaf commits to two parts that can be shown, and destroyed, apart from each other:
//!
//! ```text
//! shell      = SHA-256(shell salt ‖ canonical shell)      the record with the shell of its event (semantics §4 *Erasure*)
//! payload    = SHA-256(salt ‖ canonical event)            the event as it was accepted
//! commitment = SHA-256("consent-engine commitment 1" ‖ shell ‖ payload)
//! leaf       = SHA-256(0x00 ‖ commitment)                 RFC 9162 §2.1
//! ```
//!
//! The shell salt is derived from the salt and can't be turned back. Erasing destroys the event and the salt; the shell, its salt
//! and the digest of the payload stay. Without the salt nobody can find out by trying what the payload was, and the leaf is the
//! same as ever: every proof and checkpoint holds on.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::event::{Event, EventBody, Record};
use super::tree::leaf_hash;
use crate::error::{Error, Result};
use crate::id::{Digest, Id};
use crate::json::canonical;
use crate::time::Instant;

const COMMITMENT: &[u8] = b"consent-engine commitment 1";
const SHELL_SALT: &[u8] = b"consent-engine shell salt 1";

/// 32 random bytes that hide an event in its commitment; destroyed when the event is erased.
///
/// They have to come from a cryptographic source of randomness, new ones for each event. `Debug` doesn't show them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Salt([u8; 32]);

impl Salt {
    /// The salt that these bytes are.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn of_shell(&self) -> Digest {
        Digest::of_all(&[SHELL_SALT, &self.0])
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        Digest::from_bytes(self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> core::result::Result<Self, D::Error> {
        Digest::deserialize(deserializer).map(|digest| Self(*digest.as_bytes()))
    }
}

/// An entry as it is kept: the bytes that are hashed, as they are.
///
/// A storage keeps these members and gives them back; [`StoredEntry::check`] needs no parsing and finds every changed bit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEntry {
    /// The position.
    pub seq: u64,
    /// The canonical record (RFC 8785) with the shell of its event.
    pub shell: String,
    /// The event, or what is left of it.
    pub payload: Payload,
    /// The leaf of the tree.
    pub leaf: Digest,
}

/// The part of an entry that can be erased.
#[derive(Clone, PartialEq, Eq)]
pub enum Payload {
    /// The event as it was accepted.
    Whole {
        /// The canonical event (RFC 8785).
        event: String,
        /// The secret of its commitment.
        salt: Salt,
    },
    /// The event and the salt were destroyed.
    Erased {
        /// The salt of the shell.
        shell_salt: Digest,
        /// The digest of the salt and the event.
        digest: Digest,
    },
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Events and salts stay out of logs.
        f.write_str(match self {
            Self::Whole { .. } => "Whole",
            Self::Erased { .. } => "Erased",
        })
    }
}

impl Payload {
    /// The digest of the salt and the event; erasing leaves it as it is.
    pub(crate) fn digest(&self) -> Digest {
        match self {
            Self::Whole { event, salt } => Digest::of_all(&[&salt.0, event.as_bytes()]),
            Self::Erased { digest, .. } => *digest,
        }
    }

    fn shell_salt(&self) -> Digest {
        match self {
            Self::Whole { salt, .. } => salt.of_shell(),
            Self::Erased { shell_salt, .. } => *shell_salt,
        }
    }

    fn leaf(&self, shell: &str) -> Digest {
        let shell = Digest::of_all(&[self.shell_salt().as_bytes(), shell.as_bytes()]);
        let commitment = Digest::of_all(&[COMMITMENT, shell.as_bytes(), self.digest().as_bytes()]);
        leaf_hash(commitment.as_bytes())
    }

    fn erased(&self) -> Self {
        Self::Erased { shell_salt: self.shell_salt(), digest: self.digest() }
    }
}

impl StoredEntry {
    /// Recomputes the leaf from the bytes, without parsing them.
    ///
    /// # Errors
    /// `entry-altered`, with the position, when it isn't the leaf that was kept, or the shell says another position.
    pub fn check(&self) -> Result<()> {
        if self.payload.leaf(&self.shell) != self.leaf {
            return Err(altered("content that its leaf in the tree does not commit to").at_position(self.seq));
        }
        // The position is the last member of a canonical record.
        let last = self.shell.strip_suffix('}').and_then(|shell| shell.rsplit_once(':'));
        let said = last.filter(|(before, _)| before.ends_with("\"seq\"")).and_then(|(_, seq)| seq.parse().ok());
        if said != Some(self.seq) {
            return Err(altered("the entry of another position").at_position(self.seq));
        }
        Ok(())
    }
}

/// An event in a ledger with the secret of its commitment; of an erased one the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    record: Record,
    stored: StoredEntry,
}

impl Entry {
    /// Commits to a record that the door has let in.
    ///
    /// # Errors
    /// None for a record of an engine that is not erased; `event-is-shell` for one that is.
    pub fn new(record: Record, salt: Salt) -> Result<Self> {
        if matches!(record.event.body, EventBody::Erased(_)) {
            return Err(Error::new("event-is-shell", "expected an event with its payload, found the shell of an erased one"));
        }
        let event = text(&record.event)?;
        Self::sealed(record, Payload::Whole { event, salt })
    }

    fn sealed(record: Record, payload: Payload) -> Result<Self> {
        let Record { seq, recorded_at, actor_unverified, ref event } = record;
        let shell = text(&Record { seq, recorded_at, actor_unverified, event: event.shell() })?;
        let stored = StoredEntry { seq, leaf: payload.leaf(&shell), shell, payload };
        Ok(Self { record, stored })
    }

    /// The record; of an erased event with its shell.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The record alone.
    #[must_use]
    pub fn into_record(self) -> Record {
        self.record
    }

    /// The form in which it is kept.
    #[must_use]
    pub fn stored(&self) -> &StoredEntry {
        &self.stored
    }

    /// The leaf of the tree.
    #[must_use]
    pub fn leaf(&self) -> Digest {
        self.stored.leaf
    }

    /// True once the payload is destroyed.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        matches!(self.stored.payload, Payload::Erased { .. })
    }

    /// The same entry without payload and salt; its leaf is the same. Publications and erasures have nothing to erase.
    #[must_use]
    pub fn erased(&self) -> Self {
        if !self.record.event.kind().is_erasable() {
            return self.clone();
        }
        let record = Record { event: self.record.event.shell(), ..self.record.clone() };
        Self { record, stored: StoredEntry { payload: self.stored.payload.erased(), ..self.stored.clone() } }
    }

    /// The same event at a place of another ledger: the payload's digest stays, the shell says the new place.
    pub(crate) fn moved(&self, seq: u64, recorded_at: Instant, actor_unverified: bool) -> Result<Self> {
        let record = Record { seq, recorded_at, actor_unverified, event: self.record.event.clone() };
        Self::sealed(record, self.stored.payload.clone())
    }

    /// The event's id.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.record.event.id
    }

    /// Reads an entry from what a storage kept, once its leaf was found to commit to it.
    ///
    /// # Errors
    /// `entry-altered`, with the position, when the leaf does not commit to it or its parts are of two events; the errors of
    /// [`Record::from_json`].
    pub fn from_stored(stored: StoredEntry) -> Result<Self> {
        stored.check()?;
        Self::of_checked(stored)
    }

    /// As [`Entry::from_stored`], once it was checked that the leaf commits to it.
    pub(crate) fn of_checked(stored: StoredEntry) -> Result<Self> {
        let seq = stored.seq;
        let record = match &stored.payload {
            Payload::Erased { .. } => Record::from_json(stored.shell.as_bytes()).map_err(|error| error.at_position(seq))?,
            Payload::Whole { event, .. } => {
                let event = Event::from_json(event.as_bytes()).map_err(|error| error.at_position(seq))?;
                let shell: Circumstances =
                    serde_json::from_str(&stored.shell).map_err(|_| altered("a shell that is no record").at_position(seq))?;
                if shell.event.id != event.id {
                    return Err(altered("a shell of another event").at_position(seq));
                }
                Record { seq: shell.seq, recorded_at: shell.recorded_at, actor_unverified: shell.actor_unverified, event }
            }
        };
        // A shell that passes for a payload, or a payload-less event that has nothing to erase.
        if matches!(stored.payload, Payload::Erased { .. }) != matches!(record.event.body, EventBody::Erased(_)) {
            return Err(altered("a payload and a shell that don't belong together").at_position(seq));
        }
        if record.seq != seq {
            return Err(altered("a shell of another position").at_position(seq));
        }
        Ok(Self { record, stored })
    }

    /// Writes the parts anew from what they say, and compares: an operator who commits to a shell that is not the event's, or to
    /// two readings of one event, is found out.
    ///
    /// # Errors
    /// `entry-altered`, with the position.
    pub fn check_parts(&self) -> Result<()> {
        let seq = self.stored.seq;
        let again = Self::sealed(self.record.clone(), self.stored.payload.clone())?;
        if again.stored != self.stored {
            return Err(altered("a shell that is not its event's").at_position(seq));
        }
        match &self.stored.payload {
            Payload::Whole { event, .. } if text(&self.record.event)? != *event => {
                Err(altered("an event that is not in canonical form").at_position(seq))
            }
            _ => Ok(()),
        }
    }

    /// Reads one line of an exported ledger.
    ///
    /// # Errors
    /// A `json-…` or `event-…` error for a malformed line; `entry-altered` when its leaf does not commit to it, or when it is not
    /// the canonical line that was written.
    pub fn from_json(line: &[u8]) -> Result<Self> {
        let wire: Line = crate::json::read(line)?;
        let payload = match (wire.salt, wire.shell_salt, wire.payload) {
            (Some(salt), None, None) => Payload::Whole { event: text(&wire.record.event)?, salt },
            (None, Some(shell_salt), Some(digest)) => Payload::Erased { shell_salt, digest },
            _ => {
                return Err(Error::new(
                    "entry-incomplete",
                    "expected either a `salt`, or the `shell_salt` and the `payload` of an erased event, found neither or both",
                ));
            }
        };
        let erased = matches!(payload, Payload::Erased { .. });
        if erased != matches!(wire.record.event.body, EventBody::Erased(_)) {
            return Err(Error::new(
                "entry-incomplete",
                "expected an event with its `salt`, or a shell with `shell_salt` and `payload`, found one with the other's",
            ));
        }
        let entry = Self::sealed(wire.record, payload)?;
        if entry.leaf() != wire.leaf {
            return Err(altered("content that its `leaf` does not commit to"));
        }
        if entry.to_json()?.as_bytes() != line {
            return Err(altered("a line that is not in canonical form (RFC 8785)"));
        }
        Ok(entry)
    }

    /// Writes the entry as one canonical line of JSON (RFC 8785), for export.
    ///
    /// # Errors
    /// None for an entry that was made or read.
    pub fn to_json(&self) -> Result<String> {
        let (salt, shell_salt, payload) = match &self.stored.payload {
            Payload::Whole { salt, .. } => (Some(salt.clone()), None, None),
            Payload::Erased { shell_salt, digest } => (None, Some(*shell_salt), Some(*digest)),
        };
        text(&Line { record: self.record.clone(), salt, shell_salt, payload, leaf: self.stored.leaf })
    }
}

/// What a shell says besides what its event does; [`Entry::check_parts`] compares the rest.
#[derive(Deserialize)]
struct Circumstances {
    seq: u64,
    recorded_at: Instant,
    #[serde(default)]
    actor_unverified: bool,
    event: Named,
}

#[derive(Deserialize)]
struct Named {
    id: Id,
}

/// A line of an exported ledger.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Entry"))]
#[serde(deny_unknown_fields)]
struct Line {
    record: Record,
    #[cfg_attr(feature = "schema", schemars(with = "Option<Digest>"))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<Salt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shell_salt: Option<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payload: Option<Digest>,
    leaf: Digest,
}

fn altered(found: &str) -> Error {
    Error::new(
        "entry-altered",
        format_args!("expected an entry as it was written, found {found}; restore the ledger from a backup or another copy"),
    )
}

fn text<T: Serialize>(value: &T) -> Result<String> {
    String::from_utf8(canonical(value)?).map_err(|error| Error::new("json-unwritable", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        let event = concat!(
            r#"{"id":"e1","type":"consent-withdrawn","subject":"anna","at":"2026-01-10T00:00:00Z","by":{"role":"self"},"#,
            r#""consent":"c1"}"#
        );
        let event = Event::from_json(event.as_bytes()).unwrap();
        let record = Record { seq: 3, recorded_at: event.at, actor_unverified: false, event };
        Entry::new(record, Salt::new([7; 32])).unwrap()
    }

    /// What an operator writes who makes the leaf for it, too.
    fn committed(entry: &Entry, shell: String, payload: Payload) -> Entry {
        let leaf = payload.leaf(&shell);
        Entry::from_stored(StoredEntry { seq: entry.stored.seq, shell, payload, leaf }).unwrap()
    }

    fn refused(entry: &Entry) {
        let error = entry.check_parts().unwrap_err();
        assert_eq!(error.code(), "entry-altered", "{:?}", entry.stored);
    }

    #[test]
    fn an_operator_who_commits_to_two_readings_is_found_out() {
        let entry = entry();
        let StoredEntry { shell, payload, .. } = entry.stored.clone();
        let Payload::Whole { event, salt } = payload.clone() else { panic!("it is whole") };
        committed(&entry, shell.clone(), payload.clone()).check_parts().unwrap();
        committed(&entry, shell.clone(), payload.erased()).check_parts().unwrap();
        // A shell of the same event that says another time, or another consent.
        for (said, instead) in [("2026-01-10T", "2026-01-11T"), ("\"c1\"", "\"c2\"")] {
            assert!(shell.contains(said));
            refused(&committed(&entry, shell.replace(said, instead), payload.clone()));
        }
        // The same said in another way.
        let spaced = event.replacen(':', ": ", 1);
        refused(&committed(&entry, shell.clone(), Payload::Whole { event: spaced, salt }));
        refused(&committed(&entry, shell.replacen(':', ": ", 1), payload.erased()));
    }
}
