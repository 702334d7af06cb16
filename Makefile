# OSINT RADAR Academy. "make help" lists the targets.

GO        ?= go
TOOLS     := $(CURDIR)/bin/tools
GOTESTFLAGS ?=

# Where goroutines meet, tests run under the race detector; nowhere twice. Whole
# packages, and of those that simulate worlds the tests in which goroutines meet.
RACE     := ./internal/store/... ./web ./web/account/... ./web/learn/... ./web/manage/... ./web/page/... ./web/policy/... ./web/read/... ./simulator/rangeserver/...
MEET     := ./internal/exercise/... ./web/desk/... ./web/teach/...
TOGETHER := ^(TestInjectsOnce|TestRangeFollows|TestOneAtATime|TestEvents|TestOpenAfterTheStop)$$

.PHONY: help build run test test-core verify fmt bench gate vuln tools python-tools setup generate clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

build: bin/radar ## build bin/radar

# Folders are in it, too: a file that is gone makes them newer. Asking the compiler
# whether anything has changed takes half a second, a quarter of a later start.
bin/radar: $(shell find cmd courses handbook internal scenarios simulator web go.mod go.sum Makefile)
	$(GO) build -trimpath -o bin/radar ./cmd/radar
	@touch bin/radar

run: build ## serve the demo with its range at http://127.0.0.1:8080
	@mkdir -p demo
	bin/radar serve --demo --range --db sqlite:demo/radar.db

setup: ## install what the tests talk to (Debian packages, Go and Python programs)
	@bash .ci/setup

test: setup ## every test: both databases, the real tools, Chromium
	$(GO) test $(GOTESTFLAGS) -race -timeout 20m $(RACE)
	$(GO) test $(GOTESTFLAGS) -race -timeout 20m -run '$(TOGETHER)' $(MEET)
	$(GO) test $(GOTESTFLAGS) -timeout 20m -skip '$(TOGETHER)' $(MEET)
	$(GO) test $(GOTESTFLAGS) -timeout 40m $$($(GO) list ./... | grep -vxF "$$($(GO) list $(RACE) $(MEET))")

test-core: ## the tests that need Go alone; says how many need more
	@RADAR_TEST_CORE=1 $(GO) test $(GOTESTFLAGS) -timeout 20m -v ./... > bin/test-core.log 2>&1; status=$$?; \
	grep -E '^(ok|FAIL|---? FAIL|panic)' bin/test-core.log; \
	echo "left to make test: $$(grep -cE '^ *--- SKIP' bin/test-core.log) tests that need a real program"; \
	exit $$status
test-core: | bin

bin:
	@mkdir -p bin

verify: tools ## format, vet, lint, generated files and go.mod clean; runs no tests
	@out=$$($(TOOLS)/gofumpt -l cmd courses handbook internal scenarios simulator web); \
	if [ -n "$$out" ]; then echo "gofumpt would change (make fmt does it):"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(TOOLS)/golangci-lint run ./...
	$(GO) mod tidy -diff
	$(GO) run ./web/static/vendoring -check
	$(GO) run ./cmd/radar check

fmt: tools ## format the code
	$(TOOLS)/gofumpt -w cmd courses handbook internal scenarios simulator web

generate: ## rebuild what is generated and committed
	$(GO) generate ./...

bench: ## the figures, as ratios within one run, each with its goal; on a quiet machine
	$(GO) test -run '^$$' -bench 'Ratio' -benchtime 1x ./simulator/... ./scenarios ./web/...

gate: ## the separability gate on fresh worlds, or those of SEED=hex
	seed=$${SEED:-$$(od -An -N15 -tx1 /dev/urandom | tr -d ' \n')}; echo "make gate SEED=$$seed"; \
	RADAR_GATE_SEED=$$seed $(GO) test -count=1 -v ./simulator/gate
gate: python-tools

vuln: ## known vulnerabilities, where the database can be reached
	$(GO) run golang.org/x/vuln/cmd/govulncheck@v1.1.4 ./...

tools: $(TOOLS)/gofumpt $(TOOLS)/golangci-lint $(TOOLS)/btcd $(TOOLS)/rdap ## build the pinned Go programs into bin/tools

$(TOOLS)/gofumpt:
	GOBIN=$(TOOLS) $(GO) install mvdan.cc/gofumpt@v0.12.0
$(TOOLS)/golangci-lint:
	GOBIN=$(TOOLS) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
$(TOOLS)/btcd:
	GOBIN=$(TOOLS) $(GO) install github.com/btcsuite/btcd@v0.26.2
$(TOOLS)/rdap:
	GOBIN=$(TOOLS) $(GO) install github.com/openrdap/rdap/cmd/rdap@v0.10.2

python-tools: $(TOOLS)/python/bin/warcio $(TOOLS)/ethereumetl/bin/ethereumetl ## build the pinned Python programs into bin/tools

# The second has a folder of its own: it wants older libraries than the others do.
$(TOOLS)/python/bin/warcio: .ci/requirements.txt
$(TOOLS)/ethereumetl/bin/ethereumetl: .ci/requirements-ethereumetl.txt
$(TOOLS)/python/bin/warcio $(TOOLS)/ethereumetl/bin/ethereumetl:
	rm -rf $(@D:/bin=)
	/usr/bin/python3 -m venv $(@D:/bin=)
	$(@D)/pip install -q --disable-pip-version-check --no-deps -r $<
	@touch $@

clean: ## remove what was built
	rm -rf bin
