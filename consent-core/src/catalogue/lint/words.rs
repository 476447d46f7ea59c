//! Labels and texts in the languages of the people (Kielilaki 423/2003).

use super::super::{Catalogue, Notice};
use super::{Findings, Lint, codes};
use crate::id::Digest;
use crate::text::{Lang, Text};

pub(super) fn check(catalogue: &Catalogue, findings: &mut Findings) {
    languages(catalogue, findings);
    let english = catalogue.languages.contains(&Lang::En);
    let mut label = |pointer: String, text: &Text| words(&pointer, text, english, findings);
    for (i, row) in catalogue.requirements.iter().enumerate() {
        label(format!("/requirements/{i}/labels"), &row.labels);
    }
    for (i, row) in catalogue.bar_kinds.iter().enumerate() {
        label(format!("/bar_kinds/{i}/labels"), &row.labels);
    }
    for (i, row) in catalogue.terms.iter().enumerate() {
        label(format!("/terms/{i}/labels"), &row.labels);
    }
    for (i, row) in catalogue.data_categories.iter().enumerate() {
        label(format!("/data_categories/{i}/labels"), &row.labels);
    }
    for (i, row) in catalogue.purposes.iter().enumerate() {
        label(format!("/purposes/{i}/labels"), &row.labels);
    }
    for (i, row) in catalogue.parties.iter().enumerate() {
        label(format!("/parties/{i}/labels"), &row.labels);
    }
    for (i, row) in catalogue.legal_bases.iter().enumerate() {
        label(format!("/legal_bases/{i}/labels"), &row.labels);
        if let Some(statute) = &row.statute {
            label(format!("/legal_bases/{i}/statute/name"), &statute.name);
        }
        if let Some(retention) = &row.retention {
            label(format!("/legal_bases/{i}/retention"), retention);
        }
    }
    for (i, row) in catalogue.notices.iter().enumerate() {
        label(format!("/notices/{i}/labels"), &row.labels);
        if let Some(plain) = &row.plain {
            label(format!("/notices/{i}/plain"), plain);
        }
    }
    for (i, notice) in catalogue.notices.iter().enumerate() {
        texts(i, notice, &catalogue.languages, findings);
    }
}

const fn lint(lang: Lang) -> &'static Lint {
    match lang {
        Lang::Fi => &codes::LABEL_FI,
        Lang::Sv => &codes::LABEL_SV,
        Lang::En => &codes::LABEL_EN,
    }
}

const fn name(lang: Lang) -> &'static str {
    match lang {
        Lang::Fi => "Finnish",
        Lang::Sv => "Swedish",
        Lang::En => "English",
    }
}

fn is_missing(text: &Text, lang: Lang) -> bool {
    text.get(lang).is_none_or(|words| words.trim().is_empty())
}

fn languages(catalogue: &Catalogue, findings: &mut Findings) {
    if catalogue.languages.is_empty() {
        findings.add(
            &codes::LANGUAGES,
            "/languages",
            "expected the languages of the catalogue, found none; list `fi`, `sv`, `en`",
        );
        return;
    }
    for lang in Lang::ALL.into_iter().filter(|lang| !catalogue.languages.contains(lang)) {
        findings.add(
            lint(lang),
            "/languages",
            format_args!("expected `{lang}` among the languages, found it missing; add it and the {} words", name(lang)),
        );
    }
}

fn words(pointer: &str, text: &Text, english: bool, findings: &mut Findings) {
    for lang in Lang::ALL {
        if (lang != Lang::En || english) && is_missing(text, lang) {
            findings.add(lint(lang), pointer, format_args!("expected {} words, found none; add `{lang}`", name(lang)));
        }
    }
}

/// The text that was shown is what was agreed to: it is there in every language, and its digest is its own.
fn texts(index: usize, notice: &Notice, languages: &[Lang], findings: &mut Findings) {
    for lang in Lang::ALL {
        let digest = notice.sha256.get(lang);
        match notice.texts.get(lang).filter(|text| !text.trim().is_empty()) {
            None => {
                if languages.contains(&lang) {
                    findings.add(
                        &codes::TEXT_MISSING,
                        format!("/notices/{index}/texts"),
                        format_args!("expected the text in {}, found none; add `{lang}` and its digest", name(lang)),
                    );
                }
                if digest.is_some() {
                    findings.add(
                        &codes::TEXT_DIGEST,
                        format!("/notices/{index}/sha256/{lang}"),
                        format_args!(
                            "expected digests of the texts that are there, found one for the missing {} text",
                            name(lang)
                        ),
                    );
                }
            }
            Some(text) => {
                let expected = Digest::of(text.as_bytes());
                match digest {
                    None => findings.add(
                        &codes::TEXT_DIGEST,
                        format!("/notices/{index}/sha256"),
                        format_args!("expected the SHA-256 of the {} text, found none; add `{lang}`: `{expected}`", name(lang)),
                    ),
                    Some(found) if found != expected => findings.add(
                        &codes::TEXT_DIGEST,
                        format!("/notices/{index}/sha256/{lang}"),
                        format_args!(
                            "expected the SHA-256 of the text `{expected}`, found `{found}`; a changed text needs a new notice version"
                        ),
                    ),
                    Some(_) => {}
                }
            }
        }
    }
}
