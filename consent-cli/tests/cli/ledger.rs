//! `consent ledger`: one story from the first event to the merged ledger, and everything that must be refused on the way.

use std::fs;

use consent_core::Digest;
use consent_core::ledger::{Checkpoint, LedgerProof};
use consent_store::SqliteStorage;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::fixture::{Folder, VKEY, birth, catalogue, golden, grant, key, lines, publication, question};

const ERASE: [&str; 6] = ["--by", "controller:village-office", "--reason", "The resident asked.", "--at", "2026-03-01T10:00:00Z"];

fn start() -> Vec<Value> {
    vec![publication(&catalogue()), birth("born"), grant("consent-1", "given")]
}

/// A consent on a notice that nobody published: refused at the door.
fn refused() -> Value {
    let mut event = grant("consent-9", "refused");
    event["notice"]["version"] = json!(9);
    event
}

fn withdrawal() -> Value {
    json!({
        "id": "withdrawn", "type": "consent-withdrawn", "subject": "resident-1", "at": "2026-02-10T00:00:00Z",
        "by": {"role": "self"}, "consent": "consent-1",
    })
}

/// A folder with the kept ledger `ledger.db` and a question about `hobbies`.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.keep("ledger.db", &start());
    folder.write("use.json", &question(&["hobbies"]).to_string());
    folder
}

fn verify(folder: &Folder, file: &str) -> Value {
    folder.run(&["ledger", "verify", file, "--format", "json"]).expect(0).json()
}

#[track_caller]
fn decide(folder: &Folder, ledger: &str, code: i32) -> Value {
    folder.run(&["decide", "--ledger", ledger, "--use", "use.json", "--format", "json"]).expect(code).json()
}

#[test]
fn a_ledger_is_made_filled_and_goes_on() {
    let folder = Folder::new("ledger-append");
    let made =
        folder.run(&["ledger", "create", "ledger.db", "--catalogue", "catalogue.json", "--format", "json"]).expect(0).json();
    let empty = Digest::of(b"").to_string();
    assert_eq!(made, json!({"file": "ledger.db", "size": 0, "root": empty}));
    let counts = folder.append("ledger.db", &start(), &["--format", "json"]).expect(0).json();
    assert_eq!((&counts["recorded"], &counts["already_known"], &counts["size"]), (&json!(3), &json!(0), &json!(3)));
    // The same again changes nothing.
    let mut again = folder.append("ledger.db", &start(), &["--format", "json"]).expect(0).json();
    assert_eq!((again["recorded"].take(), again["already_known"].take()), (json!(0), json!(3)));
    assert_eq!(again["root"], counts["root"]);
    golden("ledger-append", 0, |lang| folder.append("ledger.db", &start(), &["--lang", lang]));
    // Without an instant of its own, it becomes known now.
    folder.run_with(&["ledger", "append", "ledger.db"], &lines(&[withdrawal()])).expect(0);
    folder.run(&["ledger", "export", "ledger.db", "export.jsonl"]).expect(0);
    let export = folder.read("export.jsonl");
    let known = |id: &str| {
        let line =
            export.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).find(|l| l["record"]["event"]["id"] == id);
        line.unwrap()["record"]["recorded_at"].as_str().unwrap().to_owned()
    };
    assert_eq!(known("given"), "2026-02-20T12:00:00Z");
    assert!(known("withdrawn") > known("given"), "{}", known("withdrawn"));
}

