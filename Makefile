# Two commands for newcomers: `make video` renders a chapter, `make test` checks everything.
#   make video                        chapter 2 at 1080p60
#   make video CHAPTER=ch3_neuron     another chapter
#   make video QUALITY=l              854x480 at 15 frames a second (l, m, h, p, k as in manim)
#   make record CHAPTER=ch2_gradient  record its trace again
#   make test, make bench, make format, make clean

PYTHON ?= python3
CHAPTER ?= ch2_gradient
QUALITY ?= h
# The committed traces were recorded with this version; others agree within rounding.
TORCH ?= torch==2.13.0
JOBS ?= 2

BIN := .venv/bin
INSTALL := PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet
APT := libcairo2-dev libpango1.0-dev pkg-config python3-dev
SOURCES := $(wildcard scenes/*.py scenes/*/*.py) learners/trace.py
# two parallel test processes share the cores: one thread each, and the same sums in the same order everywhere
export OMP_NUM_THREADS := 1

.PHONY: video record test lint bench format clean
.DEFAULT_GOAL := video

video: media/videos/$(CHAPTER)/.$(QUALITY)
	@echo "The video: $$(ls -t media/videos/$(CHAPTER)/*/*.mp4 | head -n 1)"

media/videos/$(CHAPTER)/.$(QUALITY): .venv/.render $(SOURCES) $(wildcard media/traces/$(CHAPTER).npz)
	@test -f scenes/$(CHAPTER).py || { echo "There is no chapter $(CHAPTER); there are:" $$(basename -s .py scenes/ch*_*.py); exit 1; }
	$(BIN)/python -m manim -q$(QUALITY) scenes/$(CHAPTER).py
	@touch $@

record: .venv/.dev
	$(BIN)/python -m learners.$(CHAPTER)

test: .venv/.dev lint
	$(BIN)/python -m pytest -n $(JOBS)

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy

bench: .venv/.bench
	$(BIN)/python -m tests.benchmarks

format: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis media/videos media/images media/Tex media/sheets

# What rendering needs: no torch. pycairo and manimpango are compiled against cairo and pango.
.venv/.render: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12"; exit 1; }
	@if ! { pkg-config --exists cairo pangocairo && $(PYTHON) -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'; } 2>/dev/null; then \
	  command -v apt-get >/dev/null || { echo "Install the headers of cairo, pango and Python first (see README.md)."; exit 1; }; \
	  if [ "$$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi; \
	  $$as_root apt-get update -qq && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(APT); \
	fi
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(INSTALL) --editable .
	@touch $@

# What recording and testing need.
.venv/.dev: .venv/.render
	$(INSTALL) $(TORCH)
	$(INSTALL) --editable '.[learn,lectures,dev]'
	@touch $@

.venv/.bench: .venv/.dev
	$(INSTALL) --editable '.[bench]'
	@touch $@
