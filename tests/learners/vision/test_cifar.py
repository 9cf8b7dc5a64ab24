"""CIFAR-10 by download, tried against a server on this very machine: whole, truncated, wrong and absent."""

import hashlib
import http.server
import io
import tarfile
import threading

import numpy as np
import pytest

from learners.vision.cifar import RECORD, load_cifar10, read_archive
from learners.vision.pictures import PictureError

NAMES = ["airplane", "automobile", "bird"]


@pytest.fixture(scope="module")
def archive():
    """An archive in the published layout with four pictures a file in place of 10,000."""
    random = np.random.default_rng(0)
    files = {"batches.meta.txt": "\n".join([*NAMES, "", ""]).encode()}
    for name in [*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"]:
        records = random.integers(0, 256, (4, RECORD), np.uint8)
        records[:, 0] = [0, 1, 2, 0]
        files[f"{name}.bin"] = records.tobytes()
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"cifar-10-batches-bin/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue(), files


@pytest.fixture
def serve(tmp_path):
    """Serves bytes under an address on this machine."""
    servers = []

    def start(content):
        folder = tmp_path / "served"
        folder.mkdir()
        (folder / "cifar.tar.gz").write_bytes(content)

        class Quiet(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *arguments):
                super().__init__(*arguments, directory=str(folder))

            def log_message(self, *_):
                """Says nothing."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/cifar.tar.gz"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_download_is_checked_kept_and_read_by_its_color_planes(archive, serve, tmp_path):
    content, files = archive
    address, checksum = serve(content), hashlib.md5(content).hexdigest()
    pictures = load_cifar10(address, checksum, tmp_path)
    assert pictures.classes == tuple(NAMES)
    assert pictures.train.shape == (20, 32, 32, 3)
    assert list(pictures.test_labels) == [0, 1, 2, 0]
    first = np.frombuffer(files["data_batch_1.bin"], np.uint8)[1:RECORD]
    assert pictures.train[0, 3, 7, 1] == first[1024 + 3 * 32 + 7]
    assert len([each for each in tmp_path.iterdir() if each.is_file()]) == 1


@pytest.mark.parametrize("cut", [100, 5000])
def test_a_truncated_or_wrong_download_is_refused_and_not_kept(archive, serve, tmp_path, cut):
    content, _ = archive
    with pytest.raises(PictureError, match="md5 is not") as error:
        load_cifar10(serve(content[:cut]), hashlib.md5(content).hexdigest(), tmp_path)
    assert "--images drawn" in str(error.value)
    assert [each for each in tmp_path.iterdir() if each.is_file()] == []


def test_without_a_network_it_says_so_and_that_the_drawn_pictures_need_none(tmp_path):
    with pytest.raises(PictureError, match=r"no network.*drawn pictures .* need no download"):
        load_cifar10("http://127.0.0.1:9/cifar.tar.gz", folder=tmp_path)


def test_a_file_that_is_damaged_though_it_was_kept_is_named(archive, tmp_path):
    for number, content in enumerate((archive[0][:3000], b"no archive")):
        path = tmp_path / f"{number}.tar.gz"
        path.write_bytes(content)
        with pytest.raises(PictureError, match=rf"{number}\.tar\.gz is damaged"):
            read_archive(path)
