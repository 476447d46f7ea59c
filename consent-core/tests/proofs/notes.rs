//! Signed notes: the vectors of C2SP signed-note and of Go's `sumdb/note`, and everything malformed.

use consent_core::ledger::{MAX_NOTE_BYTES, Note, Signer, Verifier, VerifierKey};

use super::keys::{ENOCH, PETER, PETER_SECRET, key, secret};
use crate::input::told;

const TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE: &str =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE: &str =
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

fn signed(lines: &str) -> String {
    format!("{TEXT}\n{lines}")
}

fn check(note: &str, trusted: &[&str]) -> Result<(), String> {
    let keys: Vec<_> = trusted.iter().map(|text| key(text)).collect();
    let trusted: Vec<&dyn Verifier> = keys.iter().map(|key| key as &dyn Verifier).collect();
    Note::parse(note).and_then(|note| note.verify(&trusted)).map_err(|error| error.code().to_owned())
}

#[test]
fn the_note_of_the_specification() {
    let text = "This is an example message.\n\n\
                — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    let vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    check(text, &[vkey]).unwrap();
    let note = Note::parse(text).unwrap();
    assert_eq!((note.text(), note.to_string().as_str()), ("This is an example message.\n", text));
    let [signature] = note.signatures() else { panic!("one signature") };
    assert_eq!((signature.name(), signature.key_id()), ("example.com/foo", [0x53, 0x0d, 0x90, 0x3a]));
    assert_eq!(signature.signature().len(), 64);
    // Known by name, but not by identifier: another key.
    let namesake = VerifierKey::new("example.com/foo", *key(PETER).public()).unwrap().to_string();
    check(text, &[&namesake, vkey]).unwrap();
    for other in [namesake.as_str(), PETER] {
        assert_eq!(check(text, &[other]), Err("note-not-signed".into()));
    }
}

#[test]
fn the_notes_of_go() {
    let note = Note::sign(TEXT, &[&secret(PETER_SECRET)]).unwrap();
    assert_eq!(note.to_string(), signed(PETER_LINE));
    let both = signed(&format!("{PETER_LINE}{ENOCH_LINE}"));
    assert_eq!(Note::parse(&both).unwrap().to_string(), both);
    for trusted in [&[PETER] as &[&str], &[ENOCH], &[PETER, ENOCH], &[ENOCH, PETER, PETER]] {
        check(&both, trusted).unwrap();
    }
    assert_eq!(check(&both, &[]), Err("note-not-signed".into()));
    assert_eq!(check(&signed(ENOCH_LINE), &[PETER]), Err("note-not-signed".into()));
    check(&signed(&PETER_LINE.repeat(2)), &[PETER]).unwrap();

    // A wrong signature of a known key refuses the note, whoever else signed; one of an unknown key does not.
    let wrong = |line: &str| line.replace("bw", "bv").replace("FF", "FE").replace("F1", "F2");
    assert_ne!((wrong(PETER_LINE).as_str(), wrong(ENOCH_LINE).as_str()), (PETER_LINE, ENOCH_LINE));
    let longer = format!("{}ABCD{}", &PETER_LINE[..60], &PETER_LINE[60..]);
    for line in [wrong(PETER_LINE), longer] {
        for note in [signed(&line), signed(&format!("{line}{ENOCH_LINE}")), signed(&format!("{PETER_LINE}{line}"))] {
            assert_eq!(check(&note, &[PETER, ENOCH]), Err("note-signature-wrong".into()), "{note}");
        }
        check(&signed(&format!("{line}{ENOCH_LINE}")), &[ENOCH]).unwrap();
    }
    // The signature is one of another text.
    assert_eq!(check(&signed(PETER_LINE).replace("answer", "Answer"), &[PETER]), Err("note-signature-wrong".into()));
}

#[test]
fn malformed_notes() {
    for (note, found) in [
        (TEXT.to_owned(), "no empty line before the signatures"),
        (format!("{TEXT}\n"), "no signature line with a line break at its end"),
        (signed(PETER_LINE).trim_end().to_owned(), "no signature line with a line break at its end"),
        (format!("\u{1}{}", signed(PETER_LINE)), "a control character"),
        (signed(PETER_LINE).replace('\n', "\r\n"), "a control character"),
        (format!("\t{}", signed(PETER_LINE)), "a control character"),
        (signed(&PETER_LINE.replace("Peter", "Peter ")), "a line that is no signature"),
        (signed(&PETER_LINE.replace("Peter", "Peter+")), "a line that is no signature"),
        (signed(&PETER_LINE.replace("Peter", "Peter\u{2003}")), "a line that is no signature"),
        (signed(&PETER_LINE.replace("PeterNeumann", "")), "a line that is no signature"),
        (signed(&PETER_LINE.replace('—', "-")), "a line that is no signature"),
        (signed(&PETER_LINE.replace("— ", "—  ")), "a line that is no signature"),
        (signed(&PETER_LINE.replace("=\n", "\n")), "a line that is no signature"),
        (signed(&PETER_LINE.replace("nAM=", "nAN=")), "a line that is no signature"),
        (signed("— PeterNeumann x08gow==\n"), "a line that is no signature"),
        (signed(&format!("{PETER_LINE}Unexpected line.\n")), "a line that is no signature"),
        (format!("{}\n", signed(PETER_LINE)), "no signature line with a line break at its end"),
    ] {
        assert_eq!(told(Note::parse(&note)), format!("note-malformed: expected a signed note, found {found}"), "{note:?}");
    }
}

