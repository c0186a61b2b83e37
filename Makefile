# One door to everything; `make help` lists it. No two builds run at once.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run test bench faults drill guess soak mutants build service man lint clean

SWIFT ?= swift
# Two jobs at most, so that a small machine keeps enough memory.
JOBS ?= 2
# How a release is built: one static file, stripped, that needs no Swift and no library to start.
RELEASE_FLAGS ?= --static-swift-stdlib -Xswiftc -static-executable -Xlinker -s
# How many tests run at once. Without a bound some 1 600 files are open, and a few runs crashed inside
# Foundation's start of a process, which lists them first; with 150 open none did.
WIDTH ?= 16
# `make bench NAME=verify_vs_hmac_floor` measures one figure.
NAME ?=
# `make faults SIZE=short` is what CI runs.
SIZE ?= long
# `make drill ROUNDS=20` is the long size.
ROUNDS ?= 3
# `make guess COUNT=10000000` is the long size; PROGRAMS=.build/release takes what `make build service`
# made.
COUNT ?= 100000
PROGRAMS ?= .build/debug
# `make soak SECONDS=20` is the short size.
SECONDS ?= 600

FORMATTED = Package.swift Sources Tests $(wildcard Benchmarks)

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

run: ## see a card and vouchers issued, printed, checked and redeemed in a demo shop
	@scripts/need
	@scripts/demo

test: lint ## style, dependencies between rooms, then every test
	$(SWIFT) build --build-tests --jobs $(JOBS) --explicit-target-dependency-import-check error
	@scripts/need test
	scripts/postgres with $(SWIFT) test --skip-build --disable-xctest \
	    --experimental-maximum-parallelization-width $(WIDTH) \
	    --explicit-target-dependency-import-check error

bench: ## measure, each figure beside its reference; NAME=... for one
	@scripts/need bench
	@Tests/Tools/install-readers.sh
	TESSERA_BENCH=1 $(SWIFT) build -c release --jobs $(JOBS) --scratch-path .build/bench \
	    $(RELEASE_FLAGS)
	.build/bench/release/tessera-bench $(NAME)

faults: ## break the ledger in every way we know and count what is lost; SIZE=short for minutes
	@scripts/need faults
	$(SWIFT) build --product TesseraFaults --jobs $(JOBS)
	$(SWIFT) build --product tessera --jobs $(JOBS)
	scripts/postgres with .build/debug/TesseraFaults all $(SIZE)

drill: ## kill, freeze and thaw the primary of a PostgreSQL cluster under load; ROUNDS=20 for long
	@scripts/need drill
	$(SWIFT) build --product TesseraFaults --jobs $(JOBS)
	Tests/Faults/failover/drill --rounds $(ROUNDS)

guess: ## guess codes at the service over the wire; COUNT=10000000 for long
	@scripts/need
	Tests/Tools/guess $(COUNT) $(PROGRAMS)

soak: build service ## everything a shop asks, from 64 connections, for ten minutes, killed half way
	@scripts/need
	Tests/Tools/http-soak.py .build/release --seconds $(SECONDS)

mutants: ## plant known mistakes in a copy, one at a time, and see each of them caught
	@scripts/need faults
	Tests/Faults/plant-mutants --jobs $(JOBS)

build: ## the release binary, in .build/release
	@scripts/need
	@SWIFT="$(SWIFT)" scripts/build --product tessera --jobs $(JOBS) $(RELEASE_FLAGS)

service: ## the release binary of the service, beside it; takes some minutes more
	@scripts/need
	@SWIFT="$(SWIFT)" scripts/build --product tessera-server --jobs $(JOBS) $(RELEASE_FLAGS)

man: ## the manual page, from the parser's own words; read it with man -l
	@scripts/need
	$(SWIFT) package plugin generate-manual
	@ls .build/plugins/GenerateManual/outputs/TesseraCLI/tessera.1

lint: ## format, as the formatter of the toolchain sees it; places of the planted mistakes
	@scripts/need
	$(SWIFT) format lint --strict --parallel --recursive $(FORMATTED)
	Tests/Faults/plant-mutants --places

clean: ## remove everything built
	rm -rf .build bench.json
