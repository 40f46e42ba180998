//! Whether the desktop's portal shows file windows.

use std::{sync::mpsc, time::Duration};

use zbus::{
    blocking::{Connection, Proxy, proxy},
    proxy::CacheProperties,
};

/// How long the portal may take to say that it shows file windows.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the portal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Portal {
    /// It shows file windows.
    Answers,
    /// There is none, or none that shows file windows.
    Missing,
    /// It is there, and does not answer.
    Silent,
}

/// Asks the portal. Not for the thread of the window.
pub(super) fn ask() -> Portal {
    let (send, answer) = mpsc::channel();
    // Nothing else ends a wait for a bus that hangs. Nobody may listen any more when the answer comes.
    let asked = std::thread::Builder::new().spawn(move || drop(send.send(version())));
    match answer.recv_timeout(PATIENCE) {
        Ok(Ok(_)) => Portal::Answers,
        Err(mpsc::RecvTimeoutError::Timeout) if asked.is_ok() => Portal::Silent,
        _ => Portal::Missing,
    }
}

/// The version of its file windows. Without a window to show them with, a portal does not offer them.
fn version() -> zbus::Result<u32> {
    let bus = Connection::session()?;
    let portal: Proxy<'_> = proxy::Builder::new(&bus)
        .destination("org.freedesktop.portal.Desktop")?
        .path("/org/freedesktop/portal/desktop")?
        .interface("org.freedesktop.portal.FileChooser")?
        .cache_properties(CacheProperties::No)
        .build()?;
    portal.get_property("version")
}
