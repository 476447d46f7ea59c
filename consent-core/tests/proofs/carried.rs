//! Proofs to carry away: the text form, and that every change of one bit is refused.

use consent_core::Digest;
use consent_core::ledger::{Checkpoint, LedgerProof, Note, Tree, leaf_hash};

use super::keys::{ENOCH, PETER, PETER_SECRET, key, secret};
use crate::input::told;

fn tree() -> Tree {
    let mut tree = Tree::new();
    (0..6).for_each(|i| tree.push(leaf_hash(format!("entry {i}").as_bytes())));
    tree
}

fn checkpoint(size: u64) -> Note {
    let checkpoint = Checkpoint::new("PeterNeumann", size, tree().root_at(size).unwrap()).unwrap();
    checkpoint.sign(&[&secret(PETER_SECRET)]).unwrap()
}

fn proof(index: u64, size: u64) -> LedgerProof {
    LedgerProof::new(tree().inclusion(index, size).unwrap(), checkpoint(size)).unwrap()
}

#[test]
fn the_text_form() {
    let text = proof(4, 6).to_string();
    let (head, note) = text.split_once("\n\n").unwrap();
    let lines: Vec<&str> = head.lines().collect();
    assert_eq!(lines[..2], ["c2sp.org/tlog-proof@v1", "index 4"]);
    assert_eq!((lines.len(), note), (4, checkpoint(6).to_string().as_str()));
    assert_eq!(text.parse::<LedgerProof>().unwrap(), proof(4, 6));

    let alone = proof(0, 1).to_string();
    assert!(alone.starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nPeterNeumann\n1\n"), "{alone}");
    assert_eq!(alone.parse::<LedgerProof>().unwrap(), proof(0, 1));

    for (extra, line) in [(b"extra information".as_slice(), "extra ZXh0cmEgaW5mb3JtYXRpb24="), (b"", "extra ")] {
        let with = proof(4, 6).with_extra(extra.to_vec());
        let text = with.to_string();
        assert_eq!(text.lines().nth(1), Some(line));
        let read: LedgerProof = text.parse().unwrap();
        assert_eq!((read.extra(), &read), (Some(extra), &with));
    }
}

#[test]
fn the_lines_of_the_specification() {
    let head = "c2sp.org/tlog-proof@v1\nindex 73894\n\
                gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n\
                B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n\
                EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n\
                RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n\
                AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n\n";
    let text = format!("{head}{}", checkpoint(6));
    let read: LedgerProof = text.parse().unwrap();
    assert_eq!((read.index(), read.hashes().len(), read.checkpoint()), (73_894, 5, &checkpoint(6)));
    assert_eq!(read.to_string(), text);
}

#[test]
fn a_proof_is_checked_with_the_public_key_alone() {
    let tree = tree();
    for size in 1..=6 {
        for index in 0..size {
            let read: LedgerProof = proof(index, size).to_string().parse().unwrap();
            let leaf = tree.leaf(index).unwrap();
            let checkpoint = read.verify(&leaf, &key(PETER)).unwrap();
            assert_eq!((checkpoint.size(), checkpoint.root()), (size, tree.root_at(size).unwrap()));
            assert_eq!(read.verify(&Digest::of(b"another"), &key(PETER)).unwrap_err().code(), "inclusion-not-proven");
            assert_eq!(read.verify(&leaf, &key(ENOCH)).unwrap_err().code(), "note-not-signed");
        }
    }
}

#[test]
fn every_change_of_one_bit_is_refused() {
    let text = proof(4, 6).to_string();
    let (leaf, peter) = (tree().leaf(4).unwrap(), key(PETER));
    text.parse::<LedgerProof>().unwrap().verify(&leaf, &peter).unwrap();
    let mut bytes = text.into_bytes();
    for bit in 0..bytes.len() * 8 {
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(changed) = std::str::from_utf8(&bytes) {
            let verified = changed.parse::<LedgerProof>().and_then(|proof| proof.verify(&leaf, &peter));
            assert!(verified.is_err(), "bit {bit}: {changed}");
        }
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn malformed_proofs() {
    let text = proof(4, 6).to_string();
    let hash = text.lines().nth(2).unwrap().to_owned();
    for (text, found) in [
        (text.replace("@v1", "@v2"), "another first line than `c2sp.org/tlog-proof@v1`"),
        (text.replace("index 4\n", ""), "no line with the decimal index of the entry"),
        (text.replace("index 4", "index four"), "no line with the decimal index of the entry"),
        (text.replace("index 4", "index -4"), "no line with the decimal index of the entry"),
        (text.replace("index 4", "index 04"), "no line with the decimal index of the entry"),
        (text.replace("index 4", "Index 4"), "no line with the decimal index of the entry"),
        (text.replace("index 4", "extra !!\nindex 4"), "extra data that is not base 64"),
        (text.replace("index 4", "index 4\nextra AA=="), "a line that is no hash of 32 bytes in base 64"),
        (text.replace(&hash, "AAAA"), "a line that is no hash of 32 bytes in base 64"),
        (text.replace(&hash, &format!("{}AA==", &hash[..40])), "a line that is no hash of 32 bytes in base 64"),
        (text.replace("\n\n", "\n"), "no empty line before the checkpoint"),
        (text.replace(&hash, &vec![hash.as_str(); 64].join("\n")), "65 hashes, more than 64"),
        ("x".repeat(1_048_577), "1048577 bytes, more than 1048576"),
        (String::new(), "no empty line before the checkpoint"),
    ] {
        assert_eq!(
            told(text.parse::<LedgerProof>()),
            format!("proof-malformed: expected a proof of an entry with a checkpoint, found {found}")
        );
    }
    assert_eq!(text[..text.len() - 1].parse::<LedgerProof>().unwrap_err().code(), "note-malformed");
    assert_eq!(
        told(LedgerProof::new(tree().inclusion(4, 5).unwrap(), checkpoint(6))),
        "proof-malformed: expected a proof of an entry with a checkpoint, found one for 5 entries with a checkpoint of 6"
    );
    let note = Note::sign("text\n", &[&secret(PETER_SECRET)]).unwrap();
    assert_eq!(LedgerProof::new(tree().inclusion(4, 5).unwrap(), note).unwrap_err().code(), "checkpoint-malformed");
}
