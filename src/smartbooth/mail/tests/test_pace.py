from smartbooth.mail.pace import Pace


def pace(rate=0, domain_rate=0):
    now = [100.0]
    return Pace(rate, domain_rate, lambda: now[0]), now


def test_without_a_limit_nobody_waits():
    one, _now = pace()
    assert [one.turn() for _ in range(3)] == [0, 0, 0] and not any(one.domain("a@example.org") for _ in range(99))


def test_turns_are_as_far_apart_as_the_rate_says():
    one, now = pace(rate=4)
    assert [one.turn() for _ in range(3)] == [0, 0.25, 0.5]
    now[0] += 10
    assert [one.turn() for _ in range(2)] == [0, 0.25]


def test_a_domain_gets_so_many_a_minute_and_another_its_own():
    one, now = pace(domain_rate=2)
    assert [one.domain("a@example.org") for _ in range(3)] == [0, 0, 60]
    assert one.domain("a@example.com") == 0
    now[0] += 20
    assert one.domain("b@example.org") == 40
    now[0] += 40
    assert one.domain("b@example.org") == 0
