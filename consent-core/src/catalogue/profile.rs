//! The law that ships with the engine, as data: profiles and bar kinds.

use super::{BarKind, Catalogue, CountryList, Profile, Requirement, Term};
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

/// The law that holds for a catalogue: what ships with the engine, what its profiles say, and its own rows, in this order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Law {
    /// Requirements of the profiles and of the catalogue.
    pub(crate) requirements: Vec<Requirement>,
    /// Shipped bar kinds, then those of the profiles and of the catalogue.
    pub(crate) bar_kinds: Vec<BarKind>,
    /// Names of the profiles and of the catalogue.
    pub(crate) terms: Vec<Term>,
    /// Lists of countries of the profiles and of the catalogue.
    pub(crate) country_lists: Vec<CountryList>,
}

impl Law {
    /// What ships and what the profiles say, without the catalogue's own rows.
    pub(crate) fn of_profiles(catalogue: &Catalogue) -> Result<Self> {
        let mut law = Self { bar_kinds: shipped_bar_kinds()?, ..Self::default() };
        for (index, id) in catalogue.profiles.iter().enumerate() {
            if catalogue.profiles.iter().take(index).any(|earlier| earlier == id) {
                continue;
            }
            let profile = profile(id.as_str()).map_err(|error| error.at_pointer(format!("/profiles/{index}")))?;
            law.requirements.extend(profile.requirements);
            law.bar_kinds.extend(profile.bar_kinds);
            law.terms.extend(profile.terms);
            law.country_lists.extend(profile.country_lists);
        }
        Ok(law)
    }
}

/// The law that holds for `catalogue`.
///
/// # Errors
/// `unknown-profile`, with the pointer, for a profile that is not shipped.
pub(crate) fn law_of(catalogue: &Catalogue) -> Result<Law> {
    let mut law = Law::of_profiles(catalogue)?;
    law.requirements.extend(catalogue.requirements.iter().cloned());
    law.bar_kinds.extend(catalogue.bar_kinds.iter().cloned());
    law.terms.extend(catalogue.terms.iter().cloned());
    law.country_lists.extend(catalogue.country_lists.iter().cloned());
    Ok(law)
}