#[test]
fn nothing_is_made_silently_and_nothing_overwritten() {
    let folder = Folder::new("ledger-create");
    let error = folder.append("ledger.db", &start(), &["--format", "json"]).expect(3).error();
    assert_eq!((&error["code"], &error["file"]), (&json!("ledger-missing"), &json!("ledger.db")));
    assert!(error["message"].as_str().unwrap().contains("consent ledger create ledger.db"), "{error}");
    assert!(!folder.path("ledger.db").exists());
    let error = folder.run(&["ledger", "create", "use.json", "--format", "json"]).expect(3).error();
    assert_eq!(error["code"], "ledger-exists");
    assert!(!folder.read("use.json").is_empty());
    // A catalogue that is refused leaves no file behind.
    let mut bad = catalogue();
    bad["legal_bases"][0]["controller"] = json!("nobody");
    folder.write("bad.json", &bad.to_string());
    let error = folder.run(&["ledger", "create", "bad.db", "--catalogue", "bad.json", "--format", "json"]).expect(3).error();
    assert_eq!((&error["code"], &error["file"]), (&json!("catalogue-refused"), &json!("bad.json")));
    let left =
        fs::read_dir(folder.path("")).unwrap().any(|entry| entry.unwrap().file_name().to_string_lossy().starts_with("bad.db"));
    assert!(!left);
}

#[test]
fn the_first_refusal_ends_the_work_and_says_where() {
    let folder = folder("ledger-refusal");
    let mut second = birth("born-2");
    second["subject"] = json!("resident-2");
    let batch = [second.clone(), refused(), withdrawal()];
    let ended = folder.append("ledger.db", &batch, &["--format", "json"]).expect(3);
    let error = ended.error();
    assert_eq!((&error["file"], &error["line"]), (&json!("-"), &json!(2)), "{error}");
    assert_eq!((&ended.json()["recorded"], &ended.json()["refused"]), (&json!(1), &json!(1)));
    assert_eq!(verify(&folder, "ledger.db")["size"], 4);
    // With patience the rest comes in, and every refusal is told, a line that is no event too.
    folder.write("more.jsonl", &format!("{}{{\n{}", lines(&batch[..2]), lines(&batch[2..])));
    let more = ["--events", "more.jsonl", "--keep-going", "--format", "json"];
    let ended = folder.run(&[&["ledger", "append", "ledger.db"], &more[..]].concat()).expect(3);
    let counts = ended.json();
    assert_eq!((&counts["recorded"], &counts["already_known"], &counts["refused"]), (&json!(1), &json!(1), &json!(2)));
    let told: Vec<Value> = ended.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.iter().map(|error| error["line"].as_u64().unwrap()).collect::<Vec<_>>(), [2, 3]);
    assert!(told.iter().all(|error| error["file"] == "more.jsonl"), "{told:?}");
}

#[test]
fn many_events_are_kept_in_batches() {
    let folder = folder("ledger-batches");
    let many: Vec<Value> = (0..2_345)
        .map(|number| {
            let mut event = birth(&format!("born-{number}"));
            event["subject"] = json!(format!("person-{number}"));
            event
        })
        .collect();
    let counts = folder.append("ledger.db", &many, &["--format", "json"]).expect(0).json();
    assert_eq!((&counts["recorded"], &counts["size"]), (&json!(2_345), &json!(2_348)));
    assert_eq!(verify(&folder, "ledger.db")["size"], 2_348);
}

/// Every command answers from the file as it does from JSON Lines, and names the root that its answer rests on.
#[test]
fn every_command_takes_a_kept_ledger() {
    let folder = folder("ledger-views");
    let at = "2026-03-01T12:00:00+02:00";
    let mut template = question(&["hobbies"]);
    template.as_object_mut().unwrap().retain(|member, _| member != "subject" && member != "at");
    folder.write("template.json", &template.to_string());
    folder.write("act.json", &withdrawal().to_string().replace("2026-02-10", "2026-03-02"));
    for arguments in [
        &["decide", "--use", "use.json"][..],
        &["remedy", "--use", "use.json"],
        &["overview", "--subject", "resident-1", "--at", at],
        &["who-may", "--subject", "resident-1", "--at", at, "--data", "hobbies"],
        &["needs", "--subject", "resident-1", "--at", at, "--service", "village-office"],
        &["preview", "--event", "act.json"],
        &["subjects", "--use", "template.json", "--at", at],
        &["stop-list", "--service", "village-office", "--since", "1", "--since-at", at, "--at", at],
    ] {
        let json = ["--format", "json"];
        let plain = ["--catalogue", "catalogue.json", "--ledger", "ledger.jsonl"];
        let of_lines = folder.run(&[arguments, &plain, &json].concat()).expect(0).json();
        let mut of_file = folder.run(&[arguments, &["--ledger", "ledger.db"], &json].concat()).expect(0).json();
        if let Some(position) = of_file.get_mut("position").and_then(Value::as_object_mut) {
            assert_eq!(position.remove("root").unwrap().as_str().unwrap().len(), 64, "{arguments:?}");
        }
        assert_eq!(of_lines, of_file, "{arguments:?}");
    }
    let answer = decide(&folder, "ledger.db", 0);
    assert_eq!(answer["position"]["root"], verify(&folder, "ledger.db")["root"]);
    let audit = folder.run(&["decide", "--ledger", "ledger.db", "--use", "use.json", "--audience", "auditor"]).expect(0).stdout;
    assert!(audit.contains(answer["position"]["root"].as_str().unwrap()), "{audit}");
    // The root at an earlier position is the one of then.
    let known = ["decide", "--ledger", "ledger.db", "--use", "use.json", "--known-at", "2", "--format", "json"];
    let then = folder.run(&known).expect(11).json();
    assert_ne!(then["position"]["root"], answer["position"]["root"]);
}

