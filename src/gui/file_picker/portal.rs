//! File windows by the desktop's portal, over the session bus
//! (<https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.FileChooser.html>).
//!
//! Each window has a connection of its own. A portal closes the windows of a program whose connection ends, so that no window is
//! left, however the program ends.

mod words;

use std::{
    path::Path,
    sync::{Arc, Mutex, mpsc},
    thread::Builder,
    time::Duration,
};

use zbus::{
    MatchRule, Message,
    blocking::{Connection, MessageIterator, Proxy, fdo::DBusProxy, proxy},
    message::{Flags, Type},
    names::UniqueName,
    proxy::CacheProperties,
    zvariant::OwnedObjectPath,
};

use self::words::{Options, options, picked};
use super::{PickerAnswer, lock};
use crate::gui::intent::PathUse;

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const REQUEST: &str = "org.freedesktop.portal.Request";
const BUS: &str = "org.freedesktop.DBus";

/// The time that the portal may take to report that it shows file windows.
const PATIENCE: Duration = Duration::from_secs(2);

/// The name of a request. It can be the same for all, since a connection asks for one window only.
const TOKEN: &str = "weigh_in";

/// One window of the portal.
#[derive(Clone)]
pub(super) struct Portal {
    /// `OpenFile` or `SaveFile`.
    method: &'static str,
    /// The name of the window above which it is shown, as portals write it; empty where that is not known.
    parent: String,
    title: &'static str,
    options: Arc<Options>,
    run: Arc<Mutex<PortalRun>>,
}

#[derive(Default)]
struct PortalRun {
    bus: Option<Connection>,
    ended: bool,
}

impl Portal {
    /// Returns a window for a purpose, starting at a folder or at a file that does not exist yet, above a parent.
    pub(super) fn of(purpose: &PathUse, at: &Path, parent: String) -> Self {
        let method = if purpose.saves() { "SaveFile" } else { "OpenFile" };
        Self { method, parent, title: purpose.title(), options: Arc::new(options(purpose, at)), run: Arc::default() }
    }

    /// Shows the window and waits for its answer. Returns `None` without a bus, or without a portal that shows file windows.
    pub(super) fn run(&self) -> Option<PickerAnswer> {
        let (send, connected) = mpsc::channel();
        let portal = self.clone();
        // On a thread, since nothing else ends the wait for a bus that hangs. When the answer comes, nobody may be waiting any
        // more.
        let _ = Builder::new().spawn(move || drop(send.send(portal.connect())));
        let picked = match connected.recv_timeout(PATIENCE) {
            Ok(Ok(bus)) => Some(self.show(&bus).unwrap_or(PickerAnswer::NotShown)),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                // A portal that answers later must not show a window that nobody waits for.
                self.end();
                Some(PickerAnswer::NotShown)
            }
            // There is no bus, or no file chooser on it, so the next program may try.
            _ => None,
        };
        // The end of the connection closes whatever the portal still shows.
        lock(&self.run).bus = None;
        picked
    }

    /// Connects to a portal that shows file windows. A portal that cannot show them does not offer them.
    fn connect(&self) -> zbus::Result<Connection> {
        let bus = Connection::session()?;
        {
            let mut run = lock(&self.run);
            // The window may have been ended while the bus was slow.
            if run.ended {
                return Err(zbus::Error::InvalidReply);
            }
            run.bus = Some(bus.clone());
        }
        // Reading a property shows nothing and fails where no portal offers file windows.
        chooser(&bus)?.get_property::<u32>("version")?;
        Ok(bus)
    }

    /// Asks for the window, and listens until it is answered, or the portal is gone.
    fn show(&self, bus: &Connection) -> zbus::Result<PickerAnswer> {
        let request = request(bus)?;
        // Subscribed before the call, so that no answer is missed.
        let messages = MessageIterator::from(bus);
        let names = DBusProxy::new(bus)?;
        for rule in heard(&request)? {
            names.add_match_rule(rule)?;
        }
        // Signals carry the unique name of their sender, and a portal that restarts has another one.
        let portal = names.get_name_owner(PORTAL.try_into()?)?;
        let _: OwnedObjectPath = chooser(bus)?.call(self.method, &(&self.parent, self.title, &*self.options))?;
        for message in messages {
            if let Some(picked) = answer(&message?, &request, &portal) {
                return Ok(picked);
            }
        }
        Ok(PickerAnswer::NotShown)
    }

    /// Closes the window if it is shown, or else keeps it from appearing later. The wait for its answer ends.
    pub(super) fn end(&self) {
        let bus = {
            let mut run = lock(&self.run);
            run.ended = true;
            run.bus.take()
        };
        if let Some(bus) = bus {
            // The bus may be gone, and the window with it. Nothing waits: both only hand bytes to the system.
            let _ = close(&bus);
            let _ = bus.close();
        }
    }
}