#[test]
fn a_text_may_have_empty_lines() {
    let text = "Ognuno sta solo sul cuor della terra\n\n\ned è subito sera.\n\n";
    let note = Note::sign(text, &[&secret(PETER_SECRET)]).unwrap();
    let read = Note::parse(&note.to_string()).unwrap();
    assert_eq!((read.text(), &read), (text, &note));
    read.verify(&[&key(PETER)]).unwrap();
}

#[test]
fn limits() {
    for lines in [1, 16, 100] {
        check(&signed(&format!("{}{PETER_LINE}", ENOCH_LINE.repeat(lines - 1))), &[PETER]).unwrap();
    }
    assert_eq!(
        told(Note::parse(&signed(&PETER_LINE.repeat(101)))),
        "note-signatures-count: expected 1 to 100 signatures on a note, found 101"
    );
    let signer = secret(PETER_SECRET);
    assert_eq!(told(Note::sign(TEXT, &[])), "note-signatures-count: expected 1 to 100 signatures on a note, found 0");
    assert_eq!(
        told(Note::sign(TEXT, &[&signer as &dyn Signer; 101])),
        "note-signatures-count: expected 1 to 100 signatures on a note, found 101"
    );
    let fits = MAX_NOTE_BYTES - PETER_LINE.len() - "\n\n".len();
    Note::sign(&format!("{}\n", "x".repeat(fits)), &[&signer]).unwrap();
    assert_eq!(
        told(Note::sign(&format!("{}\n", "x".repeat(fits + 1)), &[&signer])),
        "note-too-large: expected a signed note of at most 1048576 bytes, found 1048577"
    );
}

/// A key elsewhere, as a hardware module is.
struct Module {
    name: &'static str,
    answer: Result<Vec<u8>, &'static str>,
}

impl Signer for Module {
    fn name(&self) -> &str {
        self.name
    }

    fn key_id(&self) -> [u8; 4] {
        [1, 2, 3, 4]
    }

    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        self.answer.clone().map_err(Into::into)
    }
}

#[test]
fn a_signer_that_is_elsewhere() {
    let works = Module { name: "example.com/module", answer: Ok(vec![5, 6]) };
    let note = Note::sign("text\n", &[&works]).unwrap();
    assert_eq!(note.to_string(), "text\n\n— example.com/module AQIDBAUG\n");
    let fails = Module { name: "example.com/module", answer: Err("the module is locked") };
    assert_eq!(
        told(Note::sign("text\n", &[&secret(PETER_SECRET), &fails])),
        "signer-failed: expected a signature by `example.com/module`, found that its signer failed: the module is locked"
    );
    let empty = Module { name: "example.com/module", answer: Ok(Vec::new()) };
    assert_eq!(
        told(Note::sign("text\n", &[&empty])),
        "note-malformed: expected a signed note, found a line that is no signature"
    );
    let named = Module { name: "bad name", answer: Ok(vec![5]) };
    assert_eq!(
        told(Note::sign("text\n", &[&named])),
        "note-malformed: expected a signed note, \
         found a key whose name is empty or has white space, a control character or a plus sign"
    );
    for (text, found) in [
        ("", "a text that does not end in a line break"),
        ("text", "a text that does not end in a line break"),
        ("te\u{7}xt\n", "a control character"),
    ] {
        assert_eq!(told(Note::sign(text, &[&works])), format!("note-malformed: expected a signed note, found {found}"));
    }
}

#[test]
fn what_a_refusal_says() {
    let note = Note::parse(&signed(PETER_LINE)).unwrap();
    assert_eq!(
        told(note.verify(&[&key(ENOCH)])),
        "note-not-signed: expected a signature by a trusted key (`EnochRoot`), found none; is it the right public key?"
    );
    assert_eq!(
        told(note.verify(&[])),
        "note-not-signed: expected a signature by a trusted key (none is given), found none; is it the right public key?"
    );
    let other = Note::parse(&signed(PETER_LINE).replace("answer", "Answer")).unwrap();
    assert_eq!(
        told(other.verify(&[&key(PETER)])),
        "note-signature-wrong: expected a signature by `PeterNeumann`, found one that is not its own"
    );
}
