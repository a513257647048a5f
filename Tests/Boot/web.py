"""A small news site and a name server on the container's loopback."""

import http.server
import socket
import threading

TOKEN = "tern-and-gull-4711"
# In every article's text; no log may repeat it.
SENTENCE = "The harbour master counted forty-one passengers on the first boat of the morning"

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/subscribe">Subscribe now</a></nav>
<article><h1>{title}</h1>
<p>{sentence}, and the ferry left the quay at ten past six with two delivery vans on board.</p>
<p>Until the autumn the crossing takes twelve minutes longer than before, because the channel behind the mole has to be
dredged first, as the port authority explained at its meeting on Tuesday evening.</p>
<p>Number {number} of these reports closes with the price of a ticket, which stays where it has been for three years, and
with the promise that bicycles travel free of charge.</p></article>
<footer>All rights reserved. Follow us on every network.</footer></body></html>"""


class News:
    """What is published. Feeds and pages are asked for from several threads."""

    def __init__(self):
        self.lock = threading.Lock()
        self.published = {"open": [], "closed": [], "later": []}
        self.authorizations = set()

    def publish(self, feed, numbers):
        with self.lock:
            self.published[feed] += numbers

    def feed(self, name):
        with self.lock:
            items = "".join(
                f"<item><title>Report {n} from the quay</title><link>http://news.example/{name}/{n}.html</link></item>"
                for n in self.published[name]
            )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'


def serve(news):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            parts = self.path.strip("/").split("/")
            if len(parts) == 2 and parts[0] == "closed":
                with news.lock:
                    news.authorizations.add(self.headers["Authorization"])
                if self.headers["Authorization"] != f"Bearer {TOKEN}":
                    return self.answer(401, "text/plain", "who are you?")
            if len(parts) == 2 and parts[1] == "feed.xml" and parts[0] in news.published:
                return self.answer(200, "application/rss+xml", news.feed(parts[0]))
            if len(parts) == 2 and parts[1].endswith(".html"):
                number = int(parts[1].removesuffix(".html"))
                title = f"Report {number} from the quay"
                page = PAGE.format(title=title, number=number, sentence=f"{SENTENCE} number {number}")
                return self.answer(200, "text/html", page)
            return self.answer(404, "text/plain", "nothing here")

        def answer(self, status, media_type, text):
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", media_type + "; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *_):
            """A client that is killed is part of the test."""

    server = Server(("127.0.0.1", 80), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def resolve_names():
    """Every name has the address 127.0.0.1 and no other."""
    answers = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    answers.bind(("127.0.0.1", 53))

    def loop():
        while True:
            query, client = answers.recvfrom(4096)
            end = query.index(b"\0", 12) + 5
            is_address = query[end - 4 : end - 2] == b"\0\1"
            head = query[:2] + b"\x81\x80\0\1" + (b"\0\1" if is_address else b"\0\0") + b"\0\0\0\0"
            record = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x7f\0\0\1" if is_address else b""
            answers.sendto(head + query[12:end] + record, client)

    threading.Thread(target=loop, daemon=True).start()
