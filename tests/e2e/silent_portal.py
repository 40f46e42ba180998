"""A portal of the desktop that is there and answers nothing.

Run by tests/e2e/file_windows.rs on a session bus of its own.
"""

from gi.repository import Gio, GLib

bus = Gio.bus_get_sync(Gio.BusType.SESSION)
# Whatever is called is taken, and nothing is said of it.
bus.add_filter(lambda _bus, message, incoming: None if incoming and is_call(message) else message)


def is_call(message):
    return message.get_message_type() == Gio.DBusMessageType.METHOD_CALL


Gio.bus_own_name_on_connection(bus, "org.freedesktop.portal.Desktop", Gio.BusNameOwnerFlags.NONE, None, None)
GLib.MainLoop().run()