#[test]
fn a_kept_ledger_has_its_catalogues_and_comes_first() {
    let folder = folder("ledger-sources");
    let used = ["--use", "use.json", "--format", "json"];
    let run = |more: &[&str]| folder.run(&[&["decide"], more, &used[..]].concat());
    run(&["--ledger", "ledger.db", "--catalogue", "catalogue.json"]).expect(0);
    // Another catalogue under the same version is not the ledger's.
    let mut other = catalogue();
    other["note"] = json!("another text");
    folder.write("other.json", &other.to_string());
    let error = run(&["--ledger", "ledger.db", "--catalogue", "other.json"]).expect(3).error();
    assert_eq!((&error["code"], &error["file"]), (&json!("catalogue-version-conflict"), &json!("other.json")));
    // What would be if these events were added: they are in no tree.
    folder.write("more.jsonl", &lines(&[withdrawal()]));
    let answer = run(&["--ledger", "ledger.db", "more.jsonl"]).expect(11).json();
    assert_eq!((&answer["position"]["size"], answer["position"].get("root")), (&json!(4), None));
    assert_eq!(verify(&folder, "ledger.db")["size"], 3);
    run(&["--ledger", "more.jsonl", "ledger.db", "--catalogue", "catalogue.json"]).expect(2);
    run(&["--ledger", "ledger.db", "ledger.db"]).expect(2);
    let ended = run(&["--ledger", "ledger.jsonl"]).expect(2);
    assert!(ended.stderr.contains("--catalogue"), "{}", ended.stderr);
    // A pipe is read once, and whole.
    if cfg!(target_os = "linux") {
        let piped = ["decide", "--ledger", "/dev/stdin", "--catalogue", "catalogue.json"];
        folder.run_with(&[&piped[..], &used].concat(), &lines(&start())).expect(0);
    }
    // By its content, not by its name; an exported ledger too.
    folder.run(&["ledger", "export", "ledger.db", "export.txt"]).expect(0);
    fs::rename(folder.path("ledger.db"), folder.path("ledger.json")).unwrap();
    assert_eq!(decide(&folder, "ledger.json", 0), decide(&folder, "export.txt", 0));
}

