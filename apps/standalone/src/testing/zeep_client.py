"""Calls a SOAP service with zeep, somebody else's client. Standard input: {wsdl, user, password, calls: [{name, args}]}.
Standard output: for each call its rows, as zeep read them. What zeep objects to ends the script with its own words."""

import json
import sys

from lxml import etree
from requests import Session
from requests.auth import HTTPBasicAuth
from zeep import Client
from zeep.helpers import serialize_object
from zeep.transports import Transport


def rows_in(value):
    """All `row` elements anywhere in a result stream, as {column: text}."""
    if isinstance(value, dict):
        return [row for part in value.values() for row in rows_in(part)]
    if isinstance(value, (list, tuple)):
        return [row for part in value for row in rows_in(part)]
    if not isinstance(value, etree._Element):
        return []
    found = [one for one in value.iter() if isinstance(one.tag, str) and etree.QName(one).localname == "row"]
    return [{etree.QName(column).localname: column.text for column in row} for row in found]


task = json.load(sys.stdin)
session = Session()
session.auth = HTTPBasicAuth(task["user"], task["password"])
client = Client(task["wsdl"], transport=Transport(session=session, timeout=20, operation_timeout=20))
answers = []
for call in task["calls"]:
    result = getattr(client.service, call["name"])(**call["args"])
    answers.append({"name": call["name"], "rows": rows_in(serialize_object(result, dict))})
json.dump(answers, sys.stdout)
