"""A name server of a test's own on loopback, over UDP and TCP: it answers from a zone's text, or misbehaves."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rrset
from dns.rdatatype import RdataType

from smartbooth.mail.published.zonefile import ZoneFile


class Served:
    """`odd`: names (without a final dot) that get no answer ("silent"), "SERVFAIL", "REFUSED", an answer that is cut
    short over UDP ("TC"), or an alias alone ("ALIAS")."""

    def __init__(self, path, zone, odd):
        path.write_text(zone)
        self.zone, self.odd, self.asked = ZoneFile(path), odd, []

    def reply(self, wire, tcp):
        question = dns.message.from_wire(wire)
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.AA | dns.flags.RA
        asked = question.question[0]
        name = str(asked.name).rstrip(".").lower()
        self.asked.append((name, RdataType.to_text(asked.rdtype)))
        odd = self.odd.get(name)
        if odd == "silent":
            return None
        if odd in ("SERVFAIL", "REFUSED"):
            answer.set_rcode(dns.rcode.from_text(odd))
        elif odd == "TC" and not tcp:
            answer.flags |= dns.flags.TC
        else:
            self._fill(answer, asked, alone=odd == "ALIAS")
        return answer.to_wire()

    def _fill(self, answer, asked, alone):
        name = asked.name
        if asked.name not in self.zone._names and self.zone._owner(name) == name:
            answer.set_rcode(dns.rcode.NXDOMAIN)
            return
        while found := self.zone._records.get((self.zone._owner(name), RdataType.CNAME)):
            answer.answer.append(dns.rrset.from_rdata_list(name, 60, found))
            name = found[0].target
            if alone or len(answer.answer) > 12:
                return
        if records := self.zone._records.get((self.zone._owner(name), asked.rdtype)):
            answer.answer.append(dns.rrset.from_rdata_list(name, 60, records))


class _Udp(socketserver.BaseRequestHandler):
    def handle(self):
        wire, line = self.request
        if reply := self.server.served.reply(wire, tcp=False):
            line.sendto(reply, self.client_address)


class _Tcp(socketserver.StreamRequestHandler):
    def handle(self):
        (length,) = struct.unpack("!H", self.rfile.read(2))
        if reply := self.server.served.reply(self.rfile.read(length), tcp=True):
            self.wfile.write(struct.pack("!H", len(reply)) + reply)


@contextmanager
def serving(path, zone, odd=None):
    """(address for a resolver, Served). Both transports on one port, as resolvers expect."""
    served = Served(path, zone, odd or {})
    tcp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Tcp)
    udp = socketserver.ThreadingUDPServer(tcp.server_address, _Udp)
    threads = []
    for server in (tcp, udp):
        server.served, server.daemon_threads = served, True
        threads.append(threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True))
        threads[-1].start()
    try:
        yield f"127.0.0.1:{tcp.server_address[1]}", served
    finally:
        for server in (tcp, udp):
            server.shutdown()
            server.server_close()
        for thread in threads:
            thread.join()


def closed_port():
    """Of a machine on which nobody listens."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
