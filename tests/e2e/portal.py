"""The settings portal of a desktop that likes it dark, until a file appears: then it likes it light, and says so.

Run by tests/e2e/wishes.rs on a session bus of its own.
"""

import os
import sys

from gi.repository import Gio, GLib

INTERFACE = "org.freedesktop.portal.Settings"
APPEARANCE = "org.freedesktop.appearance"
XML = f"""<node><interface name="{INTERFACE}">
  <method name="ReadAll"><arg type="as" direction="in"/><arg type="a{{sa{{sv}}}}" direction="out"/></method>
  <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
</interface></node>"""
DARK, LIGHT = 1, 2

bus = Gio.bus_get_sync(Gio.BusType.SESSION)
scheme = DARK


def answer(_bus, _sender, _path, _interface, _method, _arguments, invocation):
    settings = {APPEARANCE: {"color-scheme": GLib.Variant("u", scheme)}}
    invocation.return_value(GLib.Variant("(a{sa{sv}})", (settings,)))


def look():
    global scheme
    if not os.path.exists(sys.argv[1]):
        return True
    scheme = LIGHT
    change = GLib.Variant("(ssv)", (APPEARANCE, "color-scheme", GLib.Variant("u", scheme)))
    bus.emit_signal(None, "/org/freedesktop/portal/desktop", INTERFACE, "SettingChanged", change)
    return False


info = Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0]
bus.register_object("/org/freedesktop/portal/desktop", info, answer, None, None)
Gio.bus_own_name_on_connection(bus, "org.freedesktop.portal.Desktop", Gio.BusNameOwnerFlags.NONE, None, None)
GLib.timeout_add(50, look)
GLib.MainLoop().run()
