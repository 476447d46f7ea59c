//! Checkpoints: those of public logs, what is malformed, and that nobody speaks for another's ledger.

use consent_core::Digest;
use consent_core::ledger::{Checkpoint, Note};

use super::keys::{ENOCH, PETER, PETER_SECRET, key, secret};
use crate::input::told;

/// The example of C2SP tlog-checkpoint.
const SOFA: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

#[test]
fn the_checkpoint_of_the_specification() {
    let checkpoint: Checkpoint = SOFA.parse().unwrap();
    assert_eq!((checkpoint.origin(), checkpoint.size()), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(checkpoint.root().to_string(), "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62");
    assert_eq!(checkpoint.extensions(), &[] as &[String]);
    assert_eq!(checkpoint.to_string(), SOFA);
    let text = format!(
        "{SOFA}\n— example.com/behind-the-sofa \
         Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    );
    assert_eq!(Note::parse(&text).unwrap().to_string(), text);
}

#[test]
fn checkpoints_of_public_logs() {
    for (vkey, origin, size, text) in [
        (
            "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
            "go.sum database tree",
            6_476_701,
            "go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n\
             — sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n",
        ),
        (
            "transparency.dev-aw-ftlog-ci-2+f77c6276+AZXqiaARpwF4MoNOxx46kuiIRjrML0PDTm+c7BLaAMt6",
            "transparency.dev/armored-witness/firmware_transparency/ci/2",
            56,
            "transparency.dev/armored-witness/firmware_transparency/ci/2\n56\n7azctENRYLlBCBQ5OX2qxxIKCTOeCda1KfTwjdt0wdA=\n\n\
             — transparency.dev-aw-ftlog-ci-2 \
             93xidocoWXVph2jEuzW2oovU+IjU71+FeVGKtKXQknSla2HCvr6RYHRSdJfxpo4kj5geqxkjrDXcbpiSo7lK96X4Dgc=\n",
        ),
        (
            "transparency.dev-aw-ftlog-ci-3+3f689522+Aa1Eifq6rRC8qiK+bya07yV1fXyP156pEMsX7CFBC6gg",
            "transparency.dev/armored-witness/firmware_transparency/ci/3",
            59,
            // With the cosignatures of two witnesses, whose keys nobody here knows.
            "transparency.dev/armored-witness/firmware_transparency/ci/3\n59\nkOFMkeamIdrYFLx5zbWFhflak6dlEEDOU++fxYEZMBw=\n\n\
             — transparency.dev-aw-ftlog-ci-3 \
             P2iVIt3Jsaha3E2i0MHdKZ6fgYJTgXO86nUsxKPVq6uTwRSclTSh/ELnDGbNL+XDyD3EkWIdL2AGGNmbN7IN2rB/7gE=\n\
             — ArmoredWitness-weathered-rain \
             CnjfIAAAAABnGRrHjQi7IZQqVea4YnU/ADsv844r1ezGjvubUy1MMJm4as9bRiT70xNWQ67RCA76LMy7SdX4qJNIzL3eSS1BGFWqCw==\n\
             — ArmoredWitness-floral-sky \
             x88LbQAAAABnGRrDEq4Tfy7IIVPqkdXbcufUkCzRRbE3fABZ/jvtg5aFHVMuMR8cV6dVqECDBiH1zRxhNaCQOXSwNLSeJs+NzWt1BA==\n",
        ),
    ] {
        let note = Note::parse(text).unwrap();
        assert_eq!(note.to_string(), text);
        note.verify(&[&key(vkey)]).unwrap();
        let checkpoint: Checkpoint = note.text().parse().unwrap();
        assert_eq!((checkpoint.origin(), checkpoint.size()), (origin, size));
        assert_eq!(checkpoint.to_string(), note.text());
        // These logs have other names than their keys; ours never do.
        assert_eq!(
            told(Checkpoint::open(text, &key(vkey))),
            format!("checkpoint-other-origin: expected a checkpoint of `{}`, found one of `{origin}`", key(vkey).name())
        );
    }
}

#[test]
fn a_signed_checkpoint_is_opened_with_the_key_of_its_ledger() {
    let signer = secret(PETER_SECRET);
    let root = Digest::of(b"root");
    let checkpoint = Checkpoint::new("PeterNeumann", u64::MAX, root).unwrap().with_extension("more 1").unwrap();
    let note = checkpoint.sign(&[&signer]).unwrap();
    assert_eq!(note.text(), "PeterNeumann\n18446744073709551615\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\nmore 1\n");
    let opened = Checkpoint::open(&note.to_string(), signer.verifier()).unwrap();
    assert_eq!(opened, checkpoint);
    assert_eq!((opened.root(), opened.extensions()), (root, &["more 1".to_owned()][..]));
    assert_eq!(Checkpoint::open(&note.to_string(), &key(ENOCH)).unwrap_err().code(), "note-not-signed");

    assert_eq!(
        told(Checkpoint::new("example.com/city", 0, root).unwrap().sign(&[&signer])),
        "checkpoint-other-origin: expected a key named `example.com/city` as the ledger is, found `PeterNeumann`"
    );
    // Signed by Peter, but about the ledger of another.
    let foreign = Note::sign(SOFA, &[&signer]).unwrap().to_string();
    assert_eq!(
        told(Checkpoint::open(&foreign, &key(PETER))),
        "checkpoint-other-origin: expected a checkpoint of `PeterNeumann`, found one of `example.com/behind-the-sofa`"
    );
}

#[test]
fn malformed_checkpoints() {
    let origin = "an origin that is empty or has control characters";
    let size = "no decimal size in the second line";
    let root = "no root of 32 bytes in base 64";
    for (text, found) in [
        (SOFA.trim_end().to_owned(), "no line break at its end"),
        (String::new(), "no line break at its end"),
        ("\n".to_owned(), size),
        ("log\n".to_owned(), size),
        ("log\n5\n".to_owned(), root),
        (SOFA.replace("example.com/behind-the-sofa", ""), origin),
        (SOFA.replace("behind", "be\thind"), origin),
        (SOFA.replace("208", "0208"), size),
        (SOFA.replace("20852163", "+20852163"), size),
        (SOFA.replace("20852163", "-1"), size),
        (SOFA.replace("20852163", ""), size),
        (SOFA.replace("20852163", " 5"), size),
        (SOFA.replace("20852163", "00"), size),
        (SOFA.replace("20852163", "0x10"), size),
        (SOFA.replace("20852163", "٣"), size),
        (SOFA.replace("20852163", "18446744073709551616"), size),
        (SOFA.replace("q2I=", "q2I"), root),
        (SOFA.replace("q2I=", "q2J="), root),
        (SOFA.replace("q2I=", "q2I= "), root),
        (SOFA.replace("CsUY", ""), root),
        (SOFA.replace("CsUY", "CsUYCsUY"), root),
        (SOFA.replace('/', "_"), root),
        (format!("{SOFA}\n"), "an extension line that is empty or has control characters"),
        (format!("{SOFA}more\n\nmore\n"), "an extension line that is empty or has control characters"),
    ] {
        assert_eq!(
            told(text.parse::<Checkpoint>()),
            format!("checkpoint-malformed: expected a checkpoint of origin, size and root, found {found}"),
            "{text:?}"
        );
    }
    assert_eq!("log\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n".parse::<Checkpoint>().unwrap().size(), 0);
    assert!(Checkpoint::new("a\nb", 1, Digest::of(b"")).is_err() && Checkpoint::new("", 1, Digest::of(b"")).is_err());
}