#[test]
fn a_checkpoint_is_signed_kept_and_proven() {
    let folder = folder("ledger-checkpoint");
    let prove = ["ledger", "prove", "ledger.db", "--event", "born", "--format", "json"];
    let error = folder.run(&prove).expect(3).error();
    assert_eq!((&error["code"], &error["file"]), (&json!("checkpoint-missing"), &json!("ledger.db")));
    let note = folder.run(&["ledger", "checkpoint", "ledger.db", "--key-file", "ledger.key"]).expect(0).stdout;
    let said = Checkpoint::open(&note, key().verifier()).unwrap();
    assert_eq!((said.origin(), said.size()), ("village.example/consents", 3));
    assert_eq!(folder.run(&["ledger", "checkpoint", "ledger.db"]).expect(0).stdout, note);
    folder.run(&["ledger", "checkpoint", "ledger.db", "--key-file", "ledger.key", "--origin", "elsewhere.example"]).expect(3);

    let proof = folder.run(&prove).expect(0).json();
    let leaf: Digest = serde_json::from_value(proof["leaf"].clone()).unwrap();
    let carried: LedgerProof = proof["proof"].as_str().unwrap().parse().unwrap();
    assert_eq!((proof["seq"].as_u64(), carried.index()), (Some(1), 1));
    assert_eq!(carried.verify(&leaf, key().verifier()).unwrap(), said);
    assert_eq!(folder.run(&prove[..5]).expect(0).stdout, carried.to_string());

    // What came later is beyond it; an earlier checkpoint proves what it had.
    folder.append("ledger.db", &[withdrawal()], &[]).expect(0);
    folder.write("note", &note);
    let late = ["ledger", "prove", "ledger.db", "--event", "withdrawn", "--format", "json"];
    assert_eq!(folder.run(&late).expect(3).error()["code"], "event-beyond-checkpoint");
    folder.run(&["ledger", "checkpoint", "ledger.db", "--key-file", "ledger.key"]).expect(0);
    folder.run(&late).expect(0);
    let earlier = folder.run(&[&prove[..5], &["--checkpoint", "note"]].concat()).expect(0).stdout;
    assert_eq!(earlier, carried.to_string());
    let error = folder.run(&["ledger", "prove", "ledger.db", "--event", "nothing", "--format", "json"]).expect(3).error();
    assert_eq!(error["code"], "unknown-event");

    let verify = ["ledger", "verify", "ledger.db", "--format", "json", "--key", VKEY];
    assert_eq!(folder.run(&verify).expect(0).json()["checkpoint"]["size"], 4);
    assert_eq!(folder.run(&[&verify[..], &["--checkpoint", "note"]].concat()).expect(0).json()["checkpoint"]["size"], 3);
    folder.run(&["ledger", "verify", "ledger.db", "--checkpoint", "note"]).expect(2);
    // Another ledger with the same events does not go on from it.
    folder.keep("other.db", &start());
    let error = folder.run(&["ledger", "verify", "other.db", "--checkpoint", "note", "--key", VKEY, "--format", "json"]);
    let error = error.expect(3).error();
    assert_eq!((&error["code"], &error["file"]), (&json!("ledger-broken"), &json!("other.db")));
}

