"""The checklists for tablets, router and computer, in words: what to set before the day, what each browser survives.

Names of menus change with every version of a system: each line says what is meant, then where it usually is.
"""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import pgettext


@dataclass(frozen=True, slots=True)
class Line:
    """Something to do or to set: `what` in a few words, `where` it is or why it matters."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class List:
    """One box of the page; `id` is its anchor."""

    id: str
    title: str
    lines: tuple[Line, ...]


def lists(port: int) -> list[List]:
    """All of them, in the order in which somebody prepares a hall."""
    return [_every(), _ipad(), _huawei(), _xiaomi(), _other(), _router(), _computer(port)]


def _every() -> List:
    lines = (
        Line(_("Charged, and a charger within reach"), _("A day with the screen on takes more than one battery.")),
        Line(
            _("Screen never goes to sleep"), _("The page asks for it where it can; on plain http no browser lets it.")
        ),
        Line(_("Do not disturb"), _("No calls, no banners, no alarms.")),
        Line(_("No automatic updates today"), _("Neither of the system nor of apps: both restart things.")),
        Line(_("Mobile data off"), _("Otherwise the tablet leaves a Wi-Fi that has no internet, without saying so.")),
        Line(
            _("“No internet. Stay connected?” – yes"), _("Asked once when the tablet joins; take “do not ask again”.")
        ),
        Line(_("Other networks forgotten"), _("The hotel's Wi-Fi must not be stronger than ours.")),
        Line(
            _("No private browsing"), _("Nor the browser inside a chat app: what waits there is lost when it closes.")
        ),
        Line(_("Text as large as the judge likes"), _("Everything stays reachable up to twice the usual size.")),
        Line(_("The page stays open"), _("Nobody closes the tab or clears browser data while marks are unsent.")),
    )
    return List("every", _("Every tablet"), lines)


def _ipad() -> List:
    lines = (
        Line(_("Auto-Lock: Never"), _("Settings › Display & Brightness. Grey? Turn Low Power Mode off.")),
        Line(_("Guided Access"), _("Settings › Accessibility; then in Safari press the top button three times.")),
        Line(_("Focus: Do Not Disturb"), _("Settings › Focus")),
        Line(_("Automatic Updates: off"), _("Settings › General › Software Update; and Settings › App Store")),
        Line(_("Wi-Fi Assist: off"), _("Settings › Mobile Data, at the very end; only iPads with a SIM have it.")),
        Line(_("Low Power Mode: off"), _("Settings › Battery")),
    )
    return List("ipad", "iPad", lines)


def _huawei() -> List:
    lines = (
        Line(
            _("Sleep: the longest there is"),
            _("Settings › Display. Many models stop at 10 minutes: see the next line."),
        ),
        Line(
            _("Stay awake while charging"),
            _("Settings › System › Developer options (tap the build number seven times)"),
        ),
        Line(_("WLAN+ (network switching): off"), _("Settings › WLAN › More. On HarmonyOS 5: smart network switching")),
        Line(
            _("Browser may run in the background"),
            _("Settings › Apps › App launch › the browser: manage manually, allow all"),
        ),
        Line(_("Screen pinning"), _("Settings › Security › More; then pin the browser from the recent apps")),
        Line(_("No update at night"), _("Settings › System & updates › Software update › the gear")),
    )
    return List("huawei", _("Huawei, HarmonyOS"), lines)


def _xiaomi() -> List:
    lines = (
        Line(_("Screen lock: never"), _("Settings › Lock screen › Sleep; else developer options, stay awake")),
        Line(
            _("WLAN assistant: switching off"), _("Settings › WLAN › WLAN assistant: both kinds of automatic switching")
        ),
        Line(_("Battery saver of the browser: no restrictions"), _("Settings › Apps › Manage apps › the browser")),
        Line(_("Screen pinning"), _("Search the settings for “pin”; the place differs from model to model")),
        Line(_("No automatic update"), _("Settings › About › system version › the three dots")),
    )
    return List("xiaomi", _("Xiaomi, Redmi"), lines)


def _other() -> List:
    lines = (
        Line(_("Screen timeout: the longest"), _("Settings › Display; developer options: stay awake while charging")),
        Line(
            _("No switch to mobile data"), _("Settings › Network: “adaptive connectivity”, “switch automatically” off")
        ),
        Line(_("A browser that is new enough"), _("Chrome or Edge 99, Safari 15.4, all of 2022, or newer")),
        Line(_("Windows: never sleeps"), _("Settings › System › Power: screen and sleep, both “never”")),
    )
    return List("other", _("Other Android tablets, Windows"), lines)


def _router() -> List:
    lines = (
        Line(_("A router of our own"), _("Not the hotel's: that one asks for a room number, and keeps guests apart.")),
        Line(
            _("Client isolation: off"),
            _("Also called AP isolation or guest network: with it no tablet finds the computer."),
        ),
        Line(
            _("A fixed address for this computer"),
            _("By its network card in the router; the address stands on the cards."),
        ),
        Line(_("No sign-in page, no filter"), _("Captive portal, parental control and “smart” acceleration off")),
        Line(_("5 GHz, a channel of its own"), _("And the router high up, in the hall, not behind the stage.")),
    )
    return List("router", _("The router"), lines)


def _computer(port: int) -> List:
    lines = (
        Line(_("On mains power, never sleeps"), _("Also not when the lid is closed.")),
        Line(_("Windows: private network"), _("Settings › Network & internet › the network › Private")),
        Line(
            _("Windows firewall lets port %(port)s in", port=port),
            _("Windows asks at the first start: allow on private networks. Else: Firewall › Inbound rule › Port."),
        ),
        Line(
            _("The address does not change"), _("Sign-in and unsent marks belong to the address that a tablet opened.")
        ),
    )
    return List("computer", _("The computer that serves"), lines)


def survivals() -> list[tuple[str, str, str]]:
    """(what happens, on plain http, with a certificate): what a tablet survives. True, whether it pleases or not."""
    same = pgettext("survives", "the same")
    return [
        (
            _("The network goes away while the page is open"),
            _("Judging goes on; marks wait on the tablet and are sent, in order, when it is back."),
            same,
        ),
        (
            _("The page is reloaded, or closed and opened, without a network"),
            _("The browser shows its own error page. Marks stay and are sent at the next visit with a network."),
            _("The sheet opens from the tablet's own copy and says of what time it is; judging goes on."),
        ),
        (
            _("The battery is empty, the browser crashes"),
            _("Marks stay on the tablet; open the same address in the same browser."),
            same,
        ),
        (
            _("The screen goes to sleep"),
            _("The settings above prevent it. Woken up, the page connects by itself."),
            _("The page keeps the screen awake where the browser can."),
        ),
        (
            _("Private browsing is closed, browser data are cleared"),
            _("What was not sent is lost."),
            same,
        ),
        (
            _("Safari is not opened for seven days"),
            _("Safari may erase what was not sent. Look at “unsent” before the tablet goes home."),
            same,
        ),
    ]
