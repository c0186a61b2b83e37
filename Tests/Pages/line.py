"""A line to the service that can be cut, as a telephone's is where there is no network."""
import socket
import threading


class Line:
    """Passes on what comes to a port of its own. Cut, it answers nobody, on the same port again once mended."""

    def __init__(self, base):
        host, port = base.removeprefix("http://").split(":")
        self._service = (host, int(port))
        self._port = 0
        self._open = []
        self.mend()

    @property
    def base(self):
        return f"http://127.0.0.1:{self._port}"

    def mend(self):
        """Goes on."""
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        threading.Thread(target=self._take, args=(self._listener,), daemon=True).start()

    def cut(self):
        """Ends at once, with whatever is under way."""
        for end in [self._listener, *self._open]:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # It has ended by itself.
        self._listener.close()
        self._open = []

    def _take(self, listener):
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.create_connection(self._service)
            self._open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass(one, other):
        try:
            while piece := one.recv(65_536):
                other.sendall(piece)
        except OSError:
            pass  # The line was cut.
        for end in (one, other):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
