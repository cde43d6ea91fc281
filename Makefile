# Two commands do it all on a fresh machine with Go: make run, make test.

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
BUILT   ?= $(shell git log -1 --format=%cI 2>/dev/null)
LDFLAGS  = -s -w -X main.version=$(VERSION) -X main.built=$(BUILT)
# Without inlining these are a megabyte smaller together, and nobody waits for them.
SMALL    = github.com/go-text/typesetting golang.org/x/image github.com/alecthomas/chroma/v2 \
           github.com/yuin/goldmark github.com/microcosm-cc/bluemonday github.com/dlclark/regexp2 \
           charm.land/glamour/v2 github.com/goccy/go-yaml github.com/spf13/cobra github.com/spf13/pflag golang.org/x/net \
           ownwords/content ownwords/store/hub ownwords/tui/plain ownwords/cmd
GOFLAGS  = -trimpath $(SMALL:%=-gcflags=%/...=-l)
TOOL     = go tool -modfile=.ci/tools.mod
TARGETS  = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

.PHONY: run demo build test kills faults faults-sync fuzz check bench pictures look golden dist clean

run: build ## build and open the program
	@bin/ownwords

demo: build ## practise with made-up people
	@bin/ownwords demo

build:
	@CGO_ENABLED=0 go build $(GOFLAGS) -ldflags '$(LDFLAGS)' -o bin/ownwords ./cmd/ownwords

# Each test program of the race detector's waits a second at its end unless told otherwise.
test: ## all tests, with the race detector
	GORACE=atexit_sleep_ms=50 go test -race ./...

kills: ## kill the program 50 times in each face while somebody types (Linux, some minutes)
	OWNWORDS_KILLS=50 go test -count 1 -timeout 20m -run TestStruckWhileTyping -v ./cmd/ownwords

faults: ## try every kind of fault as often as is promised (Linux, with strace and tmux; a quarter of an hour)
	@{ OWNWORDS_FAULTS=all go test -count 1 -timeout 60m -run 'TestFaults|TestALongPaste' -v ./cmd/ownwords 2>&1; echo "exit $$?"; } | \
		sed -unE '/^exit 0/q0; /^exit/q1; /^(fault|FAIL|panic)|_test.go:/p'

faults-sync: ## send plans through every mishap to every kind of server (Linux, with Node and OWNWORDS_FHIR_PEER)
	@{ OWNWORDS_FAULTS_SYNC=all go test -count 1 -timeout 60m -run TestSentWhateverHappens -v ./cmd/ownwords 2>&1; echo "exit $$?"; } | \
		sed -unE '/^exit 0/q0; /^exit/q1; /^(fault|FAIL|panic)|_test.go:/p'

FUZZTIME ?= 20s

fuzz: ## let each fuzzer look for what breaks it, for FUZZTIME (some minutes)
	@grep -rl --include=*_test.go '^func Fuzz' . | sort | while read -r file; do \
		for name in $$(sed -nE 's/^func (Fuzz[A-Za-z]+).*/\1/p' "$$file"); do \
			echo "$$name"; go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" || exit 1; \
		done; \
	done

check: ## what a change has to pass besides the tests
	@test -z "$$($(TOOL) gofumpt -l . | tee /dev/stderr)"
	go vet ./...
	go fix -diff ./...
	$(TOOL) staticcheck -checks=all ./...
	$(TOOL) errcheck ./...
	@test -z "$$($(TOOL) deadcode ./cmd/ownwords | tee /dev/stderr)"

bench: build ## what every budget comes to, beside others in the same run (Linux, seven minutes)
	@{ OWNWORDS_PROGRAM=$(CURDIR)/bin/ownwords go test -run '^$$' -bench . -timeout 20m ./store ./tui/kit ./tui ./cmd/ownwords 2>&1; echo "exit $$?"; } | \
		sed -unE '/^exit 0/q0; /^exit/q1; /^(budget|beside|---|FAIL|panic)|_test.go:/p'

pictures: build ## the README's pictures, taken from the running program (tmux, pdftoppm)
	go run ./cmd/ownwords/testdata/pictures bin/ownwords tui/testdata/pictures

LOOK    ?= $(or $(TMPDIR),/tmp)/ownwords-look

look: ## open, print and photograph every paper in Chromium (where it is installed; a minute)
	OWNWORDS_LOOK=$(LOOK) go test -tags look -count 1 -run '^TestLook$$' ./content/document
	@echo "The pictures are in $(LOOK)"

golden: ## write the expected pages anew; read the difference
	go test ./content/document ./model ./model/fhir ./tui ./tui/kit ./tui/plain -update
	git diff --stat

dist: ## reproducible static programs for every platform, with their sums
	@rm -rf dist && mkdir -p dist
	@for t in $(TARGETS); do \
		os=$${t%/*}; arch=$${t#*/}; ext=; [ $$os = windows ] && ext=.exe; \
		echo "$$os $$arch"; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build $(GOFLAGS) -buildvcs=false -ldflags '$(LDFLAGS)' \
			-o dist/ownwords-$$os-$$arch$$ext ./cmd/ownwords || exit 1; \
	done
	@cd dist && sha256sum * > SHA256SUMS && cat SHA256SUMS

clean:
	rm -rf bin dist
