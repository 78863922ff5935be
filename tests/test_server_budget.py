"""What one client may use of the machine: places, seconds and errors; and who may more."""

import threading
from pathlib import Path

import pytest

from server.pool.places import Full, Places
from server.sparql.budget import Budget, client_name
from server.sparql.cache import Cache, Kept
from server.tokens import Tokens

SHORT = "short"
WRITER, READER = "a-token-that-may-write", "a-token-that-may-read"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_who_has_used_up_the_minute_waits_until_it_fills_again(
    tmp_path: Path, clock: Clock
) -> None:
    budget = Budget(tmp_path / "b", seconds=60, errors=30, clock=clock)
    assert budget.wait("a") == 0
    budget.charge("a", 70, failed=False)
    assert budget.wait("a") == pytest.approx(10)
    assert budget.wait("b") == 0
    clock.now += 9
    assert budget.wait("a") == pytest.approx(1)
    clock.now += 2
    assert budget.wait("a") == 0


def test_errors_have_a_budget_of_their_own(tmp_path: Path, clock: Clock) -> None:
    budget = Budget(tmp_path / "b", seconds=60, errors=3, clock=clock)
    for _ in range(4):
        budget.charge("a", 0, failed=True)
    assert budget.wait("a") == pytest.approx(20)
    clock.now += 60
    assert budget.wait("a") == 0


def test_a_budget_never_fills_beyond_its_minute(tmp_path: Path, clock: Clock) -> None:
    budget = Budget(tmp_path / "b", seconds=60, errors=30, clock=clock)
    budget.charge("a", 1, failed=False)
    clock.now += 500
    budget.charge("a", 65, failed=False)
    assert budget.wait("a") == pytest.approx(5)


def test_processes_share_one_budget(tmp_path: Path, clock: Clock) -> None:
    one, two = (Budget(tmp_path / "b", 60, 30, clock) for _ in range(2))
    one.charge("a", 61, failed=False)
    assert two.wait("a") == pytest.approx(1)
    two.charge("a", 1, failed=False)
    assert one.wait("a") == pytest.approx(2)


def test_no_limit_is_no_limit(tmp_path: Path, clock: Clock) -> None:
    budget = Budget(tmp_path / "b", seconds=0, errors=0, clock=clock)
    budget.charge("a", 1e6, failed=True)
    assert budget.wait("a") == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("", "192.0.2.1", False),
    ],
)
def test_a_client_is_an_address_or_a_network_of_ipv6(one: str, other: str, same: bool) -> None:
    assert (client_name(one) == client_name(other)) is same


def test_one_client_leaves_a_place_for_the_others() -> None:
    places = Places(running=2, waiting=0)
    with places.taken("a", 0):
        with pytest.raises(Full), places.taken("a", 0):
            pass
        with places.taken("b", 0), pytest.raises(Full), places.taken("c", 0):
            pass
        assert places.busy() == 1
    with places.taken("a", 0):
        assert places.busy() == 1


def test_one_client_leaves_room_in_the_queue() -> None:
    places = Places(running=1, waiting=2)
    begun, done = threading.Event(), threading.Event()

    def hold() -> None:
        with places.taken("a", 60):
            begun.set()
            done.wait()

    def wait(client: str) -> None:
        with places.taken(client, 60):
            pass

    threads = [threading.Thread(target=hold), threading.Thread(target=wait, args=("a",))]
    threads[0].start()
    begun.wait()
    threads[1].start()
    while places.queued("a") < 1:
        pass
    with pytest.raises(Full), places.taken("a", 60):
        pass
    threads.append(threading.Thread(target=wait, args=("b",)))
    threads[2].start()
    while places.queued("b") < 1:
        pass
    done.set()
    for thread in threads:
        thread.join()
    assert places.busy() == 0


def test_the_oldest_answers_make_room() -> None:
    cache = Cache(80_000)
    answers = {n: Kept("solutions", bytes(8_000), n, 0.1) for n in range(12)}
    for n, answer in answers.items():
        cache.put(n, answer)
        cache.get(0)
    assert cache.used <= 80_000
    assert cache.get(0) is answers[0]
    assert cache.get(1) is None
    assert cache.get(11) is answers[11]
    cache.put("big", Kept("graph", bytes(10_000), None, 0.1))
    assert cache.get("big") is None


def tokens(tmp_path: Path) -> Tokens:
    file = tmp_path / "tokens"
    file.write_text(f"{READER}\n")
    return Tokens.from_environment(
        {"RECALLING_WRITE_TOKENS": f"{WRITER} another-one-of-them",
         "RECALLING_RESEARCH_TOKENS_FILE": str(file)}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "rights"),
    [
        ("", set()),
        (f"Bearer {WRITER}", {"write"}),
        (f"bearer  {WRITER}", {"write"}),
        (f"Bearer {READER}", {"research"}),
        ("Bearer nobody-knows-this-one", None),
        (f"Basic {WRITER}", None),
        (WRITER, None),
        ("Bearer \udcff", None),
    ],
)
def test_a_token_gives_its_rights(tmp_path: Path, header: str, rights: set[str] | None) -> None:
    assert tokens(tmp_path).rights(header) == rights


def test_tokens_are_never_shown(tmp_path: Path) -> None:
    assert WRITER not in repr(tokens(tmp_path))
    with pytest.raises(ValueError, match="RECALLING_WRITE_TOKENS") as told:
        Tokens.from_environment({"RECALLING_WRITE_TOKENS": SHORT})
    assert SHORT not in str(told.value)
