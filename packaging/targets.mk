# Putting Copydesk where it belongs on a machine.
.PHONY: install deb package-test

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
	sed -i '1{/^#!/d}' '$(DESTDIR)$(BASH_COMPLETIONS)/copydesk'
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

# The Debian package, in DEB. It says of itself what `copydesk --version` says; DEB_REVISION tells packages of one version apart.
VERSION = $(shell sed -n 's/.*version = "\(.*\)".*/\1/p' Sources/Daemon/Release.swift)
DEB ?= .build/deb
DEB_REVISION ?= 1
deb: build
	@$(MAKE) --no-print-directory packages PACKAGES=debhelper
	rm -rf $(DEB)
	mkdir -p $(DEB)/tree
	cp -R packaging/debian $(DEB)/tree
	printf '%s\n' 'copydesk ($(VERSION)-$(DEB_REVISION)) unstable; urgency=medium' '' \
	  '  * Version $(VERSION); changelog.gz says what is new in it.' '' \
	  " -- $$(sed -n 's/^Maintainer: //p' packaging/debian/control)  $$(LC_ALL=C date -u -R -d @$(SOURCE_DATE_EPOCH))" \
	  > $(DEB)/tree/debian/changelog
	cd $(DEB)/tree && SOURCE='$(CURDIR)' SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) debian/rules binary
	rm -rf $(DEB)/tree

# Builds the package twice and lets it live in a fresh Debian: installed, at work, upgraded, removed, purged.
package-test: packages
	@if $(MAKE) --no-print-directory packages PACKAGES='debhelper debootstrap lintian systemd-container'; then \
	  $(MAKE) --no-print-directory deb DEB=.build/package-test/1 DEB_REVISION=1 && \
	  $(MAKE) --no-print-directory deb DEB=.build/package-test/2 DEB_REVISION=2 && \
	  Tests/Package/run .build/package-test/1/*.deb .build/package-test/2/*.deb; \
	else \
	  echo "SKIPPED package: a package that this needs cannot be had; nobody installs the package in this run"; \
	fi
