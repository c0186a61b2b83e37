"""Three PostgreSQL servers kept by Patroni and one etcd, on loopback and in one scratch folder.

Every process runs with its working directory inside its node's folder and passes that on to what it
starts. That is how a node's processes are found, and why no other process is ever struck.
"""

import json
import os
import pathlib
import pwd
import random
import shutil
import signal
import socket
import string
import subprocess
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent


class Trouble(Exception):
    """The cluster did not do what it had to in the time it had."""


def processes_in(folder):
    """The processes that work inside a folder."""
    found = []
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            place = os.readlink(f"/proc/{entry.name}/cwd")
        except OSError:
            continue
        if place == str(folder) or place.startswith(f"{folder}/"):
            found.append(int(entry.name))
    return found


def state_of(process):
    """The letter that the kernel gives a process's state; None if it is gone."""
    try:
        text = pathlib.Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return None
    return text.rpartition(")")[2].split()[0]


def strike(process, blow):
    try:
        os.kill(process, blow)
    except ProcessLookupError:
        pass


def kill_all_in(folder):
    """Kills what works in a folder, until nothing does."""
    until(lambda: not [strike(one, signal.SIGKILL) for one in processes_in(folder)], 30,
          f"processes in {folder} outlive SIGKILL")


def until(holds, seconds, trouble, pause=0.1):
    """Waits until something holds, and returns what it was."""
    end = time.monotonic() + seconds
    while not (answer := holds()):
        if time.monotonic() > end:
            raise Trouble(trouble)
        time.sleep(pause)
    return answer


def free_ports(count):
    """Ports that nobody listens on, below those that the system hands out by itself."""
    ports, held = [], []
    while len(ports) < count:
        port = random.randrange(15_000, 32_000)
        listener = socket.socket()
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            listener.close()
            continue
        held.append(listener)
        ports.append(port)
    for listener in held:
        listener.close()
    return ports


def server_programs():
    """Where Debian keeps the newest server's programs."""
    found = shutil.which("initdb")
    if found:
        return str(pathlib.Path(found).resolve().parent)
    versions = pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    if not newest:
        raise Trouble("PostgreSQL is not installed")
    return str(newest.parent)


class Node:
    """A server and its keeper."""

    def __init__(self, cluster, name, port, rest_port):
        self.cluster, self.name, self.port, self.rest_port = cluster, name, port, rest_port
        self.folder = cluster.scratch / name
        cluster.make_folder(self.folder)
        text = string.Template((HERE / "patroni.yaml").read_text()).substitute(
            name=name, port=port, rest_port=rest_port, etcd_port=cluster.etcd_port,
            folder=self.folder, programs=cluster.programs,
            synchronous="true" if cluster.is_synchronous else "false")
        (self.folder / "patroni.yaml").write_text(text)

    def start(self):
        self.cluster.run(
            self.folder, [self.cluster.python, "-m", "patroni", "patroni.yaml"], "patroni.log")

    def says(self, page):
        """What the keeper answers: its status and a body; nothing if it does not."""
        try:
            with urllib.request.urlopen(
                    f"http://127.0.0.1:{self.rest_port}/{page}", timeout=1) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, None
        except (OSError, ValueError):
            return None, None

    def is_primary(self):
        return self.says("primary")[0] == 200

    def kill(self):
        kill_all_in(self.folder)

    def freeze(self):
        """Stops every process of the node, and does not return before all of them stand still."""
        def stand_still():
            own = processes_in(self.folder)
            for process in own:
                strike(process, signal.SIGSTOP)
            return all(state_of(one) in ("T", "Z", None) for one in own) and (
                set(processes_in(self.folder)) <= set(own))
        until(stand_still, 10, f"{self.name} does not freeze", pause=0.01)

    def thaw(self, is_keeper_late):
        """Lets the node go on; if wanted, the server two seconds before its keeper."""
        own = processes_in(self.folder)
        keepers = [one for one in own if is_keeper(one)] if is_keeper_late else []
        for process in own:
            if process not in keepers:
                strike(process, signal.SIGCONT)
        if keepers:
            time.sleep(2)
        for process in keepers:
            strike(process, signal.SIGCONT)

    def senders(self):
        """The processes that send the journal to standbys."""
        return [one for one in processes_in(self.folder) if "walsender" in command_of(one)]


