"""A notification daemon that writes down what it is told, one JSON line each, and clicks when asked on its input."""

import json
import sys
import time

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"


def take_name(bus):
    """The bus may need a moment to see that the daemon before us is gone."""
    for _ in range(100):
        try:
            return dbus.service.BusName(NAME, bus, do_not_queue=True)
        except dbus.exceptions.NameExistsException:
            time.sleep(0.05)
    sys.exit(f"another daemon has {NAME}")


class Recorder(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(take_name(bus), "/org/freedesktop/Notifications")
        self.last = 0

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, summary, body, actions, hints, timeout):
        self.last = int(replaces) or self.last + 1
        told = {"id": self.last, "title": str(summary), "body": str(body), "actions": [str(one) for one in actions]}
        print(json.dumps(told), flush=True)
        return dbus.UInt32(self.last)

    @dbus.service.method(NAME, in_signature="u")
    def CloseNotification(self, notification):
        self.NotificationClosed(notification, 3)

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return ["body", "actions"]

    @dbus.service.method(NAME, out_signature="ssss")
    def GetServerInformation(self):
        return ("recorder", "changeover", "1", "1.2")

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, notification, action):
        pass

    @dbus.service.signal(NAME, signature="uu")
    def NotificationClosed(self, notification, reason):
        pass


DBusGMainLoop(set_as_default=True)
recorder = Recorder(dbus.SessionBus())


def asked(source, condition):
    line = source.readline().split()
    if not line:
        loop.quit()
        return False
    recorder.ActionInvoked(dbus.UInt32(int(line[0])), line[1])
    return True


loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, asked)
print(json.dumps({"ready": True}), flush=True)
loop.run()
