# Copydesk's tasks. `make demo` and `make test` do all the set-up they need on a fresh Debian 12 with Swift 6.3.

# System libraries and what the tests call. apt is asked only when something is missing.
PACKAGES = libbrotli-dev libcurl4-openssl-dev libicu-dev libpsl-dev libseccomp-dev libsqlite3-dev libssl-dev libxml2-dev \
           libzstd-dev zlib1g-dev pkg-config e2fsprogs gzip iproute2 openssl publicsuffix mandoc python3 strace \
           util-linux systemd

# Swift's own libraries are linked in: what is built here runs where no Swift is installed.
RELEASE = swift build -c release --static-swift-stdlib

.PHONY: demo build test boot boot-packages docs fuzz asan tsan hostile soak profile linear start frontier crash instructions duplicates million warcio browser-packages lint train trainer reproduce quality packages clean

demo: build
	$(RELEASE) --product copydesk-demo
	.build/release/copydesk-demo

# By their names: all that the package could give includes GRDB as a shared library, which cannot be linked with Swift's own inside.
build: packages
	$(RELEASE) --product copydesk
	$(RELEASE) --product copydesk-worker

# One test at a time: many of them start processes and watch how long these take. What failed is said once more at the end.
test: packages boot-packages warcio
	swift build --build-tests
	bash -o pipefail -c 'swift test --skip-build --no-parallel 2>&1 | tee .build/test.log' || \
	  { grep -aE -A 3 '✘|Fatal error|Crash' .build/test.log | tail -60; exit 1; }
	python3 Tests/Soak/soak.py .build/debug --seconds 20 --sites 10
	Tests/Boot/run .build/debug

