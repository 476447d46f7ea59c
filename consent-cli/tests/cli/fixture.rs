//! A village with one row, one notice, one resident; and a folder of its own for each test.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use consent_core::Digest;
use consent_core::catalogue::Catalogue;
use consent_core::ledger::SigningKey;
use serde_json::{Value, json};

/// A folder with `catalogue.json`, `ledger.jsonl` (plain events) and `use.json`.
pub(crate) struct Folder {
    path: PathBuf,
}

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", self.stdout, self.stderr))
    }

    /// The error as the JSON object on standard error.
    pub(crate) fn error(&self) -> Value {
        serde_json::from_str(&self.stderr).unwrap_or_else(|error| panic!("{error}: {}", self.stderr))
    }

    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

impl Folder {
    /// `name` is the test's own: two tests never share a folder.
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        let folder = Self { path };
        folder.write("catalogue.json", &catalogue().to_string());
        folder.write("ledger.jsonl", &lines(&[publication(&catalogue()), birth("born"), grant("consent-1", "given")]));
        folder.write("use.json", &question(&["contact"]).to_string());
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs `consent` in this folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, "")
    }

    /// Runs `consent` in this folder with something on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], stdin: &str) -> Ended {
        let mut child = Command::new(env!("CARGO_BIN_EXE_consent"))
            .args(arguments)
            .current_dir(&self.path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads no input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ended {
            code: output.status.code().expect("the command was not killed"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// `consent decide` about `use.json` with more arguments.
    pub(crate) fn decide(&self, more: &[&str]) -> Ended {
        let mut arguments = vec!["decide", "--catalogue", "catalogue.json", "--ledger", "ledger.jsonl", "--use", "use.json"];
        arguments.extend(more);
        self.run(&arguments)
    }
}

pub(crate) fn lines(events: &[Value]) -> String {
    events.iter().map(|event| format!("{event}\n")).collect()
}

fn text(fi: &str, sv: &str, en: &str) -> Value {
    json!({"fi": fi, "sv": sv, "en": en})
}

/// Everyone's contact data may be used for the service on a row; hobbies only with consent; nobody may have `diary`.
pub(crate) fn catalogue() -> Value {
    let words = [
        "Saako kunta käyttää harrastustietojasi?",
        "Får kommunen använda dina hobbyuppgifter?",
        "May the village use your hobbies?",
    ];
    let [fi, sv, en] = words.map(|words| Digest::of(words.as_bytes()).to_string());
    let category = |id: &str| json!({"id": id, "since": 1, "labels": text(id, id, id), "parents": [], "classes": ["public"]});
    json!({
        "schema": "consent-catalogue/1", "id": "village", "version": 1, "published": "2026-01-01T00:00:00Z",
        "languages": ["fi", "sv", "en"], "utc_offset_minutes": 120, "profiles": ["eu-gdpr"],
        "terms": [{"id": "app", "kind": "channel", "labels": text("Sovellus", "App", "App")}],
        "data_categories": [category("contact"), category("diary"), category("hobbies")],
        "purposes": [{"id": "service", "since": 1, "labels": text("Palvelu", "Tjänst", "Service"), "parents": [], "classes": []}],
        "parties": [{
            "id": "village-office", "since": 1, "labels": text("Kunta", "Kommun", "Village"), "kind": "public-authority",
            "country": "FI", "authority": "village-office", "legal_person": true,
        }],
        "legal_bases": [{
            "id": "service-row", "since": 1, "labels": text("Palvelun järjestäminen", "Ordnande av tjänsten", "Providing the service"),
            "article": "6(1)(e)", "character": "permission",
            "statute": {"name": text("Kuntalaki", "Kommunallag", "Local Government Act"), "number": "410/2015", "section": "7 §", "as_of": "2026-01-01"},
            "meets": ["lawful-basis"], "controller": "village-office", "data_categories": ["contact"], "purposes": ["service"],
            "operations": ["use"], "from": "2026-01-01T00:00:00Z",
        }],
        "notices": [{
            "id": "hobbies-notice", "version": 1, "since": 1, "labels": text("Harrastukset", "Hobbyer", "Hobbies"),
            "texts": text(words[0], words[1], words[2]), "sha256": {"fi": fi, "sv": sv, "en": en},
            "controllers": ["village-office"], "data_categories": [{"id": "hobbies", "required": true}], "purposes": ["service"],
            "operations": ["use"], "meets": ["lawful-basis"], "form": "any", "activation": "subject", "min_age_self": 15,
            "min_assurance": "low", "validity": "P12M", "ask": "may", "assessment": {"id": "freely-given-1"},
        }],
    })
}

/// The event that puts a catalogue into force, at the beginning of its year.
pub(crate) fn publication(catalogue: &Value) -> Value {
    let digest = Catalogue::from_json(catalogue.to_string().as_bytes()).unwrap().digest().unwrap();
    json!({
        "id": format!("published-{}", catalogue["version"]), "type": "catalogue-published", "at": catalogue["published"],
        "by": {"role": "controller", "id": "village-office"}, "version": catalogue["version"], "sha256": digest.to_string(),
    })
}

/// The fact without which nobody is old enough.
pub(crate) fn birth(id: &str) -> Value {
    json!({
        "id": id, "type": "attribute-set", "subject": "resident-1", "at": "2026-01-02T00:00:00Z",
        "by": {"role": "authority", "id": "village-office"}, "birth_date": "1980-05-05",
    })
}

/// The resident lets the village use `hobbies`.
pub(crate) fn grant(consent: &str, id: &str) -> Value {
    let notice = &catalogue()["notices"][0];
    json!({
        "id": id, "type": "consent-given", "subject": "resident-1", "at": "2026-02-01T00:00:00Z", "by": {"role": "self"},
        "consent": consent, "form": "any", "channel": "app", "assurance": "low",
        "notice": {"id": "hobbies-notice", "version": 1, "language": "en", "sha256": notice["sha256"]["en"]},
    })
}

/// May the village use these data of resident-1 for the service on 1 March?
pub(crate) fn question(categories: &[&str]) -> Value {
    json!({
        "subject": "resident-1", "at": "2026-03-01T00:00:00Z", "controller": "village-office", "recipient": "village-office",
        "purpose": "service", "data_categories": categories, "operations": ["use"],
    })
}

/// Compares what is printed in every language with the golden files, where `DIGEST` stands for what differs from run to run;
/// `CONSENT_BLESS=1` writes them.
#[track_caller]
pub(crate) fn golden(name: &str, code: i32, print: impl Fn(&str) -> Ended) {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cli/golden");
    for lang in ["fi", "sv", "en"] {
        let path = dir.join(format!("{name}.{lang}.txt"));
        let printed = without_digests(&print(lang).expect(code).stdout);
        let widest = printed.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(widest <= 100, "{name} in {lang} is {widest} wide");
        assert!(!printed.contains('{') && !printed.contains('\u{1b}'), "{printed}");
        if std::env::var_os("CONSENT_BLESS").is_some() {
            fs::write(&path, &printed).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(printed, expected, "{name} in {lang} differs; `CONSENT_BLESS=1` writes it anew, then look at the difference");
    }
}

/// Each SHA-256 digest as `DIGEST`: salts are random, and so are roots.
fn without_digests(text: &str) -> String {
    let is_digest = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split_inclusive(char::is_whitespace)
        .map(|word| if is_digest(word.trim_end()) { word.replace(word.trim_end(), "DIGEST") } else { word.to_owned() })
        .collect()
}

/// The key of the tests: the same in every run.
pub(crate) fn key() -> SigningKey {
    SigningKey::from_seed("village.example/consents", &[7; 32]).unwrap()
}

/// Its public part.
pub(crate) const VKEY: &str = "village.example/consents+c77826d2+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";

impl Folder {
    /// Makes the kept ledger `name` of the village with these events, and `ledger.key`.
    pub(crate) fn keep(&self, name: &str, events: &[Value]) {
        self.write("ledger.key", &key().to_secret_text());
        self.run(&["ledger", "create", name, "--catalogue", "catalogue.json"]).expect(0);
        self.append(name, events, &[]).expect(0);
    }

    /// `consent ledger append` with more arguments.
    pub(crate) fn append(&self, name: &str, events: &[Value], more: &[&str]) -> Ended {
        let start = ["ledger", "append", name, "--recorded-at", "2026-02-20T12:00:00Z"];
        self.run_with(&[&start[..], more].concat(), &lines(events))
    }
}
