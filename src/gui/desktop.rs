//! The settings of the desktop for all programs: dark or light, whether motion is reduced and contrast increased, and how large
//! text is.
//!
//! On Windows and macOS the window system reports the theme to egui. On Linux and similar systems it does not, so the
//! desktop's settings portal is asked over the session bus: the keys `color-scheme`, `reduced-motion` and `contrast` of
//! `org.freedesktop.appearance` (<https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html>),
//! GNOME's own `enable-animations` and `high-contrast`, which are older than the last two, and its `text-scaling-factor`. A
//! desktop without a portal wishes nothing.

use std::sync::mpsc::Receiver;

/// The settings of the desktop; by default, the light theme with its usual contrast, motion, and text of the usual size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wishes {
    /// Whether the dark theme is preferred.
    pub dark: bool,
    /// Whether motion is to be reduced.
    pub less_motion: bool,
    /// Whether contrast is to be increased.
    pub more_contrast: bool,
    /// The size of text, 1 being the usual one.
    pub text_scale: f32,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { dark: false, less_motion: false, more_contrast: false, text_scale: 1.0 }
    }
}

/// Asks for the settings of the desktop, and follows their changes on a thread that sleeps in between. Each change asks for a
/// frame.
#[must_use]
pub fn listen(ctx: &egui::Context) -> Receiver<Wishes> {
    let (send, wishes) = std::sync::mpsc::channel();
    #[cfg(all(unix, not(target_os = "macos")))]
    {
        let ctx = ctx.clone();
        // Without a thread, a bus or a portal, the defaults stay.
        drop(std::thread::Builder::new().name("desktop".to_owned()).spawn(move || {
            portal::follow(&|wishes| {
                let heard = send.send(wishes).is_ok();
                ctx.request_repaint();
                heard
            })
        }));
    }
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    let _ = (ctx, send);
    wishes
}

#[cfg(all(unix, not(target_os = "macos")))]
mod portal {
    use std::collections::HashMap;

    use zbus::{
        blocking::{Connection, Proxy, proxy},
        proxy::CacheProperties,
        zvariant::OwnedValue,
    };

    use super::Wishes;

    const APPEARANCE: &str = "org.freedesktop.appearance";
    const GNOME: &str = "org.gnome.desktop.interface";
    const GNOME_ACCESS: &str = "org.gnome.desktop.a11y.interface";

    /// The sizes of text that desktops offer, and some more.
    const TEXT_SCALES: std::ops::RangeInclusive<f64> = 0.5..=3.0;

    type Settings = HashMap<String, HashMap<String, OwnedValue>>;

    /// Reads the settings now and after each change, and hands them to `tell` until it returns false.
    pub(super) fn follow(tell: &dyn Fn(Wishes) -> bool) -> zbus::Result<()> {
        let bus = Connection::session()?;
        let portal: Proxy<'_> = proxy::Builder::new(&bus)
            .destination("org.freedesktop.portal.Desktop")?
            .path("/org/freedesktop/portal/desktop")?
            .interface("org.freedesktop.portal.Settings")?
            .cache_properties(CacheProperties::No)
            .build()?;
        // Subscribed before the first reading, so that no change is missed in between.
        let mut changes = portal.receive_signal("SettingChanged")?;
        loop {
            let settings: Settings = portal.call("ReadAll", &(&[APPEARANCE, GNOME, GNOME_ACCESS][..],))?;
            if !tell(wishes(&settings)) || changes.next().is_none() {
                return Ok(());
            }
        }
    }

    fn wishes(settings: &Settings) -> Wishes {
        let is = |namespace, key| value(settings, namespace, key).and_then(|value| bool::try_from(value).ok());
        let animations = is(GNOME, "enable-animations");
        let scale = value(settings, GNOME, "text-scaling-factor").and_then(|value| f64::try_from(value).ok());
        Wishes {
            dark: appearance(settings, "color-scheme") == Some(1),
            less_motion: appearance(settings, "reduced-motion") == Some(1) || animations == Some(false),
            more_contrast: appearance(settings, "contrast") == Some(1)
                || is(GNOME_ACCESS, "high-contrast") == Some(true),
            text_scale: scale.filter(|scale| TEXT_SCALES.contains(scale)).unwrap_or(1.0) as f32,
        }
    }

    fn value<'a>(settings: &'a Settings, namespace: &str, key: &str) -> Option<&'a OwnedValue> {
        settings.get(namespace)?.get(key)
    }

    /// Returns one of the settings that desktops share, which are numbers; 0 is no preference.
    fn appearance(settings: &Settings, key: &str) -> Option<u32> {
        u32::try_from(value(settings, APPEARANCE, key)?).ok()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn told(told: &[(&str, &str, OwnedValue)]) -> Wishes {
            let mut settings = Settings::new();
            for (namespace, key, value) in told {
                let value = value.try_clone().unwrap_or_else(|_| OwnedValue::from(0_u8));
                settings.entry((*namespace).to_owned()).or_default().insert((*key).to_owned(), value);
            }
            wishes(&settings)
        }

        #[test]
        fn only_what_the_portal_says_is_wished() {
            assert_eq!(told(&[]), Wishes::default());
            assert!(told(&[(APPEARANCE, "color-scheme", 1_u32.into())]).dark);
            // 2 is light, unknown numbers are no preference, and values of another type are ignored.
            for other in [OwnedValue::from(2_u32), 7_u32.into(), 1_u8.into(), true.into()] {
                assert!(!told(&[(APPEARANCE, "color-scheme", other)]).dark);
            }
            assert!(told(&[(APPEARANCE, "reduced-motion", 1_u32.into())]).less_motion);
            assert!(told(&[(GNOME, "enable-animations", false.into())]).less_motion);
            assert!(!told(&[(GNOME, "enable-animations", true.into())]).less_motion);
            assert!(told(&[(APPEARANCE, "contrast", 1_u32.into())]).more_contrast);
            assert!(told(&[(GNOME_ACCESS, "high-contrast", true.into())]).more_contrast);
            assert!(!told(&[(GNOME_ACCESS, "high-contrast", false.into())]).more_contrast);
            let scale = |value: OwnedValue| told(&[(GNOME, "text-scaling-factor", value)]).text_scale;
            assert!((scale(1.25.into()) - 1.25).abs() < f32::EPSILON);
            // No window can be used with such text.
            for senseless in [OwnedValue::from(0.0), f64::NAN.into(), 1e9.into(), 2_u32.into()] {
                assert!((scale(senseless) - 1.0).abs() < f32::EPSILON);
            }
        }
    }
}
