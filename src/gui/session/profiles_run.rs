//! The results under each profile, counted on a thread beside the window.

use std::sync::Arc;

use crate::{
    analysis::{Analysis, ByProfile},
    decision::Profile,
};

/// The results under each profile, and what they were counted for.
pub struct UnderProfiles {
    /// The analysis of the record, without a ladder.
    pub of: Arc<Analysis>,
    /// The profiles.
    pub profiles: Vec<Arc<Profile>>,
    /// The results; `None` while they are counted, and where that broke off.
    pub found: Option<ByProfile>,
}

impl UnderProfiles {
    /// Reports whether they are for this analysis and these profiles.
    #[must_use]
    pub fn is_for(&self, of: &Arc<Analysis>, profiles: &[Arc<Profile>]) -> bool {
        Arc::ptr_eq(&self.of, of) && self.profiles == profiles
    }
}
