"""GIFs that stay small, chapter 2 in 480 lines 7 MB for 251: one palette for all frames, and nothing is dithered."""

from collections.abc import Iterator
from pathlib import Path

import av
from av.filter import Graph
from av.filter.context import FilterContext

SAMPLE = 10  # of so many frames one is looked at when the colors are chosen
MIXED = "dither=none:diff_mode=rectangle"  # a dithered ground would change with every frame, and fill the file


def join(pieces: list[str], target: Path) -> None:
    """Joins the videos of a scene's animations as one GIF; the frames pass one by one, however long it is."""
    with av.open(pieces[0]) as piece:
        stream = piece.streams.video[0]
        size, rate = (stream.width, stream.height), stream.average_rate
    palette = _palette(pieces)
    target.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(target), "w", format="gif") as made:
        output = made.add_stream("gif", rate=rate)
        output.width, output.height, output.pix_fmt = *size, "pal8"
        for number, frame in enumerate(_recolored(pieces, palette)):
            frame.pts = number
            frame.time_base = 1 / output.codec_context.framerate
            made.mux(output.encode(frame))
        made.mux(output.encode())


def _frames(pieces: list[str]) -> Iterator[av.VideoFrame]:
    for piece in pieces:
        with av.open(piece) as opened:
            yield from opened.decode(video=0)


def _palette(pieces: list[str]) -> av.VideoFrame:
    """The 256 colors that serve all of a video best, as a frame of 16 x 16."""
    graph: Graph | None = None
    for number, frame in enumerate(_frames(pieces)):
        if graph is None:
            graph = Graph()
            source = _source(graph, frame)
            chooser = graph.add("palettegen", "stats_mode=full")
            source.link_to(chooser)
            chooser.link_to(graph.add("buffersink"))
            graph.configure()
        if number % SAMPLE == 0:
            frame.pts = number
            source.push(frame)
    assert graph is not None
    source.push(None)
    return graph.vpull()


def _recolored(pieces: list[str], palette: av.VideoFrame) -> Iterator[av.VideoFrame]:
    """The frames in the colors of the palette."""
    graph: Graph | None = None
    for number, frame in enumerate(_frames(pieces)):
        if graph is None:
            graph = Graph()
            source, colors, mixer = _source(graph, frame), _source(graph, palette), graph.add("paletteuse", MIXED)
            source.link_to(mixer, 0, 0)
            colors.link_to(mixer, 0, 1)
            mixer.link_to(graph.add("buffersink"))
            graph.configure()
            colors.push(palette)
            colors.push(None)
        frame.pts = number
        source.push(frame)
        yield from _ready(graph)
    assert graph is not None
    source.push(None)
    yield from _ready(graph)


def _source(graph: Graph, like: av.VideoFrame) -> FilterContext:
    return graph.add_buffer(width=like.width, height=like.height, format=like.format, time_base=like.time_base)


def _ready(graph: Graph) -> Iterator[av.VideoFrame]:
    while True:
        try:
            yield graph.vpull()
        except (BlockingIOError, EOFError):
            return