#[test]
fn a_key_is_made_for_its_owner_alone() {
    let folder = Folder::new("ledger-key");
    let make = ["ledger", "key", "village.example/consents", "--out", "my.key"];
    let public = folder.run(&make).expect(0).stdout;
    assert!(public.starts_with("village.example/consents+"), "{public}");
    let private = folder.read("my.key");
    assert!(private.starts_with("PRIVATE+KEY+village.example/consents+") && private.ends_with('\n'));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(folder.path("my.key")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // One that is there is never overwritten.
    let error = folder.run(&[&make[..], &["--format", "json"]].concat()).expect(3).error();
    assert_eq!((&error["code"], folder.read("my.key")), (&json!("file-unwritable"), private.clone()));
    folder.run(&["ledger", "key", "with space", "--out", "no.key"]).expect(3);
    // It signs, and what it signs is verified with what was printed.
    folder.keep("ledger.db", &start());
    folder.run(&["ledger", "checkpoint", "ledger.db", "--key-file", "my.key"]).expect(0);
    folder.run(&["ledger", "verify", "ledger.db", "--key", public.trim()]).expect(0);
    // A private key in the wrong place is not repeated.
    folder.write("bad.key", &private.replace("PRIVATE+KEY+", "PRIVATE-KEY-"));
    let ended = folder.run(&["ledger", "checkpoint", "ledger.db", "--key-file", "bad.key"]).expect(3);
    assert!(ended.stderr.contains("key-malformed") && !ended.stderr.contains(private.trim().rsplit('+').next().unwrap()));
}

#[test]
fn what_is_erased_is_gone_and_told() {
    let folder = folder("ledger-erase");
    folder.run(&["ledger", "checkpoint", "ledger.db", "--key-file", "ledger.key"]).expect(0);
    let erase = |more: &[&str]| folder.run(&[&["ledger", "erase", "ledger.db", "--format", "json"], more, &ERASE].concat());
    // Refused as a whole: one of the events can't be erased.
    let before = verify(&folder, "ledger.db");
    let error = erase(&["--event", "given", "published-1"]).expect(3).error();
    assert_eq!((&error["code"], &error["file"]), (&json!("event-not-erasable"), &json!("ledger.db")));
    assert_eq!(erase(&["--event", "nothing"]).expect(3).error()["code"], "unknown-event");
    assert_eq!(verify(&folder, "ledger.db"), before);

    assert_eq!(erase(&["--event", "given", "--id-prefix", "erasure-"]).expect(0).json()["erased"], 1);
    assert_eq!(erase(&["--event", "given"]).expect(0).json()["erased"], 0);
    // An erased grant covers nothing more.
    decide(&folder, "ledger.db", 11);
    assert_eq!(erase(&["--subject", "resident-1"]).expect(0).json()["erased"], 1);
    let found = verify(&folder, "ledger.db");
    assert_eq!((&found["size"], &found["erasures_pending"]), (&json!(5), &json!(0)));
    let told = found["erased"].as_array().unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!((&told[1]["event"], &told[1]["seq"], &told[1]["erased_by"]), (&json!("given"), &json!(2), &json!(3)));
    assert_eq!((&told[1]["by"]["id"], &told[1]["reason"]), (&json!("village-office"), &json!("The resident asked.")));
    golden("ledger-verify", 0, |lang| folder.run(&["ledger", "verify", "ledger.db", "--key", VKEY, "--lang", lang]));
    golden("ledger-erase", 0, |lang| {
        folder.run(&[&["ledger", "erase", "ledger.db", "--subject", "resident-1", "--lang", lang], &ERASE[..]].concat())
    });
    let bytes = fs::read(folder.path("ledger.db")).unwrap();
    assert!(!bytes.windows(10).any(|window| window == b"1980-05-05"), "the birth date is gone from the file");

    for (arguments, code) in [
        (&["--by", "self:resident-1", "--event", "born"][..], 2),
        (&["--by", "village-office", "--event", "born"], 2),
        (&["--by", "controller:village-office"], 2),
        (&["--by", "controller:village-office", "--event", "born", "--subject", "resident-1"], 2),
    ] {
        folder.run(&[&["ledger", "erase", "ledger.db", "--reason", "x"], arguments].concat()).expect(code);
    }
    let ended = erase(&["--subject", "131052-308T"]).expect(2);
    assert!(ended.stderr.contains("--subject") && !ended.stderr.contains("131052"), "{}", ended.stderr);
}

#[test]
fn an_erasure_that_a_reader_holds_up_is_recorded_and_finished_later() {
    let folder = folder("ledger-pending");
    let reader = Connection::open(folder.path("ledger.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM entries;").unwrap();
    let erase = [&["ledger", "erase", "ledger.db", "--event", "given", "--format", "json"], &ERASE[..]].concat();
    let error = folder.run(&erase).expect(3).error();
    assert_eq!(error["code"], "erasure-pending");
    assert!(error["message"].as_str().unwrap().contains("the same command again"), "{error}");
    let found = verify(&folder, "ledger.db");
    assert_eq!((&found["erasures_pending"], found["erased"].as_array().unwrap().len()), (&json!(1), 1));
    golden("ledger-pending", 0, |lang| folder.run(&["ledger", "verify", "ledger.db", "--lang", lang]));
    drop(reader);
    assert_eq!(folder.run(&erase).expect(0).json()["erased"], 0);
    assert_eq!(verify(&folder, "ledger.db")["erasures_pending"], 0);
}

#[test]
fn an_export_is_imported_with_the_same_root() {
    let folder = folder("ledger-export");
    folder.run(&["ledger", "checkpoint", "ledger.db", "--key-file", "ledger.key"]).expect(0);
    folder.run(&[&["ledger", "erase", "ledger.db", "--event", "born"], &ERASE[..]].concat()).expect(0);
    let told = folder.run(&["ledger", "export", "ledger.db", "export.jsonl", "--format", "json"]).expect(0).json();
    assert_eq!(told["root"], verify(&folder, "ledger.db")["root"]);
    let printed = folder.run(&["ledger", "export", "ledger.db"]).expect(0).stdout;
    assert_eq!(printed, folder.read("export.jsonl"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(folder.path("export.jsonl")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    folder.run(&["ledger", "export", "ledger.db", "export.jsonl"]).expect(3);
    folder.run(&["ledger", "import", "copy.db", "export.jsonl"]).expect(0);
    folder.run_with(&["ledger", "import", "second.db"], &printed).expect(0);
    folder.run(&["ledger", "backup", "ledger.db", "backup.db"]).expect(0);
    let report = verify(&folder, "ledger.db");
    for copy in ["copy.db", "second.db", "backup.db", "export.jsonl"] {
        assert_eq!(verify(&folder, copy), report, "{copy}");
        // The checkpoint came along.
        folder.run(&["ledger", "verify", copy, "--key", VKEY]).expect(0);
    }
    for existing in [&["ledger", "import", "copy.db", "export.jsonl"][..], &["ledger", "backup", "ledger.db", "copy.db"]] {
        assert_eq!(folder.run(&[existing, &["--format", "json"]].concat()).expect(3).error()["code"], "ledger-exists");
    }
    // Half an export makes no ledger.
    folder.write("half.jsonl", &printed[..printed.len() / 2]);
    let error = folder.run(&["ledger", "import", "half.db", "half.jsonl", "--format", "json"]).expect(3).error();
    assert_eq!(error["file"], "half.jsonl");
    assert!(!folder.path("half.db").exists() && !folder.path("half.db-lock").exists());
}

#[test]
fn two_operators_ledgers_become_one_whatever_their_order() {
    let folder = folder("ledger-merge");
    let mut born = birth("born-2");
    born["subject"] = json!("resident-2");
    // The second operator knows of the withdrawal alone.
    folder.keep("second.db", &[publication(&catalogue()), withdrawal(), born]);
    decide(&folder, "ledger.db", 0);
    for (out, ledgers) in [
        ("a.db", &["ledger.db", "second.db"][..]),
        ("b.db", &["second.db", "ledger.db"]),
        ("c.db", &["a.db", "second.db", "second.db"]),
    ] {
        folder.run(&[&["ledger", "merge", out], ledgers].concat()).expect(0);
        decide(&folder, out, 11);
    }
    folder.run(&["ledger", "export", "second.db", "second.jsonl"]).expect(0);
    folder.run(&["ledger", "merge", "d.db", "second.jsonl", "ledger.db"]).expect(0);
    let one = verify(&folder, "a.db");
    assert_eq!(one["size"], 5);
    for other in ["b.db", "c.db", "d.db"] {
        assert_eq!(verify(&folder, other), one, "{other}");
    }
    // Into a ledger that is there, and of what is none.
    assert_eq!(
        folder.run(&["ledger", "merge", "a.db", "second.db", "--format", "json"]).expect(3).error()["code"],
        "ledger-exists"
    );
    let error = folder.run(&["ledger", "merge", "e.db", "ledger.jsonl", "--format", "json"]).expect(3).error();
    assert_eq!((&error["code"], &error["file"]), (&json!("not-a-ledger"), &json!("ledger.jsonl")));
    // One id for two different events.
    let mut other = birth("born");
    other["birth_date"] = json!("1990-01-01");
    folder.keep("liar.db", &[publication(&catalogue()), other]);
    let error = folder.run(&["ledger", "merge", "e.db", "ledger.db", "liar.db", "--format", "json"]).expect(3).error();
    assert_eq!((&error["code"], folder.path("e.db").exists()), (&json!("event-id-taken"), false));
}

#[test]
fn a_broken_ledger_is_found_out_with_the_first_bad_position() {
    let folder = folder("ledger-broken");
    folder.run(&["ledger", "export", "ledger.db", "export.jsonl"]).expect(0);
    for (name, sql, position) in [
        ("changed", "UPDATE entries SET event = replace(event, '1980', '1981') WHERE seq = 1", 1),
        ("shell", "UPDATE entries SET shell = replace(shell, 'consent-1', 'consent-2') WHERE seq = 2", 2),
        ("cut", "DELETE FROM entries WHERE seq = 2", 2),
        ("gap", "DELETE FROM entries WHERE seq = 1", 1),
    ] {
        let file = format!("{name}.db");
        fs::copy(folder.path("ledger.db"), folder.path(&file)).unwrap();
        let changed = Connection::open(folder.path(&file)).unwrap().execute(sql, ()).unwrap();
        assert_eq!(changed, 1, "{name}");
        for command in [&["ledger", "verify", &file][..], &["decide", "--use", "use.json", "--ledger", &file]] {
            let ended = folder.run(&[command, &["--format", "json"]].concat()).expect(3);
            assert_eq!((&ended.error()["position"], ended.stdout.as_str()), (&json!(position), ""), "{name}");
        }
        let ended = folder.run(&["ledger", "verify", &file]).expect(3);
        assert!(ended.stderr.contains(&format!("at position {position})")), "{}", ended.stderr);
    }
    let export = folder.read("export.jsonl");
    folder.write("edited.jsonl", &export.replace("1980-05-05", "1980-05-06"));
    let error = folder.run(&["ledger", "verify", "edited.jsonl", "--format", "json"]).expect(3).error();
    assert_eq!((&error["code"], &error["position"], &error["line"]), (&json!("entry-altered"), &json!(1), &json!(3)));
    // A database of another application is nobody's ledger.
    Connection::open(folder.path("other.db")).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert_eq!(folder.run(&["ledger", "verify", "other.db", "--format", "json"]).expect(3).error()["code"], "not-a-ledger");
}

#[test]
fn a_second_writer_is_told_so_and_readers_go_on() {
    let folder = folder("ledger-busy");
    let writer = SqliteStorage::open(folder.path("ledger.db")).unwrap();
    for arguments in [
        &["ledger", "append", "ledger.db", "--events", "ledger.jsonl"][..],
        &["ledger", "checkpoint", "ledger.db", "--key-file", "ledger.key"],
        &[&["ledger", "erase", "ledger.db", "--event", "born"], &ERASE[..]].concat(),
    ] {
        let error = folder.run(&[arguments, &["--format", "json"]].concat()).expect(3).error();
        assert_eq!((&error["code"], &error["file"]), (&json!("ledger-busy"), &json!("ledger.db")), "{arguments:?}");
    }
    decide(&folder, "ledger.db", 0);
    folder.run(&["ledger", "backup", "ledger.db", "backup.db"]).expect(0);
    drop(writer);
    folder.append("ledger.db", &[withdrawal()], &[]).expect(0);
}

#[cfg(unix)]
#[test]
fn a_ledger_that_may_only_be_read_is_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("ledger-read-only");
    fs::create_dir(folder.path("closed")).unwrap();
    folder.run(&["ledger", "backup", "ledger.db", "closed/ledger.db"]).expect(0);
    let permit = |path: &str, mode| fs::set_permissions(folder.path(path), fs::Permissions::from_mode(mode)).unwrap();
    permit("closed/ledger.db", 0o444);
    permit("closed", 0o555);
    decide(&folder, "closed/ledger.db", 0);
    verify(&folder, "closed/ledger.db");
    // For root nothing is read-only.
    if fs::write(folder.path("closed/probe"), "").is_err() {
        let error = folder.append("closed/ledger.db", &[withdrawal()], &["--format", "json"]).expect(3).error();
        assert_eq!(error["code"], "storage-read-only");
    }
    permit("closed", 0o755);
}
