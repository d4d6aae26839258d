"""Sends several pieces as one, without making one of them."""

import socket


def send_all(connection: socket.socket, *parts: bytes) -> None:
    sent = connection.sendmsg(parts)
    if sent < sum(map(len, parts)):
        connection.sendall(b"".join(parts)[sent:])
