# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL of a test's own, in a temporary folder: it listens on a socket there, nowhere else.

The server refuses to be run by root; it is then run by nobody.
"""
import json
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile


def binaries():
    """The folder of initdb and pg_ctl, which Debian keeps out of PATH, or None."""
    versions = [path.parent for path in pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found = shutil.which("initdb")
    if found:
        versions.append(pathlib.Path(found).resolve().parent)
    whole = [folder for folder in versions if (folder / "pg_ctl").exists()]
    return max(whole, key=lambda folder: folder.parent.name.zfill(4)) if whole else None


def is_installed():
    return shutil.which("psql") is not None and binaries() is not None


class Postgres:
    """A server for the time of a `with`, empty, in UTF-8."""

    def __enter__(self):
        # Not in a folder of the caller, which nobody may not enter; a socket's path is short.
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="pg-"))
        self._who = {}
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
        try:
            self._server("initdb", "-D", "data", "-U", "analyst", "-E", "UTF8", "--locale=C",
                         "--auth=trust", "--no-sync", "--no-instructions")
            self._server("pg_ctl", "-D", "data", "-l", "log", "-w", "-o",
                         f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' "
                         "-c fsync=off -c shared_buffers=4MB -c autovacuum=off", "start")
        except Exception:
            shutil.rmtree(self._folder)
            raise
        return self

    def __exit__(self, *_):
        try:
            self._server("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")
        finally:
            shutil.rmtree(self._folder)

    def _server(self, name, *arguments):
        with open(self._folder / f"{name}.out", "w+b") as said:  # a pipe would wait for the server
            done = subprocess.run([binaries() / name, *arguments], check=False, cwd=self._folder,
                                  stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                  timeout=120, env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                                  **self._who)
            if done.returncode != 0:
                said.seek(0)
                raise RuntimeError(f"{name}: {said.read()[-500:]!r}")

    def psql(self, *commands):
        """What psql prints of SQL and of commands of its own, the first that fails ends it."""
        done = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self._folder, "-U",
             "analyst", "-d", "postgres", *(f"--command={command}" for command in commands)],
            check=False, capture_output=True, encoding="utf-8", timeout=120,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PGCLIENTENCODING": "UTF8"})
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr[:500]}")
        return done.stdout

    def copy(self, table, path, types):
        """Makes the table anew with a column for each of the file's first row, of these types or text,
        and fills it: COPY refuses a row that does not fit them."""
        header = path.read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r").split(",")
        columns = ", ".join(f'"{name}" {types.get(name, "text")}' for name in header)
        self.psql(f"drop table if exists {table}", f"create table {table} ({columns})",
                  f"\\copy {table} from '{path}' with (format csv, header match)")

    def rows(self, question):
        return json.loads(self.psql(f"select coalesce(json_agg(t), '[]') from ({question}) t"))
