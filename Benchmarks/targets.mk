# What the program's figures are measured with. Each part measures itself against its peers in one run on this machine, prints
# what it finds, writes it to .build/bench/<part>.json and, by table.py, into Benchmarks/README.md. A figure that falls short of
# what is asked is shown as such; no part fails for it.
BENCH_PARTS = extraction
BENCH_PARTS += batch
.PHONY: bench $(BENCH_PARTS:%=bench-%)

# One part after the other, also under make -j: what runs beside a part would be in its figures.
bench: packages
	@for part in $(BENCH_PARTS); do $(MAKE) --no-print-directory bench-$$part || exit 1; done

# The peers, made anew where their versions change.
PEERS = .build/bench/venv/bin/python
$(PEERS): Benchmarks/peers/requirements.txt
	@$(MAKE) --no-print-directory packages PACKAGES=python3-venv
	rm -rf .build/bench/venv
	python3 -m venv .build/bench/venv
	.build/bench/venv/bin/pip install --quiet --disable-pip-version-check --requirement $< || { rm -rf .build/bench/venv; exit 1; }
	touch $@