/// Returns the proxy for the portal's file windows.
fn chooser(bus: &Connection) -> zbus::Result<Proxy<'static>> {
    proxy::Builder::new(bus)
        .destination(PORTAL)?
        .path("/org/freedesktop/portal/desktop")?
        .interface("org.freedesktop.portal.FileChooser")?
        // Caching would ask for all properties and subscribe to their changes.
        .cache_properties(CacheProperties::No)
        .build()
}

/// Returns the path of the request that this connection makes.
fn request(bus: &Connection) -> zbus::Result<OwnedObjectPath> {
    let name = bus.unique_name().ok_or(zbus::Error::InvalidReply)?;
    // The portal's documentation fixes this path, so that a client can listen before it calls.
    let name = name.trim_start_matches(':').replace('.', "_");
    Ok(OwnedObjectPath::try_from(format!("/org/freedesktop/portal/desktop/request/{name}/{TOKEN}"))?)
}

/// Returns the rules for the messages to receive: the answer to the request, and the end of the portal.
fn heard(request: &OwnedObjectPath) -> zbus::Result<[MatchRule<'_>; 2]> {
    let answer = MatchRule::builder().msg_type(Type::Signal).sender(PORTAL)?.interface(REQUEST)?;
    let answer = answer.member("Response")?.path(request)?.build();
    let end = MatchRule::builder().msg_type(Type::Signal).sender(BUS)?.interface(BUS)?;
    let end = end.member("NameOwnerChanged")?.arg(0, PORTAL)?.build();
    Ok([answer, end])
}

/// Closes the request. The portal does not answer that.
fn close(bus: &Connection) -> zbus::Result<()> {
    let call = Message::method_call(request(bus)?, "Close")?.destination(PORTAL)?.interface(REQUEST)?;
    bus.send(&call.with_flags(Flags::NoReplyExpected)?.build(&())?)
}

/// Returns the answer that a message has for a request, if it has one; the end of the portal is an answer too.
fn answer(message: &Message, request: &OwnedObjectPath, portal: &UniqueName<'_>) -> Option<PickerAnswer> {
    if is_signal(message, portal, "Response") && message.header().path() == Some(request) {
        let body = message.body();
        return Some(
            body.deserialize().map_or(PickerAnswer::NotShown, |(response, results)| picked(response, &results)),
        );
    }
    let gone = is_signal(message, BUS, "NameOwnerChanged")
        && message.body().deserialize().is_ok_and(|(name, _, _): (&str, &str, &str)| name == PORTAL);
    gone.then_some(PickerAnswer::NotShown)
}

fn is_signal(message: &Message, sender: &str, member: &str) -> bool {
    let header = message.header();
    header.message_type() == Type::Signal
        && header.sender().is_some_and(|name| name == sender)
        && header.member().is_some_and(|name| name == member)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_was_ended_before_it_ran_never_connects() {
        let portal = Portal::of(&PathUse::Open, Path::new("/"), String::new());
        portal.end();
        assert!(portal.connect().is_err());
    }
}
