//! `consent demo`: the stories of the demonstration, told with the engine and compared with what they promise.

mod data;
mod story;
mod words;

use consent_core::decide::{Audience, Outcome, ProposedUse};
use consent_core::explain::{Explanation, Paragraph, Phrase, explain};
use consent_core::{Engine, Instant, Text, read_json};
use serde::Serialize;

use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::input::{self, Input};
use crate::options::{Demo, Format, Output};
use crate::output::{Out, Paint};
use crate::progress::Progress;
use data::Data;
use story::{Essence, Question, Story};
use words::Words;

#[derive(Serialize)]
struct Report {
    stories: Vec<Told>,
    counts: Counts,
}

#[derive(Default, Serialize)]
struct Counts {
    stories: usize,
    questions: usize,
    covered: usize,
    partly_covered: usize,
    not_covered: usize,
    differ: usize,
}

#[derive(Serialize)]
struct Told {
    id: String,
    use_case: String,
    title: Text,
    summary: Text,
    questions: Vec<Asked>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bundles: Vec<Bundle>,
}

#[derive(Serialize)]
struct Asked {
    title: Text,
    outcome: Outcome,
    /// Not for the requester.
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<Essence>,
    /// The whole explanation.
    words: String,
    /// What a resident wants to know first, in the text of the demonstration.
    #[serde(skip)]
    brief: String,
    /// Only when the answer differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<Essence>,
}

#[derive(Serialize)]
struct Bundle {
    questions: Vec<usize>,
    outcome: Outcome,
}

pub(crate) fn run(options: &Demo, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let data = match &options.data {
        None => Data::built_in(),
        Some(dir) => Data::folder(dir)?,
    };
    let (engine, stories) = load(&data)?;
    let told = stories
        .iter()
        .map(|(input, story)| tell(&engine, story, options.at, output).in_file(input))
        .collect::<Result<Vec<_>, _>>()?;
    let report = Report { counts: count(&told), stories: told };
    match output.format {
        Format::Json => out.json(&report)?,
        Format::Text => show(&report, options.at.is_some(), output, out),
    }
    Ok(if report.counts.differ == 0 { Exit::Done } else { Exit::Differs })
}

/// A story and the file it is from.
type Loaded<'a> = (&'a Input, Story);

/// One ledger for everything: the publications, the residents, then the events of every story.
fn load(data: &Data) -> Result<(Engine, Vec<Loaded<'_>>), Problem> {
    let mut engine = input::engine(&data.catalogues)?;
    for ledger in &data.ledgers {
        input::ledger(&mut engine, ledger, None, &mut Progress::silent())?;
    }
    let mut stories = Vec::new();
    for input in &data.stories {
        let story: Story = read_json(&input.document()?).in_file(input)?;
        for (place, event) in story.events.iter().enumerate() {
            let recorded = engine.record(event.clone(), event.at);
            recorded.map_err(|error| Problem::from(error).under(&format!("/events/{place}"))).in_file(input)?;
        }
        stories.push((input, story));
    }
    Ok((engine, stories))
}

fn tell(engine: &Engine, story: &Story, at: Option<Instant>, output: &Output) -> Result<Told, Problem> {
    let questions: Vec<Asked> = (story.questions.iter().enumerate())
        .map(|(place, question)| {
            ask(engine, question, at, output).map_err(|problem| problem.under(&format!("/questions/{place}/use")))
        })
        .collect::<Result<_, _>>()?;
    let mut bundles = Vec::new();
    for (place, legs) in story.bundle.iter().enumerate() {
        let asked: Option<Vec<_>> = legs.iter().map(|leg| story.questions.get(*leg)).collect();
        let Some(asked) = asked.filter(|asked| !asked.is_empty()) else {
            let last = questions.len().saturating_sub(1);
            let message = format!("expected the places of questions from 0 to {last}, found {legs:?}");
            return Err(Problem::new("story-bundle-invalid", message).under(&format!("/bundle/{place}")));
        };
        let uses: Vec<ProposedUse> = asked.into_iter().map(|question| proposed(question, at)).collect();
        bundles.push(Bundle { questions: legs.clone(), outcome: engine.decide_all(&uses)?.outcome });
    }
    Ok(Told {
        id: story.id.to_string(),
        use_case: story.use_case.clone(),
        title: story.title.clone(),
        summary: story.summary.clone(),
        questions,
        bundles,
    })
}

/// What a story asks, perhaps at another instant.
fn proposed(question: &Question, at: Option<Instant>) -> ProposedUse {
    let mut proposed = question.proposed.clone();
    proposed.at = at.unwrap_or(proposed.at);
    proposed
}

fn ask(engine: &Engine, question: &Question, at: Option<Instant>, output: &Output) -> Result<Asked, Problem> {
    let proposed = proposed(question, at);
    let answer = engine.decide_with_horizon(&proposed)?;
    let found = Essence::from(&answer);
    let (words, brief) = match explain(&answer, engine.catalogue(proposed.known_at)?, output.style()) {
        // The requester has no answer about the past: the refusal is what they are told.
        Err(error) if output.audience == Audience::Requester && proposed.known_at.is_some() => {
            (error.message().to_owned(), error.message().to_owned())
        }
        words => {
            let words = words?;
            (words.to_string(), brief(&words))
        }
    };
    let differs = at.is_none() && found != question.expect;
    Ok(Asked {
        title: question.title.clone(),
        outcome: answer.outcome,
        words: words.trim_end().to_owned(),
        brief,
        expected: differs.then(|| question.expect.clone()),
        found: (output.audience != Audience::Requester || differs).then_some(found),
    })
}

