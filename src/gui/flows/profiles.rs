//! The results under each profile, counted on a thread beside the window while they are on the screen.

use std::sync::Arc;

use super::{
    context::FlowContext,
    task::{Done, Task},
};
use crate::{
    analysis::{by_profile, robustness::Progress},
    decision::Profile,
    gui::session::{UnderProfiles, draw_settings},
};

/// The flow of the profiles, with the progress of those that are counted. Dropping it stops the work.
#[derive(Default)]
pub struct ProfilesFlow {
    progress: Arc<Progress>,
}

impl Drop for ProfilesFlow {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl ProfilesFlow {
    /// Starts to count the results under these profiles.
    pub fn count(&mut self, profiles: Vec<Arc<Profile>>, cx: &mut FlowContext<'_>) {
        let Some(document) = cx.session.document.as_mut().filter(|document| !document.decision().is_blind()) else {
            return;
        };
        let of = Arc::clone(document.findings().sums());
        let decision = document.decision().clone();
        document.take_profiles(UnderProfiles { of: Arc::clone(&of), profiles: profiles.clone(), found: None });
        // What was asked for before is for other numbers.
        self.progress.cancel();
        self.progress = Arc::default();
        let progress = Arc::clone(&self.progress);
        cx.start(Task::CountProfiles, Done::Profiles(None), move || {
            let found = by_profile(&decision, &of, &profiles, Some((draw_settings(), &progress)));
            Done::Profiles(Some(Box::new(UnderProfiles { of, profiles, found })))
        });
    }

    /// Shows the results.
    pub fn done(found: Option<Box<UnderProfiles>>, cx: &mut FlowContext<'_>) {
        if let (Some(found), Some(document)) = (found, &mut cx.session.document) {
            document.take_profiles(*found);
        }
    }
}
