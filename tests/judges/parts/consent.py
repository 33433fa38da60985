"""A person in a browser who answers a page that asks for access: reads its form, and sends it."""

import re
from urllib.parse import parse_qs, urlsplit

import requests


def decide(base, page, asked, user_id, decision="allow"):
    """Opens the page, answers its form, and gives the fields of the address that the browser is sent back to."""
    shown = requests.get(base + page, params=asked, timeout=30)
    assert shown.status_code == 200, f"no page that asks: {shown.status_code}"
    ticket = re.search(r'name="ticket" value="([^"]+)"', shown.text).group(1)
    action = re.search(r'action="([^"]+)"', shown.text).group(1)
    form = {"ticket": ticket, "user": str(user_id), "decision": decision}
    answer = requests.post(base + action, data=form, allow_redirects=False, timeout=30)
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def drive(base, path, body=None):
    """Asks the practice CRM's driver for something."""
    address = f"{base}/practice/{path}"
    answer = requests.get(address, timeout=30) if body is None else requests.post(address, json=body, timeout=30)
    answer.raise_for_status()
    return answer.json()


def someone(base, role):
    """Somebody of the roster with a role."""
    return next(person for person in drive(base, "roster")["people"] if person["role"] == role)
