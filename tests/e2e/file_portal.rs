//! A portal of the desktop that shows file windows, played on a session bus of a test's own.

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};

use zbus::{
    Connection, ObjectServer,
    blocking::{self, connection::Builder, fdo::DBusProxy},
    interface,
    message::Header,
    names::BusName,
    zvariant::{OwnedObjectPath, OwnedValue},
};

/// A session bus. It ends with it.
pub struct Bus {
    daemon: Child,
    pub address: String,
}

impl Bus {
    /// None where there is no program for it.
    pub fn start() -> Option<Self> {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut address = String::new();
        BufReader::new(daemon.stdout.take()?).read_line(&mut address).ok()?;
        Some(Self { daemon, address: address.trim().to_owned() })
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// A window that was asked for.
#[derive(Clone)]
pub struct Asked {
    pub by: String,
    pub method: &'static str,
    pub parent: String,
    pub title: String,
    pub options: Arc<HashMap<String, OwnedValue>>,
}

impl Asked {
    /// An option that is a text.
    pub fn text(&self, key: &str) -> Option<String> {
        String::try_from(self.options.get(key)?.try_clone().unwrap()).ok()
    }

    /// An option that is a path: its bytes and a zero.
    pub fn path(&self, key: &str) -> Option<String> {
        let bytes = Vec::<u8>::try_from(self.options.get(key)?.try_clone().unwrap()).unwrap();
        let (zero, path) = bytes.split_last().unwrap();
        assert_eq!(*zero, 0);
        Some(String::from_utf8(path.to_vec()).unwrap())
    }
}

/// What people do in its windows: a response and the addresses that they pick; none while they do nothing.
pub type Answer = Option<(u32, Vec<String>)>;

#[derive(Clone, Default)]
struct Seen {
    asked: Arc<Mutex<Vec<Asked>>>,
    closed: Arc<Mutex<Vec<String>>>,
}

/// The portal. It goes with it.
pub struct Portal {
    bus: blocking::Connection,
    seen: Seen,
}

impl Portal {
    pub fn start(bus: &Bus, answer: Answer) -> Self {
        let seen = Seen::default();
        let bus = Builder::address(bus.address.as_str())
            .unwrap()
            .serve_at("/org/freedesktop/portal/desktop", FileChooser { answer, seen: seen.clone() })
            .unwrap()
            .name("org.freedesktop.portal.Desktop")
            .unwrap()
            .build()
            .unwrap();
        Self { bus, seen }
    }

    /// What was asked, in order.
    pub fn asked(&self) -> Vec<Asked> {
        self.seen.asked.lock().unwrap().clone()
    }

    /// Who has closed a window, in order.
    pub fn closed(&self) -> Vec<String> {
        self.seen.closed.lock().unwrap().clone()
    }

    /// Whether somebody is on the bus.
    pub fn knows(&self, name: &str) -> bool {
        let name = BusName::try_from(name).unwrap();
        DBusProxy::new(&self.bus).unwrap().name_has_owner(name).unwrap()
    }

    /// How many are on the bus.
    pub fn count(&self) -> usize {
        let names = DBusProxy::new(&self.bus).unwrap().list_names().unwrap();
        names.iter().filter(|name| name.starts_with(':')).count()
    }

    /// Ends it, as if it had broken.
    pub fn end(&self) {
        self.bus.clone().close().unwrap();
    }
}

struct FileChooser {
    answer: Answer,
    seen: Seen,
}

impl FileChooser {
    async fn ask(&self, asked: Asked, server: &ObjectServer, bus: &Connection) -> OwnedObjectPath {
        let by = asked.by.trim_start_matches(':').replace('.', "_");
        let token = asked.text("handle_token").unwrap();
        let path = OwnedObjectPath::try_from(format!("/org/freedesktop/portal/desktop/request/{by}/{token}")).unwrap();
        let request = Request { closed: Arc::clone(&self.seen.closed) };
        assert!(server.at(&path, request).await.unwrap(), "a second window of one connection");
        if let Some((response, addresses)) = &self.answer {
            let results = HashMap::from([("uris", zbus::zvariant::Value::from(addresses.clone()))]);
            // Before the call is answered: whoever hears of the window only then hears of it too late.
            let to = Some(asked.by.as_str());
            let interface = "org.freedesktop.portal.Request";
            bus.emit_signal(to, &path, interface, "Response", &(response, results)).await.unwrap();
            server.remove::<Request, _>(&path).await.unwrap();
        }
        self.seen.asked.lock().unwrap().push(asked);
        path
    }
}

#[interface(name = "org.freedesktop.portal.FileChooser")]
impl FileChooser {
    #[zbus(property, name = "version")]
    #[allow(clippy::unused_self, reason = "properties are methods")]
    fn version(&self) -> u32 {
        4
    }

    async fn save_file(
        &self,
        parent: String,
        title: String,
        options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: Header<'_>,
        #[zbus(object_server)] server: &ObjectServer,
        #[zbus(connection)] bus: &Connection,
    ) -> OwnedObjectPath {
        let by = header.sender().unwrap().to_string();
        let asked = Asked { by, method: "SaveFile", parent, title, options: Arc::new(options) };
        self.ask(asked, server, bus).await
    }

    async fn open_file(
        &self,
        parent: String,
        title: String,
        options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: Header<'_>,
        #[zbus(object_server)] server: &ObjectServer,
        #[zbus(connection)] bus: &Connection,
    ) -> OwnedObjectPath {
        let by = header.sender().unwrap().to_string();
        let asked = Asked { by, method: "OpenFile", parent, title, options: Arc::new(options) };
        self.ask(asked, server, bus).await
    }
}

struct Request {
    closed: Arc<Mutex<Vec<String>>>,
}

#[interface(name = "org.freedesktop.portal.Request")]
#[allow(clippy::needless_pass_by_value, reason = "headers come by value")]
impl Request {
    fn close(&self, #[zbus(header)] header: Header<'_>) {
        self.closed.lock().unwrap().push(header.sender().unwrap().to_string());
    }
}
