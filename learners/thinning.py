"""Which steps of a long run to record: every early one, then ever fewer."""


def moments(steps: int, singly: int = 90, growth: float = 0.02) -> list[int]:
    """Each of the first `singly` steps, then gaps that grow by a share of the steps since, and the last step.

    Played one after another at an even pace they show time speeding up, without a jerk.
    """
    chosen, step = [0], 0.0
    while step < steps:
        step += max(1.0, growth * (step - singly) + 1.0)
        chosen.append(min(int(step), steps))
    return chosen