/// Why, in the citizen's words, without what the title of the question says already; all of it for everyone else.
fn brief(words: &Explanation) -> String {
    let why = |paragraph: &Paragraph| {
        let word = paragraph.code.word();
        ["allow-", "deny-", "easy-"].iter().any(|start| word.starts_with(start))
            || matches!(paragraph.code, Phrase::WithdrawNoEffect | Phrase::ConsentAlsoNeeded)
    };
    let about = |paragraph: &Paragraph| matches!(paragraph.code, Phrase::Data | Phrase::DataOperations);
    if !words.paragraphs.iter().any(why) {
        return words.to_string();
    }
    // Which data a reason is about needs to be said only where there are several groups.
    let groups = words.paragraphs.iter().filter(|paragraph| about(paragraph)).count();
    let mut lines: Vec<Vec<&str>> = vec![Vec::new()];
    for paragraph in &words.paragraphs {
        if groups > 1 && about(paragraph) {
            lines.push(vec![&paragraph.text]);
        } else if why(paragraph)
            && let Some(line) = lines.last_mut()
            && !line.contains(&&*paragraph.text)
        {
            line.push(&paragraph.text);
        }
    }
    let lines = lines.iter().filter_map(|line| {
        let (first, rest) = line.split_first()?;
        Some(if groups > 1 && !rest.is_empty() { format!("{first} · {}", rest.join(" ")) } else { line.join(" ") })
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn count(told: &[Told]) -> Counts {
    let mut counts = Counts { stories: told.len(), ..Counts::default() };
    for asked in told.iter().flat_map(|told| &told.questions) {
        counts.questions += 1;
        counts.differ += usize::from(asked.expected.is_some());
        match asked.outcome {
            Outcome::Covered => counts.covered += 1,
            Outcome::PartlyCovered => counts.partly_covered += 1,
            Outcome::NotCovered => counts.not_covered += 1,
        }
    }
    counts
}

fn show(report: &Report, at_another_instant: bool, output: &Output, out: &mut Out) {
    let lang = output.lang;
    let words = Words::of(lang);
    for told in &report.stories {
        out.line(format!("{} ({})", out.paint(Paint::Bold, told.title.best(lang).unwrap_or(&told.id)), told.use_case));
        if let Some(summary) = told.summary.best(lang) {
            out.line(format!("  {summary}"));
        }
        for (number, asked) in (1..).zip(&told.questions) {
            out.line(format!("  {number}. {}", asked.title.best(lang).unwrap_or_default()));
            let mut line = format!("     {}", outcome(asked.outcome, words, out));
            if let Some(found) = &asked.found {
                if !found.governing.is_empty() {
                    line.push_str(&format!(" · {}: {}", words.basis, join(&found.governing)));
                }
                if let Some(until) = found.holds_until {
                    line.push_str(&format!(" · {} {until}", words.until));
                }
            }
            out.line(line);
            for sentence in asked.brief.lines() {
                out.line(format!("     {sentence}"));
            }
            if let (Some(expected), Some(found)) = (&asked.expected, &asked.found) {
                for (word, essence) in [(words.expected, expected), (words.found, found)] {
                    out.line(out.paint(Paint::Red, &format!("     {word}: {}", essence_line(essence, words))));
                }
            }
        }
        for bundle in &told.bundles {
            let legs: Vec<String> = bundle.questions.iter().map(|leg| (leg + 1).to_string()).collect();
            out.line(format!("  {} {}: {}", words.together, legs.join(" + "), outcome(bundle.outcome, words, out)));
        }
        out.line("");
    }
    let counts = &report.counts;
    let verdict = match counts.differ {
        _ if at_another_instant => words.not_compared.to_owned(),
        0 => out.paint(Paint::Green, words.as_promised),
        differ => out.paint(Paint::Red, &format!("{}: {differ}", words.differ)),
    };
    out.line(format!(
        "{}: {}, {}: {}; {} {}, {} {}, {} {}; {verdict}",
        words.stories,
        counts.stories,
        words.questions,
        counts.questions,
        words.covered,
        counts.covered,
        words.partly_covered,
        counts.partly_covered,
        words.not_covered,
        counts.not_covered,
    ));
}

fn outcome(outcome: Outcome, words: &Words, out: &Out) -> String {
    let paint = match outcome {
        Outcome::Covered => Paint::Green,
        Outcome::PartlyCovered => Paint::Yellow,
        Outcome::NotCovered => Paint::Red,
    };
    out.paint(paint, words.outcome(outcome))
}

fn essence_line(essence: &Essence, words: &Words) -> String {
    let until = essence.holds_until.map(|until| format!(", {} {until}", words.until)).unwrap_or_default();
    format!("{}, {} [{}], [{}]{until}", essence.outcome, words.basis, join(&essence.governing), join(&essence.codes))
}

fn join(list: &[impl ToString]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
