# Putting Copydesk where it belongs on a machine.
.PHONY: install

# What `make build` made, with the unit, its user, completions, manual pages and the configuration, below DESTDIR. Files of the
# configuration that are there already stay. BUILD is where the programs lie; distributions differ in the directories below it.
DESTDIR ?=
PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
BUILD ?= .build/release
UNITS ?= $(PREFIX)/lib/systemd/system
BASH_COMPLETIONS ?= $(PREFIX)/share/bash-completion/completions
ZSH_COMPLETIONS ?= $(PREFIX)/share/zsh/site-functions
FISH_COMPLETIONS ?= $(PREFIX)/share/fish/vendor_completions.d
MANUAL ?= $(PREFIX)/share/man
# The date that manual pages carry: that of the last commit, or of the log of changes where there is no repository.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
MANUAL_DATE = $(shell LC_ALL=C date -u -d @$(SOURCE_DATE_EPOCH) '+%B %-d, %Y')

install:
	install -d $(foreach directory,$(PREFIX)/bin $(PREFIX)/lib/sysusers.d $(UNITS) $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS) \
	  $(FISH_COMPLETIONS) $(MANUAL)/man1 $(MANUAL)/man5 $(MANUAL)/man8 \
	  $(SYSCONFDIR)/copydesk/sources.d $(SYSCONFDIR)/copydesk/sites.d,'$(DESTDIR)$(directory)')
	install -m 755 '$(BUILD)/copydesk' '$(BUILD)/copydesk-worker' '$(DESTDIR)$(PREFIX)/bin'
	install -m 644 systemd/copydesk.sysusers '$(DESTDIR)$(PREFIX)/lib/sysusers.d/copydesk.conf'
	umask 022 && sed 's|^\(Exec[A-Za-z]*\)=/usr/bin/|\1=$(PREFIX)/bin/|' systemd/copydesk.service \
	  > '$(DESTDIR)$(UNITS)/copydesk.service'
	umask 022 && '$(BUILD)/copydesk' completion bash > '$(DESTDIR)$(BASH_COMPLETIONS)/copydesk'
	umask 022 && '$(BUILD)/copydesk' completion zsh > '$(DESTDIR)$(ZSH_COMPLETIONS)/_copydesk'
	umask 022 && '$(BUILD)/copydesk' completion fish > '$(DESTDIR)$(FISH_COMPLETIONS)/copydesk.fish'
	umask 022 && for page in copydesk.1 copydesk.toml.5 copydesk.8; do \
	  '$(BUILD)/copydesk' manual-page packaging/manual/$$page --date '$(MANUAL_DATE)' \
	    > '$(DESTDIR)$(MANUAL)/man'$${page##*.}/$$page || exit 1; \
	done
	ln -sf copydesk.8 '$(DESTDIR)$(MANUAL)/man8/copydesk-worker.8'
	for file in config/*.toml config/*/*.toml; do \
	  installed='$(DESTDIR)$(SYSCONFDIR)/copydesk'/$${file#config/}; \
	  test -e "$$installed" || install -m 644 $$file "$$installed" || exit 1; \
	done
