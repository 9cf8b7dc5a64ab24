import numpy as np

from scenes.mobjects.growth import Growth, score_axes

RISING = np.array([np.nan, -20.6, 3.0, 15.4])


def test_an_axis_of_scores_goes_from_round_number_to_round_number():
    assert score_axes(5e6, [RISING], 8.0, 1.3).spans[1] == (-25, 20)
    assert score_axes(5e6, [np.array([1.0, 400.0])], 8.0, 1.3).spans[1] == (0, 400)


def test_an_axis_of_bounded_scores_goes_from_the_lowest_to_the_highest_there_can_be():
    growth = Growth([0, 1e6, 2e6, 5e6], RISING, 8.0, 1.3, (0, 0), bounds=(-21, 21))
    assert growth.submobjects[0].spans[1] == (-21, 21)
    assert len(growth.submobjects[0].grid) == 2  # lines at 0 and at 21; at -21 is the axis itself
    assert growth.at(5e6) == (5.0, 15.4)
