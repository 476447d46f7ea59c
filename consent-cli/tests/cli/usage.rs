//! Wrong usage, help, completions and schemas.

use serde_json::Value;

use crate::fixture::Folder;

#[test]
fn an_unknown_subcommand_is_wrong_usage() {
    let ended = Folder::new("usage-unknown").run(&["decode"]).expect(2);
    assert!(ended.stderr.contains("decode") && ended.stderr.contains("decide"), "{}", ended.stderr);
    assert_eq!(ended.stdout, "");
}

#[test]
fn no_arguments_are_wrong_usage_and_show_the_commands() {
    let ended = Folder::new("usage-none").run(&[]).expect(2);
    for command in [
        "check",
        "decide",
        "remedy",
        "needs",
        "overview",
        "preview",
        "who-may",
        "subjects",
        "stop-list",
        "transparency",
        "record",
        "ledger",
        "receipt",
        "demo",
        "schema",
        "completions",
    ] {
        assert!(ended.stderr.contains(command), "{command}: {}", ended.stderr);
    }
}

#[test]
fn an_unknown_option_value_is_wrong_usage() {
    let folder = Folder::new("usage-value");
    for arguments in
        [["demo", "--lang", "de"], ["demo", "--audience", "everyone"], ["demo", "--format", "xml"], ["demo", "--at", "today"]]
    {
        let ended = folder.run(&arguments).expect(2);
        assert!(ended.stderr.contains(arguments[2]), "{}", ended.stderr);
    }
}

#[test]
fn standard_input_is_read_once() {
    let folder = Folder::new("usage-stdin");
    folder.run(&["check", "-", "-"]).expect(2);
    folder.run(&["decide", "--catalogue", "catalogue.json", "--ledger", "-", "--use", "-"]).expect(2);
    folder.run(&["record", "--catalogue", "-"]).expect(2);
    folder.run(&["ledger", "append", "ledger.db", "--catalogue", "-"]).expect(2);
    folder.run(&["receipt", "verify", "-", "--catalogue", "-", "--key", crate::fixture::VKEY]).expect(2);
}

#[test]
fn help_and_version_are_no_error() {
    let folder = Folder::new("usage-help");
    assert!(folder.run(&["--help"]).expect(0).stdout.contains("Exit codes"));
    assert_eq!(folder.run(&["--version"]).expect(0).stdout, format!("consent {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_are_printed_for_every_shell() {
    let folder = Folder::new("usage-completions");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.run(&["completions", shell]).expect(0).stdout;
        assert!(script.contains("consent") && script.contains("decide") && script.contains("requester"), "{shell}: {script}");
    }
}

#[test]
fn a_schema_is_printed_by_name_and_all_together() {
    let folder = Folder::new("usage-schema");
    let all = folder.run(&["schema"]).expect(0).json();
    for (name, schema) in all.as_object().unwrap() {
        assert_eq!(folder.run(&["schema", name]).expect(0).json(), *schema, "{name}");
    }
    let one = folder.run(&["schema", "use"]).expect(0).json();
    assert_eq!(one, all["use"]);
    let required: Vec<&str> = one["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(required, ["subject", "at", "controller", "recipient", "purpose", "data_categories", "operations"]);
    folder.run(&["schema", "nothing"]).expect(2);
}

#[test]
fn no_argument_that_is_an_identity_code_is_repeated() {
    for arguments in [
        &["ledger", "prove", "ledger.db", "--event", "131052-308T"][..],
        &["overview", "--at", "131052-308T"],
        &["131052-308T"],
        &["decide", "--lang", "x131052-308T"],
    ] {
        let ended = Folder::new("usage-identity-code").run(arguments).expect(2);
        let said = ended.stderr + &ended.stdout;
        assert!(!said.contains("131052"), "{arguments:?}: {said}");
        assert!(said.contains("identity code"), "{arguments:?}: {said}");
    }
}
