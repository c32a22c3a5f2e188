"""The replay as a person runs it: its own server, real HTTP, counts compared with the file."""

import subprocess
import sys

HEAD = "test,variant,week,headline,excerpt,impressions,clicks\n"
ROWS = "k1,a,201308,One,First,60,7\nk1,b,201308,Two,Second,40,0\nk2,a,201309,Three,,25,25\nk2,b,201309,Four,,3,1\n"


def play(*arguments, environment=None):
    command = [sys.executable, "-m", "smartbooth", "replay", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=170)


def test_counts_come_out_equal(tmp_path, live):
    file = tmp_path / "tests.csv"
    file.write_text(HEAD + ROWS)
    result = play(file, "--url", live.studio, "--concurrency", 8, environment=live.environment)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Equal: 4 variants of 2 tests, 128 visitors, 33 clicks." in result.stdout
    assert "robots' requests were dropped, each one counted" in result.stdout


def test_a_missing_file_plays_the_extract_and_a_wrong_token_fails(tmp_path, live):
    """Without the right token the server assigns by itself, and the comparison says so."""
    wrong = {**live.environment, "SMARTBOOTH_REPLAY_TOKEN": "another"}
    result = play(tmp_path / "gone.csv", "--tests", 1, "--scale", "0.02", "--url", live.studio, environment=wrong)
    said = " ".join(result.stderr.split())  # wherever the terminal's width broke it
    assert "the project's own extract of 12 tests is played instead" in said
    assert result.returncode == 1
    assert "counts differ" in result.stdout
