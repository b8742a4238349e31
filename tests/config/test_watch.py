"""What audits watch, as citecheck.toml says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.config.load import load_settings, settings_of
from citecheck.errors import ConfigError
from citecheck.model.settings import Settings
from citecheck.model.watch import Watch


def load(folder: Path, text: str, **flags: str) -> Settings:
    (folder / "citecheck.toml").write_text(text)
    return load_settings(flags, {}, folder=folder, user_file=folder / "user.toml")


def test_tables_become_watches_whose_paths_start_at_the_file(tmp_path: Path) -> None:
    text = """
        [[watch]]
        name = "site"
        sitemaps = ["https://news.example/sitemap.xml"]
        exclude = ["*/tag/*"]
        interval_days = 7
        crawl_delay_s = 0.5
        [[watch]]
        name = "drafts"
        files = ["drafts/*.md"]
    """
    site, drafts = load(tmp_path, text).watch
    assert (site.name, site.interval_days, site.exclude) == ("site", 7.0, ("*/tag/*",))
    assert (drafts.files, drafts.folder) == (("drafts/*.md",), str(tmp_path))


def test_a_named_file_has_the_paths_start_at_its_own_folder(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "a.toml").write_text('[[watch]]\nname = "a"\nfiles = ["*.md"]\n')
    settings = load_settings(
        {"config": str(inner / "a.toml")}, {}, folder=tmp_path, user_file=tmp_path / "user.toml"
    )
    assert settings.watch[0].folder == str(inner)


def test_a_caller_of_the_library_gives_watches_as_they_are() -> None:
    watch = Watch(name="a", urls=("https://news.example/",))
    assert settings_of({"watch": [watch]}).watch == (watch,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('watch = "site"', "write [[watch]]"),
        ("watch = [1]", "write [[watch]]"),
        ('[[watch]]\nname = "a"', "names nothing to watch"),
        ("[[watch]]\nfiles = []", "number 1 names nothing"),
        ('[[watch]]\nurls = ["https://a.example/"]', "watch.0.name"),
        ('[[watch]]\nname = "a"\nurls = ["u"]\n[[watch]]\nname = "a"\nurls = ["v"]', "two watches"),
        ('[[watch]]\nname = "a"\nurls = ["u"]\nfolder = "/"', "own folder"),
        ('[[watch]]\nname = "a"\nurls = ["u"]\nintervall_days = 2', "watch.0.intervall_days"),
        ('[[watch]]\nname = "a"\nurls = ["u"]\nconcurrency = 0', "watch.0.concurrency"),
        ('[[watch]]\nname = "a"\nurls = ["u"]\nuser_agent = "a\\nb"', "watch.0.user_agent"),
    ],
)
def test_a_wrong_table_is_told_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)
    assert said in str(error.value)
    assert str(tmp_path / "citecheck.toml") in str(error.value)
