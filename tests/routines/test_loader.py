"""What the loader says about routine files that are not right."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.routines.loader import LIBRARY, check_files, load_file, load_library

GOOD = textwrap.dedent(
    """\
    id: little
    names: [little one, small one]
    purpose: Shows what a file looks like.
    suits: [self, partner]
    needed: [towel]
    any_of: [[foam_roller, tennis_ball]]
    optional_supplies: [oil]
    setup:
      - Sit down.
      - when: {have: [oil]}
        text: Keep the oil near.
    contraindications: [open_wound]
    screening: [skin]
    minutes_per_foot: 2.5
    versions: [quick, full]
    finish: [Well done.]
    source: J
    steps:
      - each_foot:
          - id: rub
            name: rub
            kind: timed
            seconds: {quick: 20, full: 60}
            say: Rub your {side} sole.
            explain: Use your thumb.
            technique: rub
            part: sole
            pressure: 3
            work: functional
            tags: [deep]
            source: J
            cues:
              - {id: ask, at: -20, say: All well?}
      - id: more
        name: more
        rounds: 2
        steps:
          - id: curls
            name: toe curls
            kind: count
            seconds: 5
            repetitions: 4
            say: Curl your toes.
            explain: Slowly.
            technique: curl
            part: toes
            pressure: 0
            source: J
            cues:
              - {id: ask, at: 15, say: All well.}
    """
).replace("All well?", '"All well?"')

NESTED = "\n".join(" " * depth + "a:" for depth in range(3000))


def write(tmp_path: Path, text: str, name: str = "little.yml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def messages(path: Path) -> list[tuple[int, str]]:
    routine, problems = load_file(path)
    assert routine is None
    assert {problem.file for problem in problems} == {str(path)}
    return [(problem.line, problem.message) for problem in problems]


def test_a_right_file_has_no_problem_and_is_read_in_full(tmp_path: Path) -> None:
    routine, problems = load_file(write(tmp_path, GOOD))
    assert problems == []
    assert routine is not None
    assert routine.title == "little one"
    assert routine.minutes_per_foot == 2.5
    assert routine.any_of == (("foam_roller", "tennis_ball"),)
    assert routine.setup[1].when.have == ("oil",)
    rub, curls = routine.all_steps()
    assert (rub.seconds.quick, rub.seconds.full) == (20, 60) if rub.seconds else False
    assert (rub.max_seconds, rub.work, rub.tags) == (120, "functional", ("deep",))
    assert (rub.cues[0].at, rub.line) == (-20, line_of(GOOD, "- id: rub"))
    assert (curls.repetitions.full, curls.max_repetitions, curls.cues[0].at) == (4, 8, 15)


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.yml")), ids=lambda p: p.stem)
def test_every_file_of_the_library_is_right_and_named_for_its_id(path: Path) -> None:
    routine, problems = load_file(path)
    assert problems == []
    assert routine is not None
    assert routine.id == path.stem


def test_no_id_of_the_library_is_taken_twice() -> None:
    assert check_files(sorted(LIBRARY.glob("*.yml"))) == []


# What is put in for what; where the problem is (a piece of the changed line); what is said of it.
ONE_PROBLEM = [
    # Unknown, missing and double keys
    ("finish:", "finsh:", "id: little", "lacks 'finish'; add it"),
    ("technique: rub", "technique: rub\n        presure: 3", "presure", "did you mean 'pressure'?"),
    ("technique: rub", "technique: rub\n        zzz: 3", "zzz", "unknown key 'zzz'"),
    ("technique: rub", "technique: rub\n        rest: 3", "rest", "unknown key 'rest'"),
    ("source: J\nsteps", "steps", "id: little", "the routine lacks 'source'; add it"),
    ("        technique: rub\n", "", "- id: rub", "the step 'rub' lacks 'technique'; add it"),
    ("    rounds: 2\n", "", "- id: more", "the group lacks 'rounds'; add it"),
    ("        pressure: 3\n", "", "- id: rub", "the step 'rub' lacks 'pressure'; add it"),
    ("        repetitions: 4\n", "", "- id: curls", "lacks 'repetitions'; add it"),
    ("suits: [self", "needed: [oil]\nsuits: [self", "needed: [towel]", "'needed' stands twice"),
    ("work: functional", "kind: hold", "kind: hold", "'kind' stands twice in the step"),
    # Wrong types
    ("pressure: 3", "pressure: firm", "pressure: firm", "'pressure' must be a whole number"),
    ("pressure: 3", "pressure: 2.5", "pressure: 2.5", "'pressure' must be a whole number"),
    ("seconds: 5", "seconds: yes", "seconds: yes", "'seconds' must be a whole number"),
    ("seconds: 5", "seconds: [5]", "seconds: [5]", "'seconds' must be a whole number"),
    ("say: Curl your toes.", "say: 7", "say: 7", "'say' must be a text"),
    ("say: Curl your toes.", "say:", "say:\n", "'say' is empty"),
    ("say: Curl your toes.", "say: null", "say: null", "'say' must be a text"),
    ("explain: Slowly.", "explain: []", "explain: []", "'explain' is empty"),
    ("explain: Slowly.", "explain: [Gently., {a: b}]", "explain: [", "lacks 'text'"),
    ("finish: [Well done.]", "finish: [Well done., ]\nx: 1", "x: 1", "unknown key 'x'"),
    ("finish: [Well done.]", "finish:\n  -", "  -\n", "'finish' is empty"),
    ("technique: curl", "technique: [curl]", "technique: [", "'technique' must be a text"),
    ("names: [little one, small one]", "names: {a: b}", "names", "must list plain words"),
    ("names: [little one, small one]", "names: []", "names", "'names' is empty"),
    ("names: [little one, small one]", "names: [a, a]", "names", "'a' stands twice"),
    ("minutes_per_foot: 2.5", "minutes_per_foot: long", "minutes", "a number from 0.5 to 60"),
    ("minutes_per_foot: 2.5", "minutes_per_foot: .nan", "minutes", "a number from 0.5 to 60"),
    ("{id: ask, at: 15, say: All well.}", "ask", "- ask", "the cue must be a mapping"),
    ("{id: ask, at: 15, say: All well.}", "{id: ask, off: 1}", "off: 1", "must be true or false"),
    ("when: {have: [oil]}", "when: oil", "when: oil", "'when' must be a mapping"),
    # Impossible amounts
    ("seconds: 5", "seconds: 0", "seconds: 0", "'seconds' is 0; it must be from 1 to 1800"),
    ("seconds: 5", "seconds: -5", "seconds: -5", "'seconds' is -5; it must be from 1 to 1800"),
    ("seconds: 5", "seconds: 1801", "seconds: 1801", "it must be from 1 to 1800"),
    ("full: 60", "full: 0", "full: 0", "'full' is 0; it must be from 1"),
    ("{quick: 20, full: 60}", "{quick: 20}", "{quick: 20}", "'seconds' lacks 'full'; add it"),
    ("{quick: 20, full", "{short: 20, full", "{short", "the routine has no version 'short'"),
    ("{quick: 20, full", "{fast: 20, full", "{fast", "unknown key 'fast'"),
    ("repetitions: 4", "repetitions: 0", "repetitions: 0", "from 1 to 100"),
    ("repetitions: 4", "repetitions: 4\n        max_repetitions: 3", "max_rep", "there are 4"),
    ("seconds: 5", "seconds: 5\n        max_seconds: 4", "max_seconds", "the step takes 5"),
    ("rounds: 2", "rounds: 2\n    max_rounds: 1", "max_rounds", "there are 2 rounds"),
    ("rounds: 2", "rounds: 0", "rounds: 0", "'rounds' is 0"),
    ("at: -20", "at: -61", "at: -61", "'at' is -61; it must be from -60 to 60"),
    ("at: 15", "at: 21", "at: 21", "'at' is 21; it must be from -20 to 20"),
    ("pressure: 3", "pressure: 6", "pressure: 6", "'pressure' is 6; it must be from 0 to 5"),
    # Names that are not known
    ("needed: [towel]", "needed: [towle]", "towle", "did you mean 'towel'?"),
    ("tennis_ball]]", "tenis_ball]]", "tenis", "did you mean 'tennis_ball'?"),
    ("optional_supplies: [oil]", "optional_supplies: [x]", "[x]", "use one of: basins, foam_r"),
    ("have: [oil]", "have: [oill]", "oill", "did you mean 'oil'?"),
    ("part: sole", "part: soul", "part: soul", "did you mean 'sole'?"),
    ("kind: timed", "kind: timd", "kind: timd", "did you mean 'timed'?"),
    ("work: functional", "work: hard", "work: hard", "use one of: functional, relaxing, still"),
    ("tags: [deep]", "tags: [depp]", "depp", "did you mean 'deep'?"),
    ("suits: [self, partner]", "suits: [selve]", "selve", "did you mean 'self'?"),
    ("screening: [skin]", "screening: [skim]", "skim", "did you mean 'skin'?"),
    ("[open_wound]", "[open_wund]", "open_wund", "did you mean 'open_wound'?"),
    ("versions: [quick, full]", "versions: [quick, full, log]", "log]", "'log' under 'versions'"),
    ("{have: [oil]}", "{versions: [short]}", "[short]", "has no version 'short'"),
    ("{have: [oil]}", "{recipient: both}", "recipient: both", "'recipient' is 'both'"),
    ("your {side} sole", "your {sde} sole", "{sde}", "did you mean 'side'?"),
    # A side where none is named
    ("Curl your toes.", '"Curl your {side} toes."', "{side} toes", "outside 'each_foot'"),
    ("- Sit down.", '- "Sit on the {side}."', "on the {side}", "outside 'each_foot'"),
    # Texts
    ("Use your thumb.", "one " * 15 + "thumb.", "explain: one", "has 16 words; split it"),
    ("Curl your toes.", "One two three four five six. " * 5 + "End.", "say: One", "the ear takes"),
    ("- Sit down.", "- Sit down", "- Sit down", "must end with a full stop"),
    ("id: ask, at: 15, say: All well.", "id: ask, at: 15, say: All", "say: All", "full stop"),
    # Ids
    ("id: curls", "id: rub", "- id: rub\n        name: toe", "the step id 'rub' was used in line"),
    ("id: curls", "id: more", "- id: more\n        name: toe", "the step id 'more' was used"),
    ("id: curls", "id: Toe-Curls", "Toe-Curls", "must be lower-case letters"),
    # Shape
    ("  - each_foot:\n", "  - each_foot:\n      - each_foot: []\n", "[]", "'each_foot' is empty"),
]


@pytest.mark.parametrize(("old", "new", "place", "said"), ONE_PROBLEM)
def test_a_problem_is_said_with_its_line(
    tmp_path: Path, old: str, new: str, place: str, said: str
) -> None:
    text = changed(old, new)
    found = messages(write(tmp_path, text))
    assert [
        message for line, message in found if line == line_of(text, place) and said in message
    ], found
    assert len(found) <= 3, found


def test_each_foot_may_not_stand_inside_each_foot(tmp_path: Path) -> None:
    inner = "      - each_foot:\n          - {id: inner}\n"
    text = changed("  - each_foot:\n", "  - each_foot:\n" + inner)
    said = "'each_foot' stands inside another; keep one of them"
    assert (line_of(text, "each_foot:\n          - {id"), said) in messages(write(tmp_path, text))


def test_the_line_where_an_id_was_used_first_is_named(tmp_path: Path) -> None:
    text = changed("id: curls", "id: rub")
    [(line, message)] = messages(write(tmp_path, text))
    assert line == line_of(text, "id: rub\n        name: toe curls")
    assert f"was used in line {line_of(text, 'id: rub')};" in message


def test_all_problems_of_a_file_are_said_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = GOOD
    for old, new in (
        ("purpose: Shows what a file looks like.\n", ""),
        ("needed: [towel]", "needed: [towle, oli]"),
        ("minutes_per_foot: 2.5", "minutes_per_foot: 0"),
        ("kind: timed", "kind: timd"),
        ("pressure: 3", "pressure: 9"),
        ("rounds: 2", "rounds: two"),
        ("say: Curl your toes.", "say: Curl your toes."[:-1]),
        ("technique: curl", "tecnique: curl"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    found = messages(write(tmp_path, text))
    curls = line_of(text, "- id: curls")
    assert [line for line, _ in found] == [
        1,
        line_of(text, "towle"),
        line_of(text, "oli]"),
        line_of(text, "minutes_per_foot"),
        line_of(text, "timd"),
        line_of(text, "pressure: 9"),
        line_of(text, "rounds: two"),
        curls,
        line_of(text, "say: Curl"),
        line_of(text, "tecnique"),
    ]
    assert "lacks 'purpose'" in found[0][1]
    assert "lacks 'technique'" in dict(found)[curls]
    assert "did you mean 'technique'?" in found[-1][1]


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("id: x\n  name: y\n", 2, "this is not YAML: mapping values are not allowed"),
        ("id: x\nsay: 'open\n", 3, "this is not YAML"),
        ("id: x\nsay: a: b\n", 2, "check the indentation, colons and quotes here"),
        ("id: x\n\tname: y\n", 2, "this is not YAML"),
        ("id: x\n---\nid: y\n", 2, "this is not YAML"),
        ("id: x\nsay: \x00\n", 1, "this is not YAML"),
        ("", 1, "the file is empty"),
        ("# nothing but a comment\n", 1, "the file is empty"),
        ("just words\n", 1, "the routine must be a mapping"),
        ("- a list\n", 1, "the routine must be a mapping"),
        (NESTED, 41, "the nesting is too deep here; flatten the steps"),
        ("id: x\nsteps:\n  " + "[" * 900, 3, "the nesting is too deep here"),
        ("id: x\nsteps: &all\n  - each_foot: *all\n", 3, "aliases ('*name') are not supported"),
    ],
    ids=range(13),
)
def test_what_cannot_be_read_is_said_once(
    tmp_path: Path, content: str, line: int, said: str
) -> None:
    [(at, message)] = messages(write(tmp_path, content))
    assert at == line
    assert said in message


def test_what_is_not_utf8_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.yml"
    path.write_bytes("id: x\nname: café\n".encode("latin-1"))
    [(line, message)] = messages(path)
    assert (line, message) == (2, "this is not UTF-8 text; save the file as UTF-8")


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    [(_, missing)] = messages(tmp_path / "none.yml")
    [(_, folder)] = messages(tmp_path)
    assert missing == "the file cannot be read: No such file or directory"
    assert folder == "the file cannot be read: Is a directory"


def test_an_id_that_two_files_take_is_said_for_the_second(tmp_path: Path) -> None:
    first = write(tmp_path, GOOD, "a.yml")
    second = write(tmp_path, GOOD, "b.yml")
    [problem] = check_files([first, second])
    assert problem.file == str(second)
    assert f"the routine id 'little' is taken by {first}" in problem.message


def test_the_problems_of_all_files_are_collected(tmp_path: Path) -> None:
    first = write(tmp_path, changed("part: sole", "part: soul"), "a.yml")
    second = write(tmp_path, changed("rounds: 2", "rounds: 0"), "b.yml")
    assert [problem.file for problem in check_files([first, second])] == [str(first), str(second)]


def test_a_problem_reads_as_file_line_and_what_to_do(tmp_path: Path) -> None:
    text = changed("part: sole", "part: soul")
    path = write(tmp_path, text)
    [problem] = check_files([path])
    assert str(problem) == (
        f"{path}:{line_of(text, 'part: soul')}: 'part' is 'soul', which is not known; "
        "did you mean 'sole'?"
    )


def test_a_library_is_loaded_in_the_order_of_its_file_names(tmp_path: Path) -> None:
    write(tmp_path, changed("id: little", "id: zebra"), "a.yml")
    write(tmp_path, changed("id: little", "id: ant"), "b.yml")
    assert list(load_library(tmp_path)) == ["zebra", "ant"]


def test_a_library_with_a_bad_file_is_refused_in_one_line(tmp_path: Path) -> None:
    path = write(tmp_path, changed("part: sole", "part: soul"))
    with pytest.raises(BadInput, match=r"little\.yml:\d+: 'part' is 'soul'") as refused:
        load_library(tmp_path)
    assert "\n" not in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_library_with_a_double_id_is_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "a.yml")
    write(tmp_path, GOOD, "b.yml")
    with pytest.raises(BadInput, match=r"b\.yml: the routine id 'little' is taken"):
        load_library(tmp_path)
