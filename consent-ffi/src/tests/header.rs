//! The functions as the committed header declares them, and their addresses: a function that is in one list only fails the tests.

use std::collections::BTreeMap;

/// A parameter.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub(super) kind: String,
    pub(super) name: String,
}

impl Parameter {
    pub(super) fn is_pointer(&self) -> bool {
        self.kind.contains('*') || matches!(self.kind.as_str(), "consent_read" | "consent_release")
    }

    /// The text that it points to has its size in the next parameter.
    pub(super) fn is_text(&self) -> bool {
        self.kind == "const char *"
    }
}

/// A declaration.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) returns: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) address: usize,
}

macro_rules! addresses {
    ($($name:ident)+) => { [$((stringify!($name), crate::$name as *const () as usize)),+] };
}

fn addresses() -> BTreeMap<&'static str, usize> {
    BTreeMap::from(addresses! {
        consent_check_version consent_engine_add_catalogue consent_engine_decide consent_engine_decide_bundle
        consent_engine_erase consent_engine_explain consent_engine_feed consent_engine_follow consent_engine_free consent_engine_needs
        consent_engine_new consent_engine_open consent_engine_overview consent_engine_preview consent_engine_record
        consent_engine_record_all consent_engine_register consent_engine_remedies consent_engine_stop_list
        consent_engine_subjects consent_engine_who_may consent_error_code consent_error_free consent_error_json
        consent_error_message consent_error_status consent_query_decide consent_query_decide_all
        consent_query_decide_arrow consent_query_free consent_query_from_json consent_query_prepare
        consent_query_refresh consent_reason_word consent_text_data consent_text_free consent_text_size
        consent_use_add_assertion consent_use_add_case consent_use_add_data_category consent_use_add_except
        consent_use_add_operation consent_use_free consent_use_new consent_use_set_automated_decision
        consent_use_set_channel consent_use_set_controller consent_use_set_known_at consent_use_set_purpose
        consent_use_set_recipient consent_version
    })
}

/// Every function of the header.
pub(super) fn functions() -> Vec<Function> {
    let addresses = addresses();
    let header = without_comments(include_str!("../../../include/consent.h"));
    let listed: Vec<&str> = include_str!("../../../include/consent.symbols").lines().collect();
    let mut functions = Vec::new();
    for declaration in header.split(';') {
        let Some((head, rest)) = declaration.split_once('(') else { continue };
        let head = head.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join(" ");
        let Some((returns, name)) = head.trim().rsplit_once([' ', '*']) else { continue };
        if !name.starts_with("consent_") || returns.starts_with("typedef") {
            continue;
        }
        let parameters = rest.trim_end().strip_suffix(')').expect("a declaration ends with its parameters");
        let parameters = parameters.split(',').map(parameter).filter(|parameter| !parameter.name.is_empty()).collect();
        let address = *addresses.get(name).unwrap_or_else(|| panic!("expected `{name}` in this table too"));
        functions.push(Function { name: name.to_owned(), returns: returns.to_owned(), parameters, address });
    }
    let mut names: Vec<&str> = functions.iter().map(|function| function.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, listed, "the header and the list of symbols");
    assert_eq!(names, addresses.keys().copied().collect::<Vec<_>>(), "the header and this table");
    functions
}

fn parameter(text: &str) -> Parameter {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = text.rfind([' ', '*']).map_or(0, |at| at + 1);
    // `void` alone is no parameter.
    let (kind, name) = if at == 0 { (text.as_str(), "") } else { text.split_at(at) };
    Parameter { kind: kind.trim().to_owned(), name: name.to_owned() }
}

fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some((code, comment)) = rest.split_once("/*") {
        out.push_str(code);
        rest = comment.split_once("*/").map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}