def command_of(process):
    try:
        return pathlib.Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def is_keeper(process):
    return "patroni" in command_of(process).split("\0")[:4]


class Cluster:
    """All of it; `stop` ends it and nothing else."""

    def __init__(self, scratch, packages, python, is_synchronous):
        self.scratch, self.packages, self.python = scratch, packages, python
        self.is_synchronous = is_synchronous
        self.programs = server_programs()
        self.etcd_port, self.peer_port, *ports = free_ports(8)
        # A server does not run as root.
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.etcd_folder = scratch / "etcd"
        self.make_folder(self.etcd_folder)
        self.nodes = [
            Node(self, f"node{number + 1}", *ports[2 * number:2 * number + 2])
            for number in range(3)]
        self.children = []

    def make_folder(self, folder):
        folder.mkdir(mode=0o700)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    def run(self, folder, words, log):
        """Starts a process in a folder, out of reach of the terminal's signals."""
        with open(folder / log, "ab") as output:
            child = subprocess.Popen(
                words, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True, umask=0o077,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(self.packages),
                     "LANG": "C.UTF-8", "HOME": str(folder)},
                **({"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
                   if self.user else {}))
        self.children.append(child)

    def start_etcd(self):
        own = f"http://127.0.0.1:{self.etcd_port}"
        peer = f"http://127.0.0.1:{self.peer_port}"
        self.run(self.etcd_folder, [
            "etcd", "--name=only", "--data-dir=data", f"--listen-client-urls={own}",
            f"--advertise-client-urls={own}", f"--listen-peer-urls={peer}",
            f"--initial-advertise-peer-urls={peer}", f"--initial-cluster=only={peer}",
        ], "etcd.log")

    def stop_etcd(self):
        kill_all_in(self.etcd_folder)

    def start(self):
        self.start_etcd()
        # The first makes the database, the others copy it.
        for node in self.nodes:
            node.start()
        self.wait_until_whole(120)
        self.ask_server(
            "CREATE ROLE tessera LOGIN", "CREATE DATABASE tessera OWNER tessera")

    def ask_server(self, *statements):
        words = [f"{self.programs}/psql", "--no-psqlrc", "--quiet", "--host=127.0.0.1",
                 f"--port={self.leader().port}", "--username=postgres", "--dbname=postgres"]
        for statement in statements:
            words += ["--command", statement]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL, timeout=60)

    def address(self, first=0):
        """The address with all nodes, one of them at the front."""
        order = self.nodes[first:] + self.nodes[:first]
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in order)
        return f"postgres://tessera@{hosts}/tessera"

    def leader(self, other_than=None):
        """The node that leads and takes writes; None if there is none."""
        return next(
            (node for node in self.nodes if node is not other_than and node.is_primary()), None)

    def members(self):
        """What a keeper says of all nodes."""
        for node in self.nodes:
            status, body = node.says("cluster")
            if status == 200:
                return body["members"]
        return []

    def timeline(self):
        """How often somebody was made the leader, as the leader counts."""
        return next((one["timeline"] for one in self.members() if one["role"] == "leader"), 0)

    def is_whole(self):
        """Whether there is a leader and both others follow it, one of them in step."""
        members = self.members()
        leaders = [one for one in members if one["role"] == "leader"]
        others = [one for one in members if one["role"] != "leader"]
        return (
            len(leaders) == 1 and leaders[0]["state"] == "running" and len(others) == 2
            and all(one["state"] == "streaming" for one in others)
            and all(one["timeline"] == leaders[0]["timeline"] for one in others)
            and (not self.is_synchronous or any(one["role"] == "sync_standby" for one in others))
            and self.leader() is not None)

    def wait_until_whole(self, seconds):
        until(self.is_whole, seconds, f"not whole after {seconds} s: {self.members()}", pause=0.5)

    def stop(self):
        """Ends every process of the cluster, frozen ones too."""
        kill_all_in(self.scratch)
        for child in self.children:
            child.wait()
