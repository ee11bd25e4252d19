//! Options that can be checked with: of those given, every rule, packet and profile that is named exists.

use super::{own_profile::OwnProfile, recognise};
use crate::{
    letters,
    model::{OptionsBuilder, OptionsError, catalogue::RuleId},
    standard::{self, Dictionary},
};

/// What to check against, and how to report.
///
/// ```
/// use goitin::Options;
///
/// let options = Options::builder().packet("DongBoHoSoMC").skip(["too-long"]).build()?;
/// let misspelled = Options::builder().skip(["to-long"]).build();
/// assert!(misspelled.is_err());
/// # Ok::<(), goitin::OptionsError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub(crate) given: OptionsBuilder,
    /// The reader's own profile, read once for all that is checked against it; absent where something is wrong with it.
    pub(crate) own_profile: Option<OwnProfile>,
}

impl Options {
    /// Options to be set one by one.
    #[must_use]
    pub fn builder() -> OptionsBuilder {
        OptionsBuilder::default()
    }

    /// The same for a source of another name, before which so many others came: a masked report names it by its number.
    #[must_use]
    pub fn named(&self, name: &str, before: u32) -> Self {
        let mut options = self.clone();
        name.clone_into(&mut options.given.name);
        options.given.before = before;
        options
    }
}

impl OptionsBuilder {
    /// Options that can be checked with.
    ///
    /// # Errors
    /// An option names a rule, a packet or a profile that does not exist, there or in the reader's own profile.
    pub fn build(self) -> Result<Options, OptionsError> {
        for (option, list) in [("only", &self.only), ("skip", &self.skip)] {
            if let Some(name) = list.iter().find(|name| name.parse::<RuleId>().is_err()) {
                return Err(unknown(option, name, RuleId::ALL.iter().map(|rule| rule.as_str())));
            }
        }
        let own = self.own_profile.as_ref().map(|own| super::own_profile::of_text(&own.0, &Options::default()));
        match &own {
            None => self.check_names(standard::dictionary())?,
            Some(Ok(own)) => self.check_names(&own.dictionary)?,
            // What is wrong with the profile is reported; nothing is checked.
            Some(Err(_)) => {}
        }
        Ok(Options { given: self, own_profile: own.and_then(Result::ok) })
    }

    fn check_names(&self, dictionary: &Dictionary) -> Result<(), OptionsError> {
        if let Some(name) = self.packet.as_deref().filter(|name| !recognise::is_name(dictionary, name)) {
            return Err(unknown("packet", name, dictionary.packets.iter().map(|packet| packet.id.as_str())));
        }
        let profiles = || dictionary.profiles.iter().map(|profile| profile.id.as_str());
        if let Some(name) = self.profile.as_deref().filter(|name| !profiles().any(|known| known == *name)) {
            return Err(unknown("profile", name, profiles()));
        }
        Ok(())
    }
}

fn unknown<'a>(option: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> OptionsError {
    OptionsError { option, name: name.to_owned(), nearest: letters::nearest_word(name, known).map(str::to_owned) }
}
