"""Knocks at ports from the addresses of its host, as it is told over a socket of the file system, which reaches into every namespace.

usage: attack.py SOCKET

A line of JSON asks: {"from": "45.10.1.12", "to": "45.40.1.2", "port": 22, "transport": "tcp", "patience": 0.3}. The answer says when the
packet left, in milliseconds since 1970, and whether anybody answered, be it with a refusal: {"sent": 1770000000000.0, "answered": true}.
"""

import json
import socket
import sys
import time


def knock(order):
    kind = socket.SOCK_DGRAM if order.get("transport") == "udp" else socket.SOCK_STREAM
    with socket.socket(socket.AF_INET, kind) as knocking:
        knocking.bind((order["from"], 0))
        knocking.settimeout(order.get("patience", 0.3))
        sent = time.time() * 1000
        try:
            knocking.connect((order["to"], order["port"]))
            if kind == socket.SOCK_DGRAM:
                knocking.send(b"?")
                knocking.recv(1)
            answered = True
        except ConnectionRefusedError:
            answered = True
        except OSError:
            answered = False
    return {"sent": sent, "answered": answered}


def main():
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(sys.argv[1])
        door.listen()
        print("ready", flush=True)
        while True:
            visitor, _ = door.accept()
            with visitor, visitor.makefile("rw") as lines:
                for line in lines:
                    lines.write(json.dumps(knock(json.loads(line))) + "\n")
                    lines.flush()


main()
