//! `--gpu`: which GPU executes the calls.

use gpu_soft::{PROFILES, Profile};

/// A GPU that this binary can offer.
#[derive(Clone, Copy, Debug)]
pub struct GpuChoice {
    /// The software GPU's profile.
    pub profile: &'static Profile,
}

impl GpuChoice {
    /// The software GPU with its default profile.
    pub fn standard() -> Self {
        Self { profile: Profile::standard() }
    }

    /// What [`GpuChoice::parse`] takes.
    pub fn argument(self) -> String {
        format!("soft:{}", self.profile.key)
    }

    /// `soft` or `soft:PROFILE`.
    ///
    /// # Errors
    /// One line that names what there is.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.split_once(':').unwrap_or((text, "")) {
            ("soft", "") => Ok(Self::standard()),
            ("soft", key) => Profile::by_key(key).map(|profile| Self { profile }).ok_or_else(|| {
                let keys: Vec<_> = PROFILES.iter().map(|profile| profile.key).collect();
                format!("no profile `{key}`; there are {}", keys.join(", "))
            }),
            (kind, _) => Err(format!("no GPU of the kind `{kind}`; there is soft[:profile]")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_found_by_key_and_others_are_named_in_the_error() {
        assert_eq!(GpuChoice::parse("soft").unwrap().profile.key, Profile::standard().key);
        assert_eq!(GpuChoice::parse("soft:sm80").unwrap().profile.key, "sm80");
        assert!(GpuChoice::parse("soft:sm1").unwrap_err().contains("sm75"));
        assert!(GpuChoice::parse("nvidia").unwrap_err().contains("soft"));
    }

    #[test]
    fn a_choice_survives_the_command_line() {
        for profile in PROFILES {
            let choice = GpuChoice { profile };
            assert_eq!(GpuChoice::parse(&choice.argument()).unwrap().profile.key, profile.key);
        }
    }
}
