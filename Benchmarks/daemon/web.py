"""A web of many hosts on loopback addresses, in one process with one thread: so much faster than those that read it that it
is never what limits them. It keeps a record of all requests.

Answers are made beforehand. Addresses are 127.0.x.y, each a listening socket of its own on one port.
"""
import os
import resource
import select
import signal
import socket
import time
import zlib
from dataclasses import dataclass

REASONS = {200: "OK", 404: "Not Found"}
HEAD_END = b"\r\n\r\n"


def address(number):
    """That of the host with this number, from 0 on."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


@dataclass
class Answer:
    """A body as it is kept, perhaps compressed."""

    body: bytes
    content_type: str = "text/html"
    is_gzipped: bool = False
    #: For lists: how long they are good for, so that nobody asks again during a run.
    max_age: int | None = None

    def bytes(self, takes_gzip):
        body, fields = self.body, [f"Content-Type: {self.content_type}"]
        if self.is_gzipped and takes_gzip:
            fields.append("Content-Encoding: gzip")
        elif self.is_gzipped:
            body = zlib.decompress(body, 16 + zlib.MAX_WBITS)
        if self.max_age is not None:
            fields.append(f"Cache-Control: max-age={self.max_age}")
        return response(200, fields, body)


def response(status, fields, body):
    lines = [f"HTTP/1.1 {status} {REASONS[status]}", *fields, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


NOT_FOUND = response(404, ["Content-Type: text/plain"], b"There is nothing here.\n")


class Connection:
    def __init__(self, peer, host):
        self.peer, self.host = peer, host
        self.received, self.unsent = b"", memoryview(b"")
        self.path, self.begun = "", 0.0


class Web:
    """Serves in a process of its own, until `stop`."""

    def __init__(self, answers, hosts, record):
        """`answers` by host's number and path; requests are written to the file `record` at the end."""
        self.answers, self.record = answers, record
        self.listeners, self.port = [], 0
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        for number in range(hosts):
            listener = socket.create_server((address(number), self.port), backlog=256)
            self.port = listener.getsockname()[1]
            listener.setblocking(False)
            self.listeners.append(listener)
        self.process = os.fork()
        if self.process == 0:
            self.serve()
        for listener in self.listeners:
            listener.close()

    def stop(self):
        os.kill(self.process, signal.SIGTERM)
        os.waitpid(self.process, 0)

    def url(self, host, path):
        return f"http://{address(host)}:{self.port}{path}"

    def serve(self):
        self.requests, self.connections, self.epoll = [], {}, select.epoll()
        signal.signal(signal.SIGTERM, self.end)
        hosts = {listener.fileno(): (number, listener) for number, listener in enumerate(self.listeners)}
        for descriptor in hosts:
            self.epoll.register(descriptor, select.EPOLLIN)
        while True:
            for descriptor, _ in self.epoll.poll():
                if descriptor in hosts:
                    self.accept(*hosts[descriptor])
                else:
                    self.go_on(descriptor, self.connections[descriptor])

    def end(self, *_):
        with open(self.record, "w", encoding="ascii") as file:
            for host, path, begun, ended in self.requests:
                file.write(f"{host} {path} {begun:.6f} {ended:.6f}\n")
        os._exit(0)

    def accept(self, host, listener):
        try:
            peer, _ = listener.accept()
        except BlockingIOError:
            return
        peer.setblocking(False)
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connections[peer.fileno()] = Connection(peer, host)
        self.epoll.register(peer.fileno(), select.EPOLLIN)

    def go_on(self, descriptor, connection):
        try:
            if connection.unsent:
                self.send(descriptor, connection)
            elif not self.receive(descriptor, connection):
                self.close(descriptor, connection)
        except BlockingIOError:
            pass
        except OSError:
            self.close(descriptor, connection)

    def receive(self, descriptor, connection):
        now = time.monotonic()
        received = connection.peer.recv(1 << 16)
        if not received:
            return False
        if not connection.received:
            connection.begun = now
        connection.received += received
        head, found, rest = connection.received.partition(HEAD_END)
        if found:
            connection.received = rest
            connection.path = head.split(b" ", 2)[1].decode("ascii")
            answer = self.answers.get((connection.host, connection.path))
            takes_gzip = b"gzip" in head.lower().partition(b"\naccept-encoding:")[2].partition(b"\r")[0]
            connection.unsent = memoryview(answer.bytes(takes_gzip) if answer else NOT_FOUND)
            self.send(descriptor, connection)
        return True

    def send(self, descriptor, connection):
        while connection.unsent:
            try:
                sent = connection.peer.send(connection.unsent)
            except BlockingIOError:
                return self.epoll.modify(descriptor, select.EPOLLOUT)
            connection.unsent = connection.unsent[sent:]
        self.requests.append((connection.host, connection.path, connection.begun, time.monotonic()))
        self.epoll.modify(descriptor, select.EPOLLIN)

    def close(self, descriptor, connection):
        self.epoll.unregister(descriptor)
        connection.peer.close()
        del self.connections[descriptor]


def requests(record):
    """What a web has written: host, path, and the moments of the request's arrival and of the answer's last byte."""
    with open(record, encoding="ascii") as file:
        for line in file:
            host, path, begun, ended = line.split(" ")
            yield int(host), path, float(begun), float(ended)
