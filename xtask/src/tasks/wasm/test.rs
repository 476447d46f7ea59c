//! The package as others meet it.

pub(super) fn run() -> Result<String, String> {
    let package = super::package::make()?;
    super::sizes::weigh(&package)
}
