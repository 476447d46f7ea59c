//! Ed25519 keys: the vectors of RFC 8032, the text forms of Go's `sumdb/note`, strict verification, no secrets shown.

use consent_core::ledger::{Signer, SigningKey, Verifier, VerifierKey};

use crate::input::told;

pub(super) const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
pub(super) const PETER_SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
pub(super) const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";

pub(super) fn key(text: &str) -> VerifierKey {
    text.parse().unwrap()
}

pub(super) fn secret(text: &str) -> SigningKey {
    text.parse().unwrap()
}

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    assert_eq!(hex.len(), 2 * N);
    std::array::from_fn(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap())
}

/// RFC 8032 §7.1: secret, public key, message, signature.
fn rfc_8032() -> [(&'static str, &'static str, Vec<u8>, &'static str); 4] {
    [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            Vec::new(),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
             5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            vec![0x72],
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            vec![0xaf, 0x82],
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
             18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
        (
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            bytes::<64>(
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                 2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            )
            .to_vec(),
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589\
             09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
        ),
    ]
}

#[test]
fn the_vectors_of_rfc_8032() {
    for (seed, public, message, signature) in rfc_8032() {
        let signer = SigningKey::from_seed("example.com/log", &bytes(seed)).unwrap();
        let verifier = signer.verifier();
        assert_eq!(verifier.public(), &bytes(public));
        let signed = signer.sign(&message).unwrap();
        assert_eq!(signed, bytes::<64>(signature));
        assert!(verifier.verify(&message, &signed));
        assert!(!verifier.verify(&[message.as_slice(), b"x"].concat(), &signed));
        assert!(!verifier.verify(&message, &signed[..63]));
        assert!(!verifier.verify(&message, &[signed.as_slice(), b"x"].concat()));
    }
}

#[test]
fn verification_is_strict() {
    // The identity as key and as commitment: without the strict check it is a signature of every text.
    let mut identity = [0; 32];
    identity[0] = 1;
    let weak = VerifierKey::new("weak", identity).unwrap();
    let signature = [identity, [0; 32]].concat();
    assert!(!weak.verify(b"any text", &signature));

    // A signature with the order of the group added to its scalar is another text for the same signature.
    let order = bytes::<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let signer = secret(PETER_SECRET);
    let mut signature = signer.sign(b"text").unwrap();
    let mut carry = 0_u16;
    for (byte, add) in signature[32..].iter_mut().zip(order) {
        carry += u16::from(*byte) + u16::from(add);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    assert!(!signer.verifier().verify(b"text", &signature));

    // Bytes that are no point of the curve.
    let none = VerifierKey::new("none", [2; 32]).unwrap();
    assert!(!none.verify(b"text", &signature));
}

#[test]
fn keys_are_read_and_written_as_go_does() {
    for text in [PETER, ENOCH, "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"] {
        assert_eq!(key(text).to_string(), text);
    }
    assert_eq!((key(PETER).name(), key(PETER).key_id()), ("PeterNeumann", [0xc7, 0x4f, 0x20, 0xa3]));
    let signer = secret(PETER_SECRET);
    assert_eq!(signer.to_secret_text(), PETER_SECRET);
    assert_eq!(signer.verifier(), &key(PETER));
    assert_eq!((signer.name(), signer.key_id()), ("PeterNeumann", [0xc7, 0x4f, 0x20, 0xa3]));
}

#[test]
fn every_mangled_key_is_refused() {
    fn mangled(text: &str) -> Vec<String> {
        let mut found: Vec<String> = (0..=text.len())
            .flat_map(|from| (from..=text.len()).map(move |to| (from, to)))
            .filter(|range| *range != (0, text.len()))
            .map(|(from, to)| text[from..to].to_owned())
            .collect();
        for at in 0..text.len() {
            let mut other = text.as_bytes().to_vec();
            other[at] += 1;
            found.push(String::from_utf8(other).unwrap());
        }
        found
    }
    for text in mangled(PETER) {
        assert_eq!(text.parse::<VerifierKey>().unwrap_err().code(), "key-malformed", "{text}");
    }
    for text in mangled(PETER_SECRET) {
        assert_eq!(text.parse::<SigningKey>().unwrap_err().code(), "key-malformed", "{text}");
    }
    // Go's: another length and another algorithm, with the identifiers that fit.
    for text in [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        &PETER.to_uppercase(),
        &PETER.replace("c74f20a3", "C74F20A3"),
    ] {
        assert_eq!(text.parse::<VerifierKey>().unwrap_err().code(), "key-malformed", "{text}");
    }
}

#[test]
fn errors_and_debug_show_no_secret() {
    let seed = "AYEKFALVFGyNhPJEMzD1QIDr";
    let shown = format!("{:?}", secret(PETER_SECRET));
    assert!(shown.starts_with("SigningKey { public: VerifierKey { name: \"PeterNeumann\"") && !shown.contains(seed), "{shown}");
    assert_eq!(
        told(PETER_SECRET[..70].parse::<SigningKey>()),
        "key-malformed: expected an Ed25519 key for notes, \
         found another form than a private key with name, identifier and base 64"
    );
    assert_eq!(
        told(PETER_SECRET.replace("c74f", "c74e").parse::<SigningKey>()),
        "key-malformed: expected an Ed25519 key for notes, found an identifier that is not the one of the key"
    );
    assert_eq!(
        told(PETER.replace('+', " ").parse::<VerifierKey>()),
        "key-malformed: expected an Ed25519 key for notes, found another form than name, identifier and base 64"
    );
    for name in ["", "a b", "a+b", "a\u{a0}b", "a\u{1}", "a\n"] {
        let expected = "key-malformed: expected an Ed25519 key for notes, \
                        found a name that is empty or has white space, a control character or a plus sign";
        assert_eq!(told(VerifierKey::new(name, [0; 32])), expected);
        assert_eq!(told(SigningKey::from_seed(name, &[0; 32])), expected);
    }
}
