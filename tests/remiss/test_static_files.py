"""The files that pages load: gathered once under names that change with them, compressed, and no more of them than are used."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import loader
from whitenoise.storage import MissingFileError

from remiss import settings as program
from remiss.start.launcher import Launcher
from remiss.web import static_files

HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+(\.map)?(\.br|\.gz)?$")
BY_NAME = re.compile(r"""(?:from\s*|import\s*\(?\s*|url\()["']?(\.{0,2}/[^"')]+)""")
SOURCE_MAP = "map"


@pytest.fixture
def gather(settings: Any, tmp_path: Path) -> Callable[..., Path]:
    """Gather as the program does, into a folder of the test's own; more source folders may be named."""

    def run(*folders: Path) -> Path:
        settings.STORAGES = program.STORAGES
        settings.STATIC_ROOT = tmp_path / "statiskt"
        settings.STATICFILES_DIRS = [*folders, *program.STATICFILES_DIRS]
        static_files.gather()
        return tmp_path / "statiskt"

    return run


def test_the_apps_with_files_are_those_that_are_gathered() -> None:
    carriers = {apps.get_app_config("staticfiles").name, *static_files.CARRIERS[1:]}
    having = {app.name for app in apps.get_app_configs() if (Path(app.path) / "static").is_dir()}
    assert having - {"django.contrib.admin"} <= carriers


def test_every_file_has_a_hashed_name_and_every_text_is_smaller_as_brotli(
    gather: Callable[..., Path],
) -> None:
    root = gather()
    files = [path for path in root.rglob("*") if path.is_file() and path.name != "staticfiles.json"]
    assert [path.name for path in files if not HASHED.search(path.name)] == []
    assert len(files) < 240, "more is gathered than the pages load"
    texts = [path for path in files if path.suffix in (".css", ".js", ".svg")]
    assert len(texts) > 25
    for path in texts:
        compressed = path.with_name(path.name + ".br").read_bytes()
        assert len(compressed) < path.stat().st_size
        assert brotli.decompress(compressed) == path.read_bytes()
    assert not any(path.suffix == ".br" and SOURCE_MAP in path.suffixes[-2] for path in files)


def test_what_one_file_loads_of_another_is_there_under_its_hashed_name(gather: Callable[..., Path]) -> None:
    for path in gather().rglob("*.*s"):
        for other in BY_NAME.findall(path.read_text("utf-8")):
            if other.startswith("."):
                assert HASHED.search(other), f"{path.name}: {other}"
                assert (path.parent / other).is_file(), f"{path.name}: {other}"


def test_a_module_that_imports_another_gets_its_hashed_name(
    gather: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tmp_path / "kalla"
    folder.mkdir()
    # In this order: Django takes a bare import and the next `from` for one. The test above would find that.
    lines = ('import { a } from "./tva.js";', 'export { a } from "./tva.js";', 'import "./tva.js";')
    (folder / "ett.js").write_text("\n".join(lines))
    (folder / "tva.js").write_text("export const a = 1;\n")
    root = gather(folder)
    (two,) = root.glob("tva.*.js")
    (one,) = root.glob("ett.*.js")
    assert one.read_text().count(f'"./{two.name}"') == 3


def test_a_module_that_imports_what_is_not_there_stops_the_gathering(
    gather: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tmp_path / "kalla"
    folder.mkdir()
    (folder / "ett.js").write_text('import { a } from "./borta.js";\n')
    with pytest.raises(MissingFileError, match="borta"):
        gather(folder)


def test_every_page_finds_its_files_by_their_hashed_names(gather: Callable[..., Path]) -> None:
    root = gather()
    found = re.findall(r'(?:href|src)="/static/([^"]+)"', loader.render_to_string("components/stilar.html"))
    assert len(found) > 10
    for name in found:
        assert HASHED.search(name)
        assert (root / name).is_file()
    assert HASHED.search(staticfiles_storage.url("js/footnote.js"))


def test_who_puts_it_into_service_is_told_when_nothing_is_gathered(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    assert [error.id for error in static_files.check_gathered(None)] == ["remiss.E004"]
    (tmp_path / "staticfiles.json").write_text("{}")
    assert static_files.check_gathered(None) == []


def test_a_start_gathers_when_something_is_new_and_not_otherwise(tmp_path: Path) -> None:
    launcher = Launcher({"REMISS_DATA": str(tmp_path), "SECRET_KEY": "hemlighet", "PATH": "/usr/bin:/bin"})
    manifest = tmp_path / "statiskt" / "staticfiles.json"
    digest = tmp_path / "statiskt.sha256"
    launcher.gather_static_files()
    made = manifest.stat().st_mtime_ns
    launcher.gather_static_files()
    assert manifest.stat().st_mtime_ns == made
    digest.write_text("en annan version")
    launcher.gather_static_files()
    again = manifest.stat().st_mtime_ns
    assert again > made
    manifest.unlink()
    launcher.gather_static_files()
    assert "css/base.css" in manifest.read_text()


def test_without_gathering_the_pages_load_the_files_as_they_lie(settings: Any) -> None:
    settings.STORAGES = program.STORAGES
    settings.DEBUG = True
    assert staticfiles_storage.url("js/footnote.js") == f"{django_settings.STATIC_URL}js/footnote.js"