# What the libraries offer, as pages in .build/docs; whatever DocC warns of is an error. A test finds what says nothing.
LIBRARIES = $(filter-out C% copydesk% ExtractionData,$(notdir $(wildcard Sources/*)))
docs: packages
	swift package --allow-writing-to-directory .build/docs generate-documentation $(LIBRARIES:%=--target %) \
	  --warnings-as-errors --enable-experimental-combined-documentation --output-path .build/docs

# The shipped unit in a systemd of its own; `make test` does it too.
boot: packages boot-packages
	swift build --product copydesk
	swift build --product copydesk-worker
	Tests/Boot/run .build/debug

boot-packages:
	@$(MAKE) --no-print-directory packages PACKAGES=systemd-container || echo "systemd-container cannot be had"

# Another tool for WARC files, which a test reads ours with.
warcio:
	@test -x .build/warcio/bin/warcio || { python3 -m venv .build/warcio && \
	  .build/warcio/bin/pip install --quiet --disable-pip-version-check warcio==1.8.1; } || \
	  { rm -rf .build/warcio; echo "SKIPPED: warcio cannot be had; no other tool reads our WARC files in this run"; }

# A browser that the tests look at the status page with. They do without it where it cannot be had, and say so.
browser-packages:
	@$(MAKE) --no-print-directory packages PACKAGES="chromium fonts-dejavu-core" || \
	  echo "SKIPPED: chromium cannot be had; no browser sees the status page in this run"

# libFuzzer with AddressSanitizer on everything that reads foreign bytes, each for SECONDS; TARGET names one of them. SEED
# repeats the inputs of a run on any machine (0: others each time).
# Findings stay in Tests/Fuzz/Crashes, where the tests replay them.
SECONDS ?= 60
SEED ?= 0
fuzz: packages
	SECONDS_EACH=$(SECONDS) SEED=$(SEED) TARGET="$(TARGET)" Tests/Fuzz/run

# The hostile web against the daemon, for many rounds; `make test` does one.
HOSTILE_ROUNDS ?= 20
hostile: packages
	swift build --build-tests
	HOSTILE_ROUNDS=$(HOSTILE_ROUNDS) swift test --skip-build --filter HostileLoadTests

# The daemon on sites that publish as fast as it reads while a tenth of their answers fail, for SOAK_SECONDS; `make test` does a
# short one. Fails where an article is missed or doubled, or anything grows.
SOAK_SECONDS ?= 900
soak: packages
	$(RELEASE) --product copydesk
	$(RELEASE) --product copydesk-worker
	python3 Tests/Soak/soak.py .build/release --seconds $(SOAK_SECONDS)

# Where extraction and the daemon spend their time: flame graphs in .build/profile.
profile: packages
	@$(MAKE) --no-print-directory packages PACKAGES=linux-perf || echo "perf cannot be had"
	$(RELEASE) --product copydesk
	$(RELEASE) --product copydesk-worker
	$(RELEASE) --product extraction-bench
	Benchmarks/profile .build/release $(CORPUS)

# What a step of the frontier costs with 100,000 sources and 1,000,000 addresses.
frontier: packages
	$(RELEASE) --product frontier-bench
	.build/release/frontier-bench

# Whether time grows faster than bytes for any kind of hostile input, and what it costs to start a worker.
linear start: packages
	$(RELEASE) --product copydesk-worker
	$(RELEASE) --product worker-bench
	.build/release/worker-bench $@

# All that touches memory by hand or runs on several threads, under a sanitizer. LeakSanitizer is off: what libraries set up
# once is never freed. Workers of the thread sanitizer's run are plain ones, as they have one thread; tests of the walls stay
# out, since a sanitizer needs what they forbid.
SANITIZED_MEMORY = HTMLTests|ExtractionTests|FeedsTests|JSONTests|URLsTests|DatesTests|FuzzTests|FetchingTests|WorkerTests.FrameTests|WorkerTests.MessageTests|HostileTests
SANITIZED_THREADS = WorkerPoolTests|FetchingTests|SchedulingTests|LedgerTests|SearchIndexTests|DeliveryTests|DaemonTests
asan: packages
	swift build --build-tests --sanitize address --scratch-path .build/asan
	ASAN_OPTIONS=detect_leaks=0 swift test --skip-build --sanitize address --scratch-path .build/asan --no-parallel \
	  --filter '$(SANITIZED_MEMORY)'
tsan: packages
	swift build --product copydesk-worker
	swift build --product worker-probe
	swift build --build-tests --sanitize thread --scratch-path .build/tsan
	cp .build/debug/copydesk-worker .build/debug/worker-probe .build/tsan/debug/
	clang -shared -fPIC -O1 Tests/tsan-mutex.c -o .build/tsan/tsan-mutex.so
	LD_PRELOAD=$(CURDIR)/.build/tsan/tsan-mutex.so TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/tsan-suppressions swift test --skip-build --sanitize thread --scratch-path .build/tsan --no-parallel --filter '$(SANITIZED_THREADS)'

# During the delivery of some articles: SIGKILL at every system call that changes a file, every kind of error at every call
# that can give it, and 200 power cuts; `make test` does some of each.
crash: packages
	swift build --build-tests
	CRASH_STRIDE=1 POWER_CUTS=200 swift test --skip-build --no-parallel --filter 'CrashSweepTests|SystemFaultTests|PowerCutTests'

# How many instructions extraction takes on twelve pages of ours; fails where there are 3 % more than Benchmarks/instructions.json
# has. `make instructions UPDATE=--update` writes them down.
instructions: packages
	@$(MAKE) --no-print-directory packages PACKAGES='valgrind binutils' || echo "valgrind cannot be had"
	$(RELEASE) --product extraction-bench
	python3 Benchmarks/instructions.py .build/release/extraction-bench $(UPDATE)

# How well near-duplicates are found among all pairs of copies made of CORPUS' texts; fails below its floors.
duplicates: packages
	$(RELEASE) --product similarity-bench
	.build/release/similarity-bench pairs $(CORPUS)

# Fills a ledger with a million articles and measures it. It lies in memory, where flushing costs nothing.
million: packages
	$(RELEASE) --product similarity-bench
	directory=$$(mktemp -d -p /dev/shm) && trap 'rm -rf "$$directory"' EXIT && \
	  .build/release/similarity-bench million "$$directory" $(COUNT)

lint:
	swift format lint --strict --recursive --parallel Sources Tests Benchmarks Package.swift

# Retrains the model that the package ships and prints cross-validated and in-sample figures. CORPUS holds news-dev and
# wcxb-dev; EVAL holds score.py.
CORPUS ?= ../shared/corpus
EVAL ?= ../shared/eval
train: trainer
	.build/training/bin/python Benchmarks/train.py --corpus $(CORPUS) --eval $(EVAL) --folds 5

# Fails where training on CORPUS does not give the trees that the package ships.
reproduce: trainer
	.build/training/bin/python Benchmarks/train.py --corpus $(CORPUS) --check

trainer: packages
	$(RELEASE) --product extraction-features
	python3 -m venv .build/training
	.build/training/bin/pip install --quiet --requirement Benchmarks/training/requirements.txt

# Fails when the built program falls below its floors on the corpora (Benchmarks/floors.json).
quality: build
	python3 Benchmarks/quality.py .build/release/copydesk --corpus $(CORPUS) --eval $(EVAL)

packages:
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing:$$missing"; \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing; \
	fi

include packaging/targets.mk
include Benchmarks/targets.mk

clean:
	rm -rf .build
