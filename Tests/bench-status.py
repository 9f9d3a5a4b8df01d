"""Multiplies the one release, approval and deployment of a repository, for git fast-import.

    python3 bench-status.py RELEASES DEPLOYMENTS | git fast-import

Started in the repository that Tests/bench-status makes.
"""

import base64
import datetime
import hashlib
import json
import os
import struct
import subprocess
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

RELEASES, DEPLOYMENTS = int(sys.argv[1]), int(sys.argv[2])
ENVIRONMENTS = [f"e{number}" for number in range(1, 11)]
NOW = int(datetime.datetime.now().timestamp())
OUT = sys.stdout.buffer


def git(*arguments):
    return subprocess.run(["git", *arguments], check=True, capture_output=True).stdout


def canonical(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def string(data):
    return struct.pack(">I", len(data)) + data


class Key:
    """An SSH key that signs statements as `ssh-keygen -Y sign -n relman` does."""

    def __init__(self, private):
        self.private = private
        raw = private.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.blob = string(b"ssh-ed25519") + string(raw)
        self.line = "ssh-ed25519 " + base64.b64encode(self.blob).decode()
        digest = base64.b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")
        self.name = "SHA256:" + digest

    def envelope(self, statement):
        kind = "application/vnd.in-toto+json"
        payload = canonical(statement)
        message = f"DSSEv1 {len(kind)} {kind} {len(payload)} ".encode() + payload
        place = string(b"relman") + string(b"") + string(b"sha512")
        signed = b"SSHSIG" + place + string(hashlib.sha512(message).digest())
        proof = string(b"ssh-ed25519") + string(self.private.sign(signed))
        blob = b"SSHSIG" + struct.pack(">I", 1) + string(self.blob) + place + string(proof)
        return canonical({
            "payload": base64.b64encode(payload).decode(), "payloadType": kind,
            "signatures": [{"keyid": self.name, "sig": base64.b64encode(blob).decode()}],
        })

    def statement_id(self, statement):
        """As an approval is named by those that it allows."""
        return hashlib.sha256(string(canonical(statement)) + string(self.blob)).hexdigest()


def object_id(kind, data):
    return hashlib.sha1(f"{kind} {len(data)}\0".encode() + data).hexdigest()


def instant(seconds):
    time = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


class Import:
    """A stream for git fast-import, which knows the ids of the commits that it makes."""

    def __init__(self):
        self.mark = 0
        self.blobs = {}

    def blob(self, data):
        identity = object_id("blob", data)
        if identity not in self.blobs:
            self.mark += 1
            self.blobs[identity] = self.mark
            OUT.write(b"blob\nmark :%d\ndata %d\n%s\n" % (self.mark, len(data), data))
        return identity, self.blobs[identity]

    def commit(self, ref, files, parent, seconds, message):
        """Flat trees alone; `parent` is a mark and an id, or nothing."""
        stored = {name: self.blob(data) for name, data in files.items()}
        tree = b"".join(
            b"100644 %s\0%s" % (name.encode(), bytes.fromhex(stored[name][0]))
            for name in sorted(stored))
        who = f"ada <ada@example.com> {seconds} +0000"
        text = f"tree {object_id('tree', tree)}\n"
        if parent:
            text += f"parent {parent[1]}\n"
        text += f"author {who}\ncommitter {who}\n\n{message}"
        self.mark += 1
        command = f"reset {ref}\n\ncommit {ref}\nmark :{self.mark}\nauthor {who}\n"
        command += f"committer {who}\ndata {len(message.encode())}\n{message}\n"
        if parent:
            command += f"from :{parent[0]}\n"
        command += "deleteall\n"
        command += "".join(f"M 100644 :{stored[name][1]} {name}\n" for name in files)
        OUT.write((command + "\n").encode())
        return self.mark, object_id("commit", text.encode())


stream = Import()
with open(os.path.expanduser("~/.ssh/id_ed25519"), "rb") as file:
    owner = Key(serialization.load_ssh_private_key(file.read(), None))
session = Key(Ed25519PrivateKey.generate())

# Releases: main, tags, packages.
package = json.loads(git("show", "refs/relman/packages/v0.1.0:package.json"))
notes_text = git("show", "refs/relman/packages/v0.1.0:NOTES.md")
releases = []
previous = None
head = git("rev-parse", "main").decode().strip()
tree = git("rev-parse", "main^{tree}").decode().strip()
source = head
for number in range(2, RELEASES + 1):
    tag, seconds = f"v0.{number}.0", NOW - (RELEASES + 2 - number) * 86400
    who = f"ada <ada@example.com> {seconds} +0000"
    stream.mark += 1
    message = f"feat: release {number}\n"
    source = object_id("commit", (
        f"tree {tree}\nparent {source}\nauthor {who}\ncommitter {who}\n\n{message}").encode())
    OUT.write((
        f"commit refs/heads/main\nmark :{stream.mark}\ncommitter {who}\n"
        f"data <<END\n{message}END\n"
        + (f"from {head}\n" if number == 2 else "")
        + f"tag {tag}\nfrom :{stream.mark}\ntagger {who}\ndata <<END\n{tag}\nEND\n").encode())
    content = dict(package, tag=tag, version=tag[1:], source=source)
    if previous:
        content["previous"] = previous
    manifest = canonical(content)
    previous = {"tag": tag, "digest": hashlib.sha256(manifest).hexdigest()}
    commit = stream.commit(
        f"refs/relman/packages/{tag}", {"package.json": manifest, "NOTES.md": notes_text}, None,
        seconds, f"Package {tag}\n")
    releases.append((tag, previous["digest"], commit, seconds))

# Approvals: one statement a release and environment, each in a commit of its own.
noted = git("notes", "--ref=relman/approvals", "show", "refs/relman/packages/v0.1.0^{commit}")
approval = json.loads(base64.b64decode(json.loads(noted.splitlines()[0])["payload"]))
rules = {
    name: hashlib.sha256(git("show", f"refs/relman/policy:environments/{name}.json")).hexdigest()
    for name in ENVIRONMENTS} if DEPLOYMENTS else {}
approvals = {}
parent = git("rev-parse", "refs/notes/relman/approvals").decode().strip()
for tag, digest, commit, seconds in releases:
    lines = []
    for environment in ENVIRONMENTS:
        statement = json.loads(json.dumps(approval))
        statement["subject"] = [{"name": tag, "digest": {"sha256": digest}}]
        nonce = hashlib.sha256(f"{tag} {environment}".encode()).hexdigest()
        statement["predicate"].update(
            environment=environment, environmentDigest=rules[environment],
            expires=instant(seconds + 86400), nonce=nonce[:len(approval["predicate"]["nonce"])])
        lines.append(owner.envelope(statement))
        approvals[tag, environment] = owner.statement_id(statement)
        text = b"".join(line + b"\n" for line in sorted(lines))
        OUT.write((
            "commit refs/notes/relman/approvals\n"
            f"committer ada <ada@example.com> {seconds} +0000\ndata <<END\nNote\nEND\n"
            + (f"from {parent}\n" if parent else "")
            + f"N inline :{commit[0]}\ndata {len(text)}\n").encode() + text + b"\n")
        parent = None

# For Tests/bench-approvals: as many different approvals of the one release.
for number in range(int(os.environ.get("BENCH_COPIES", 0))):
    approval["predicate"]["nonce"] = hashlib.sha256(
        b"%d" % number).hexdigest()[:len(approval["predicate"]["nonce"])]
    OUT.write(owner.envelope(approval) + b"\n")

# Ledgers: in each environment one deployment after the other, as many records as relman made.
sample = []
sample_commits = git("rev-list", "--reverse", "--glob=refs/relman/deployments/*")
for commit in sample_commits.decode().split():
    payload = json.loads(git("show", f"{commit}:record.dsse"))["payload"]
    sample.append(json.loads(base64.b64decode(payload)))
for environment in ENVIRONMENTS if DEPLOYMENTS else []:
    ref = f"refs/relman/deployments/{environment}"
    tip, replaced = None, None
    for number in range(DEPLOYMENTS):
        tag, digest, _, tagged = releases[number * len(releases) // DEPLOYMENTS]
        identity = hashlib.sha256(f"{environment} {number}".encode()).hexdigest()
        opening = None
        for statement in sample:
            statement = json.loads(json.dumps(statement))
            statement["subject"] = [{"name": tag, "digest": {"sha256": digest}}]
            record = statement["predicate"]
            record.update(
                environment=environment, environmentDigest=rules[environment], tag=tag,
                digest=digest, startedAt=instant(tagged), recordedAt=instant(tagged),
                id=identity[:len(record["id"])])
            if "finishedAt" in record:
                record["finishedAt"] = instant(tagged)
            for name, value in (("after", tip and tip[1]), ("replaced", replaced)):
                record.pop(name, None)
                if value:
                    record[name] = value
            files = {"record.json": canonical(record), "log": b"deployed\n"}
            if opening is None:
                record["session"].update(
                    key=session.line, allowedBy=[approvals[tag, environment]])
                files["record.json"] = canonical(record)
                opening = owner.envelope(statement) + b"\n"
                files["record.dsse"] = opening
            else:
                files["record.dsse"] = session.envelope(statement) + b"\n"
                files["session.dsse"] = opening
            tip = stream.commit(ref, files, tip, tagged, f"{environment}: {tag}\n")
        replaced = {"tag": tag, "digest": digest}
