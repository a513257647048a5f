# What the program's figures are measured with. Each part measures itself against its peers in one run on this machine, prints
# what it finds, writes it to .build/bench/<part>.json and, by table.py, into Benchmarks/README.md. A figure that falls short of
# what is asked is shown as such; no part fails for it.
BENCH_PARTS = extraction
BENCH_PARTS += batch
BENCH_PARTS += scale
BENCH_PARTS += daemon
.PHONY: bench $(BENCH_PARTS:%=bench-%) ratios

# The peers, made anew where their versions change.
PEERS = .build/bench/venv/bin/python
PEERS_INSTALLED = .build/bench/venv/installed
$(PEERS_INSTALLED): Benchmarks/peers/requirements.txt
	@$(MAKE) --no-print-directory packages PACKAGES=python3-venv
	rm -rf .build/bench/venv
	python3 -m venv .build/bench/venv
	.build/bench/venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

# One part after the other, also under make -j: what runs beside a part would be in its figures.
bench: packages
	@for part in $(BENCH_PARTS); do $(MAKE) --no-print-directory bench-$$part || exit 1; done

# Extraction against libxml2's bare parsers and against other programs, on pages of CORPUS.
ROUNDS ?= 7
bench-extraction: packages $(PEERS_INSTALLED)
	$(RELEASE) --product extraction-bench
	clang -shared -fPIC -O2 Benchmarks/allocations.c -o .build/bench/allocations.so
	python3 Benchmarks/bench_extraction.py .build/release/extraction-bench --corpus $(CORPUS) --eval $(EVAL) \
	  --peers $(PEERS) --allocations .build/bench/allocations.so --rounds $(ROUNDS)

# Of these, what needs no peers: extraction as a multiple of the bare parsers, and its spread over pages.
ratios: packages
	$(RELEASE) --product extraction-bench
	python3 Benchmarks/bench_extraction.py .build/release/extraction-bench --corpus $(CORPUS) --rounds $(ROUNDS)

# How `copydesk extract --batch` scales over jobs.
bench-batch: packages
	$(RELEASE) --product copydesk
	$(RELEASE) --product copydesk-worker
	python3 Benchmarks/bench_batch.py .build/release/copydesk --corpus $(CORPUS) --rounds $(ROUNDS)

# The daemon over 10,000 and 100,000 sources and a ledger of a million articles, which is made once and kept in .build/bench.
bench-scale: packages
	$(RELEASE) --product copydesk
	$(RELEASE) --product copydesk-worker
	python3 Benchmarks/Scale/scale.py --program .build/release/copydesk --corpus $(CORPUS) --out .build/bench
	python3 Benchmarks/table.py .build/bench/scale.json

# The daemon against trafilatura and Scrapy on one web of 200 hosts, and how long 1,000 hosts wait beyond their delays.
bench-daemon: packages $(PEERS_INSTALLED)
	$(RELEASE) --product copydesk
	$(RELEASE) --product copydesk-worker
	python3 Benchmarks/bench_daemon.py .build/release/copydesk --corpus $(CORPUS) --peers .build/bench/venv
