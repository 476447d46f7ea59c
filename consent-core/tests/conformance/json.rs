//! JSON that keeps the order of its members, and the form in which the corpus is written.

use std::fmt::Write as _;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The longest line that a value is put on as a whole.
const WIDTH: usize = 118;
/// The deepest value that is put on one line.
const DEPTH: usize = 5;

/// A JSON value; members keep their order, so that a file that is written again stays readable.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// Any value that serde can write, in the order of its type.
    pub(crate) fn of(value: &impl Serialize) -> Self {
        let text = serde_json::to_string(value).expect("the value can be written");
        Self::parse(&text).expect("what was written can be read")
    }

    pub(crate) fn compact(&self) -> String {
        serde_json::to_string(self).expect("JSON can be written")
    }

    /// RFC 8785.
    pub(crate) fn canonical(&self) -> Vec<u8> {
        serde_json_canonicalizer::to_vec(self).expect("JSON has a canonical form")
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(n, _)| n == name).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(crate) fn set(&mut self, name: &str, value: Self) {
        if let Self::Object(members) = self {
            match members.iter_mut().find(|(n, _)| n == name) {
                Some(member) => member.1 = value,
                None => members.push((name.to_owned(), value)),
            }
        }
    }

    /// The member or element at one step of a JSON pointer.
    pub(crate) fn step(&mut self, name: &str) -> Option<&mut Self> {
        match self {
            Self::Object(members) => members.iter_mut().find(|(n, _)| n == name).map(|(_, value)| value),
            Self::List(items) => items.get_mut(name.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The form of the corpus: two spaces; what is short and shallow stands on one line.
    pub(crate) fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0, 0);
        out.push('\n');
        out
    }

    fn depth(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Self::Object(members) => 1 + members.iter().map(|(_, value)| value.depth()).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// On one line.
    pub(crate) fn flat(&self) -> String {
        match self {
            Self::List(items) => format!("[{}]", items.iter().map(Self::flat).collect::<Vec<_>>().join(", ")),
            Self::Object(members) => {
                let members: Vec<_> = members.iter().map(|(name, value)| format!("{}: {}", quoted(name), value.flat())).collect();
                format!("{{{}}}", members.join(", "))
            }
            _ => self.compact(),
        }
    }

    fn write(&self, out: &mut String, indent: usize, lead: usize) {
        let flat = self.flat();
        let short = self.depth() <= DEPTH && indent + lead + flat.chars().count() <= WIDTH;
        match self {
            Self::List(items) if !items.is_empty() && !short => {
                out.push_str("[\n");
                for (i, item) in items.iter().enumerate() {
                    let _ = write!(out, "{:1$}", "", indent + 2);
                    item.write(out, indent + 2, 0);
                    out.push_str(if i + 1 < items.len() { ",\n" } else { "\n" });
                }
                let _ = write!(out, "{:1$}]", "", indent);
            }
            Self::Object(members) if !members.is_empty() && !short => {
                out.push_str("{\n");
                for (i, (name, value)) in members.iter().enumerate() {
                    let name = quoted(name);
                    let _ = write!(out, "{:1$}{name}: ", "", indent + 2);
                    value.write(out, indent + 2, name.chars().count() + 2);
                    out.push_str(if i + 1 < members.len() { ",\n" } else { "\n" });
                }
                let _ = write!(out, "{:1$}}}", "", indent);
            }
            _ => out.push_str(&flat),
        }
    }

    /// Where two values differ: the pointers, what was expected and what was found.
    pub(crate) fn differences(&self, found: &Self) -> Vec<String> {
        let mut out = Vec::new();
        self.compare(found, "", &mut out);
        out
    }

    fn compare(&self, found: &Self, at: &str, out: &mut Vec<String>) {
        match (self, found) {
            (Self::Object(a), Self::Object(b)) => {
                for (name, value) in a {
                    match found.get(name) {
                        Some(other) => value.compare(other, &format!("{at}/{name}"), out),
                        None => out.push(format!("{at}/{name}: expected {}, found nothing", value.flat())),
                    }
                }
                for (name, value) in b.iter().filter(|(name, _)| self.get(name).is_none()) {
                    out.push(format!("{at}/{name}: expected nothing, found {}", value.flat()));
                }
            }
            (Self::List(a), Self::List(b)) if a.len() == b.len() => {
                for (i, (x, y)) in a.iter().zip(b).enumerate() {
                    x.compare(y, &format!("{at}/{i}"), out);
                }
            }
            _ if self != found => out.push(format!("{at}: expected {}\n      found {}", self.flat(), found.flat())),
            _ => {}
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text can be written")
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => value.serialize(serializer),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(items) => items.serialize(serializer),
            Self::Object(members) => serializer.collect_map(members.iter().map(|(name, value)| (name, value))),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Json;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("JSON")
            }
            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
                Ok(Json::Bool(value))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
                Ok(Json::Number(value.into()))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
                Ok(Json::Number(value.into()))
            }
            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Json, E> {
                serde_json::Number::from_f64(value).map(Json::Number).ok_or_else(|| E::custom("not a number"))
            }
            fn visit_str<E>(self, value: &str) -> Result<Json, E> {
                Ok(Json::Text(value.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Json::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Json::Object(members))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}
