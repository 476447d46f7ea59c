//! The law that ships with the engine, as data: profiles and bar kinds.

use super::{BarKind, Profile};
use crate::error::{Error, Result};

const PROFILES: &[(&str, &str)] =
    &[("eu-gdpr", include_str!("../../../profiles/eu-gdpr.json")), ("fi", include_str!("../../../profiles/fi.json"))];
const SHIPPED: &str = include_str!("../../../profiles/shipped.json");

/// The names of the shipped profiles.
pub fn shipped_profiles() -> impl Iterator<Item = &'static str> {
    PROFILES.iter().map(|(id, _)| *id)
}

/// A shipped profile.
///
/// # Errors
/// `unknown-profile` for a name that is not shipped.
pub fn profile(id: &str) -> Result<Profile> {
    let Some((_, json)) = PROFILES.iter().find(|(known, _)| *known == id) else {
        return Err(Error::new(
            "unknown-profile",
            format_args!(
                "expected one of the shipped profiles `eu-gdpr`, `fi`, found `{id}`{}",
                crate::id::suggestion(id, shipped_profiles())
            ),
        ));
    };
    crate::json::read(json.as_bytes())
}

/// The bar kinds that every catalogue has (semantics §2): `objection`, `marketing-objection`, `restriction`,
/// `withdrawal`, `deceased`, `not-admitted`.
///
/// # Errors
/// None: the shipped file is read by a test.
pub fn shipped_bar_kinds() -> Result<Vec<BarKind>> {
    crate::json::read::<Profile>(SHIPPED.as_bytes()).map(|profile| profile.bar_kinds)
}
