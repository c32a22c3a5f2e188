"""The command as a person types it: help at once, errors in one line that say what to do."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from smartbooth.cli import COMMANDS, main


def run(*arguments, **environment):
    command = [sys.executable, "-m", "smartbooth", *arguments]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=60
    )


def test_help_needs_no_django():
    """What is imported before a command runs decides how fast --help answers."""
    code = (
        "import sys; from click.testing import CliRunner; from smartbooth.cli import main; "
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0; "
        "print(sorted({'django', 'rich', 'uvicorn', 'PIL'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_line_in_the_help(name):
    assert f"\n  {name} " in CliRunner().invoke(main, ["--help"]).output


def one_line(result):
    """The one line of an error; stderr holds nothing else."""
    lines = [line for line in result.stderr.splitlines() if line and not line.startswith(("Usage:", "Try "))]
    assert result.returncode != 0
    assert len(lines) == 1, result.stderr
    return lines[0]


def test_a_wrong_setting_is_named(tmp_path):
    said = one_line(run("demo", SMARTBOOTH_PORT="eighty", SMARTBOOTH_VAR=str(tmp_path)))
    assert "SMARTBOOTH_PORT must be a whole number" in said


def test_a_database_without_tables_says_what_to_run(tmp_path):
    assert "smartbooth manage migrate" in one_line(run("demo", SMARTBOOTH_VAR=str(tmp_path)))


def test_a_traceback_is_there_for_who_asks(tmp_path):
    result = run("--traceback", "demo", SMARTBOOTH_VAR=str(tmp_path))
    assert "Traceback" in result.stderr


def test_the_demonstration_is_for_a_laptop(tmp_path):
    result = run("demo", SMARTBOOTH_VAR=str(tmp_path), SMARTBOOTH_STUDIO_HOST="photobooth.example.org")
    assert "password is public" in one_line(result)


def test_a_replay_elsewhere_needs_the_token(tmp_path):
    result = run("replay", "--url", "http://localhost:1", SMARTBOOTH_VAR=str(tmp_path))
    assert "SMARTBOOTH_REPLAY_TOKEN" in one_line(result)


def test_a_replay_of_something_else_says_which_line(tmp_path):
    file = tmp_path / "tests.csv"
    file.write_text("test,variant,week,headline,excerpt,impressions,clicks\nk,a,201308,One,Two,few,3\n")
    assert "tests.csv, line 2: impressions and clicks must be whole numbers" in one_line(run("replay", str(file)))
