"""Mail from the mailbox of a real server (Dovecot): marked when it is kept, never before; read once, whatever ends in between."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command

from motions.ingest import brevlada
from motions.ingest.brevlada import MARKE, Adress, BrevladaError, Meddelande
from motions.models import Post
from remiss.drift.hamtning import HamtningError, Mottagare, hamta, hamta_av_sig_sjalv, stallet
from remiss.drift.jobb import hamta_post
from remiss.start.system_packages import DOVECOT, SystemPackages
from tests.factories import Varld
from tests.remiss.test_hamta_post import bilaga, hallna, mejl
from tests.remiss.test_uppladdning import en_pdf

LOSENORD = "prov-lösenord"
KONF = """
base_dir = {mapp}/run
log_path = {mapp}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{mapp}/cert.pem
ssl_key = <{mapp}/key.pem
disable_plaintext_auth = yes
mail_location = maildir:{mapp}/post
first_valid_uid = 1
imap_fetch_failure = {vid_fel}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
passdb {{
  driver = static
  args = password={losenord}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={mapp}/post
}}
"""
UTAN_ROOT = """
default_internal_user = {anvandare}
default_login_user = {anvandare}
default_internal_group = {grupp}
service imap-login {{
  chroot =
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Server:
    """A running server with one mailbox."""

    imap: int
    imaps: int
    ca: Path

    def url(self, slag: str = "imaps", lada: str = "INBOX") -> str:
        """Its address."""
        return f"{slag}://registrator%40norrby.example@localhost:{getattr(self, slag)}/{lada}"

    def logga_in(self) -> imaplib.IMAP4:
        """A mail program that is logged in."""
        regler = ssl.create_default_context(cafile=str(self.ca))
        klient = imaplib.IMAP4_SSL("localhost", self.imaps, ssl_context=regler, timeout=20)
        klient.authenticate("PLAIN", lambda _: f"\0registrator@norrby.example\0{LOSENORD}".encode())
        klient.select("INBOX")
        return klient

    def lagg(self, *brev: bytes) -> None:
        """Put letters into the mailbox."""
        klient = self.logga_in()
        for data in brev:
            assert klient.append("INBOX", "", None, data)[0] == "OK"
        klient.logout()

    def filer(self) -> list[Path]:
        """Where it keeps them."""
        return [f for del_ in ("cur", "new") for f in (self.ca.parent / "post" / del_).iterdir()]

    def do(self) -> None:
        """Die at once, and each that serves somebody with it."""
        pid = int((self.ca.parent / "run/master.pid").read_text())
        barn = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for process in (pid, *map(int, barn)):
            os.kill(process, signal.SIGKILL)

    def flaggor(self) -> list[str]:
        """The marks of each letter."""
        klient = self.logga_in()
        svar = klient.uid("FETCH", "1:*", "(FLAGS)")[1]
        klient.logout()
        return [rad.decode() for rad in svar if isinstance(rad, bytes)]


def ledig_port() -> int:
    """A port that nobody has."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def dovecot() -> str:
    """The program, installed if it can be; else the test is left out, and says why."""
    program = SystemPackages.dovecot()
    if program is None:
        pytest.skip(f"Dovecot saknas: apt-get install {' '.join(DOVECOT)}")
    return program


def _konf(mapp: Path, imap: int, imaps: int, vid_fel: str) -> str:
    """The server as whoever runs the tests; root may not read mail, so nobody does."""
    rot = os.geteuid() == 0
    jag = pwd.getpwnam("nobody") if rot else pwd.getpwuid(os.getuid())
    mapp.chmod(0o711)
    (mapp / "post").mkdir()
    os.chown(mapp / "post", jag.pw_uid, jag.pw_gid)
    konf = KONF.format(
        mapp=mapp,
        imap=imap,
        imaps=imaps,
        losenord=LOSENORD,
        uid=jag.pw_uid,
        gid=jag.pw_gid,
        vid_fel=vid_fel,
    )
    return (
        konf
        if rot
        else konf + UTAN_ROOT.format(anvandare=jag.pw_name, grupp=grp.getgrgid(jag.pw_gid).gr_name)
    )


@pytest.fixture
def server(settings: Any, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A real server, set up to be fetched from. Its folder is one that others than we can pass through.

    The parameter is what it does when it cannot read a message; it hangs up, when nothing is said.
    """
    program = dovecot()
    imap, imaps, mapp = ledig_port(), ledig_port(), Path(tempfile.mkdtemp(prefix="imap-"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", mapp / "key.pem", "-out", mapp / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    konf = mapp / "dovecot.conf"
    konf.write_text(_konf(mapp, imap, imaps, getattr(request, "param", "disconnect-immediately")))
    s = Server(imap, imaps, mapp / "cert.pem")
    settings.POST_PASSWORD, settings.POST_CA, settings.POST_URL = LOSENORD, str(s.ca), s.url()
    with subprocess.Popen([program, "-F", "-c", str(konf)], stderr=subprocess.PIPE) as process:
        try:
            vanta_pa(s, process, mapp / "dovecot.log")
            yield s
        finally:
            process.terminate()
            process.wait(20)
            shutil.rmtree(mapp)


def vanta_pa(s: Server, process: subprocess.Popen[bytes], logg: Path) -> None:
    """Until it answers."""
    for _ in range(100):
        assert process.poll() is None, process.stderr and process.stderr.read()
        try:
            socket.create_connection(("127.0.0.1", s.imaps), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(logg.read_text())


@pytest.fixture
def installt(varld: Varld, settings: Any) -> Varld:
    """Whose post it is, and in whose name it is laid in."""
    settings.POST_SOM = varld.registrator.username
    settings.POST_FORVALTNING = varld.organ.forvaltning.namn
    return varld


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slag", ["imaps", "imap"], ids=["TLS from the start", "STARTTLS"])
def test_the_letters_of_a_mailbox_are_kept_once_and_marked(
    server: Server, installt: Varld, settings: Any, slag: str
) -> None:
    data = bilaga(mejl("Ett"), "remiss å.pdf", en_pdf()).as_bytes(policy=mejl().policy.clone(linesep="\r\n"))
    server.lagg(data, mejl("Två").as_bytes())
    settings.POST_URL = server.url(slag)

    utfall = hamta_av_sig_sjalv(at=installt.at)

    assert utfall is not None
    assert (utfall.nya, utfall.fanns, utfall.olasta) == (2, 0, [])
    assert hallna(Post.objects.get(amne="Ett")) == {"remiss å.pdf": en_pdf()}
    assert all(MARKE in f and "\\Seen" not in f for f in server.flaggor())
    server.lagg(mejl("Tre").as_bytes())
    igen = hamta_av_sig_sjalv(at=installt.at)
    assert igen is not None
    assert (igen.nya, igen.fanns) == (1, 0)


@pytest.mark.parametrize(
    ("lada", "skriven"),
    [
        ("&AMQ-renden", "%C3%84renden"),
        ("&AMQ-renden", "Ärenden"),
        ("&AMQ-renden", "A\u0308renden"),
        ("&AMQ-renden", "&AMQ-renden"),
        ("&AMQ-renden", "%26AMQ-renden"),
        ("F&APY-rskola &- skola", "Förskola%20&%20skola"),
        ("Bygg &- bo", "Bygg%20&%20bo"),
        ("Bygg &- bo", "Bygg &- bo"),
        ("&AOUA5AD2- &IBM- &AMUAxADW-", "åäö – ÅÄÖ"),
        ("&2D3cyA-", "%F0%9F%93%88"),
        ("Norrby.&AMQ-renden", "Norrby.%C3%84renden"),
    ],
)
def test_a_mailbox_is_read_whatever_signs_its_name_has(
    server: Server, installt: Varld, settings: Any, lada: str, skriven: str
) -> None:
    klient = server.logga_in()
    assert klient.create(f'"{lada}"')[0] == "OK"
    assert klient.append(f'"{lada}"', "", None, mejl("I mappen").as_bytes())[0] == "OK"
    klient.logout()
    settings.POST_URL = server.url(lada=skriven)

    utfall = hamta_av_sig_sjalv(at=installt.at)

    assert utfall is not None
    assert (utfall.nya, utfall.olasta) == (1, [])


@pytest.mark.parametrize("lada", ["Öns%20%26%20sjöns", "R&D-kontoret", "&AMQ", "A&*-"])
def test_a_mailbox_that_is_not_there_is_told_by_the_name_that_was_typed(
    server: Server, installt: Varld, settings: Any, lada: str
) -> None:
    settings.POST_URL = server.url(lada=lada)
    with pytest.raises(BrevladaError, match=re.escape(f"Mappen {unquote(lada)} kan inte öppnas")):
        hamta_av_sig_sjalv(at=installt.at)


def test_what_somebody_has_read_is_fetched_too_and_what_is_thrown_away_is_not(
    server: Server, installt: Varld
) -> None:
    server.lagg(mejl("Läst").as_bytes(), mejl("Slängt").as_bytes())
    klient = server.logga_in()
    klient.store("1", "+FLAGS", "(\\Seen)")
    klient.store("2", "+FLAGS", "(\\Deleted)")
    klient.logout()

    hamta_av_sig_sjalv(at=installt.at)

    assert list(Post.objects.values_list("amne", flat=True)) == ["Läst"]
    assert len(server.flaggor()) == 2


def test_a_program_that_ends_between_commit_and_mark_makes_no_doubles(
    server: Server, installt: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.lagg(mejl("Ett").as_bytes(), mejl("Två").as_bytes())

    def slut(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(brevlada.IBrevladan, "klart", slut)
        with pytest.raises(KeyboardInterrupt):
            hamta_av_sig_sjalv(at=installt.at)
    assert Post.objects.count() == 1
    assert not any(MARKE in f for f in server.flaggor())

    utfall = hamta_av_sig_sjalv(at=installt.at)

    assert utfall is not None
    assert (utfall.nya, utfall.fanns) == (1, 1)
    assert sorted(Post.objects.values_list("amne", flat=True)) == ["Ett", "Två"]
    assert all(MARKE in f for f in server.flaggor())


def test_nothing_is_marked_that_could_not_be_kept(server: Server, installt: Varld, settings: Any) -> None:
    server.lagg(mejl("Ett").as_bytes())
    settings.POST_SOM = installt.handlaggare.username

    with pytest.raises(HamtningError, match="är inte registrator i"):
        hamta_av_sig_sjalv(at=installt.at)

    assert not Post.objects.exists()
    assert not any(MARKE in f for f in server.flaggor())


def test_what_cannot_be_understood_or_is_too_large_is_listed_and_the_next_is_fetched(
    server: Server, installt: Varld, settings: Any
) -> None:
    server.lagg(
        b"inget brev\r\n",
        bilaga(mejl("Stort"), "film.mov", bytes(3_000_000)).as_bytes(),
        mejl("Sist").as_bytes(),
    )
    settings.MAX_UPLOAD_MB = 0.5

    with pytest.raises(CommandError, match="ligger i «Kunde inte läsas»"):
        call_command("hamta_post")

    assert sorted(Post.objects.olast().values_list("amne", flat=True)) == [
        "Meddelande (meddelande 1 i brevlådan)",
        "Stort",
    ]
    assert list(Post.objects.filter(olast="").values_list("amne", flat=True)) == ["Sist"]
    assert Post.objects.get(amne="Stort").olast.endswith("tas emot. Det ligger kvar i brevlådan.")
    assert all(MARKE in f for f in server.flaggor())


@pytest.mark.parametrize("server", ["no-after", "disconnect-immediately"], indirect=True)
@pytest.mark.parametrize("namnet_sager_storleken", [True, False])
def test_a_message_that_the_server_cannot_give_stands_in_the_way_of_no_other(
    server: Server, installt: Varld, namnet_sager_storleken: bool
) -> None:
    server.lagg(mejl("Ett").as_bytes(), mejl("Trasigt").as_bytes(), mejl("Tre").as_bytes())
    trasigt = next(f for f in server.filer() if b"Trasigt" in f.read_bytes())
    if not namnet_sager_storleken:
        trasigt = trasigt.rename(trasigt.with_name(re.sub(r",[SW]=\d+", "", trasigt.name)))
    trasigt.chmod(0)

    for nya in (2, 0):
        utfall = hamta_av_sig_sjalv(at=installt.at)
        assert utfall is not None
        assert (utfall.nya, len(utfall.olasta)) == (nya, 1)
        assert "Servern kunde inte lämna ut meddelandet" in utfall.olasta[0]
    assert sorted(Post.objects.values_list("amne", flat=True)) == ["Ett", "Tre"]

    trasigt = next(f for f in server.filer() if not f.stat().st_mode & 0o400)
    trasigt.chmod(0o600)
    hamta_av_sig_sjalv(at=installt.at)
    assert Post.objects.filter(amne="Trasigt").exists()


def test_a_server_that_goes_away_in_the_middle_ends_the_run_in_words(
    server: Server, installt: Varld, settings: Any
) -> None:
    server.lagg(mejl("Ett").as_bytes(), mejl("Två").as_bytes())
    till = Mottagare.ur(settings.POST_SOM, settings.POST_FORVALTNING)

    def borta(meddelanden: Iterator[Meddelande]) -> Iterator[Meddelande]:
        yield next(meddelanden)
        server.do()
        yield from meddelanden

    with (
        pytest.raises(BrevladaError, match="Brevlådan på localhost kan inte nås"),
        stallet(settings.POST_URL) as meddelanden,
    ):
        hamta(borta(meddelanden), till, at=installt.at)
    assert [p.amne for p in Post.objects.all()] == ["Ett"]


@pytest.mark.parametrize(
    ("andrat", "sagt"),
    [
        ({"POST_PASSWORD": "fel"}, "tar inte emot användarnamnet"),
        ({"POST_CA": ""}, "kan inte nås"),
        ({"POST_URL": "finns-inte"}, "kan inte öppnas"),
        ({"POST_SOM": ""}, "POST_SOM saknas"),
        ({"POST_SOM": "ingen"}, "ingen aktiv användare"),
        ({"POST_FORVALTNING": "Ingen"}, "Ange POST_FORVALTNING med ett av namnen: "),
        ({"FILE_STORE": "/dev/null"}, "Filerna kan inte sparas"),
    ],
    ids=["secret", "certificate", "no such folder", "nobody", "a stranger", "no such förvaltning", "no disk"],
)
def test_what_is_set_up_wrongly_is_said_in_words_and_never_the_secret(
    server: Server,
    installt: Varld,
    settings: Any,
    andrat: dict[str, str],
    sagt: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.lagg(mejl().as_bytes())
    for namn, varde in andrat.items():
        setattr(settings, namn, server.url(lada=varde) if namn == "POST_URL" else varde)

    with pytest.raises((BrevladaError, HamtningError), match=sagt) as fel:
        hamta_av_sig_sjalv(at=installt.at)
    assert LOSENORD not in str(fel.value)
    with pytest.raises((BrevladaError, HamtningError), match=sagt):
        hamta_post(0)
    assert sagt in caplog.text
    assert LOSENORD not in caplog.text
    assert not Post.objects.exists()


def test_the_post_is_fetched_by_itself_where_it_is_set_up(
    server: Server, installt: Varld, settings: Any
) -> None:
    server.lagg(mejl("Ett").as_bytes())
    hamta_post(0)
    assert Post.objects.get().amne == "Ett"
    settings.POST_URL = ""
    server.lagg(mejl("Två").as_bytes())
    hamta_post(0)
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("url", "sagt"),
    [
        ("imaps://a:hemligt@x/INBOX", "POST_PASSWORD"),
        ("imaps://x/INBOX", "imaps://användare@värd"),
        ("pop3://a@x", "imaps://användare@värd"),
        ("imaps://a@x:port/", "går inte att läsa"),
    ],
)
def test_an_address_that_is_none_is_refused_without_being_repeated(url: str, sagt: str) -> None:
    with pytest.raises(BrevladaError, match=sagt) as fel:
        Adress.ur(url)
    assert "hemligt" not in str(fel.value)
