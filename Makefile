# make run   install what is missing, build, open the window on the sample
# make test  install what is missing, check and test everything
.PHONY: run dev ui test types bench screenshots fuzz

run:
	@scripts/run

# The window with a page that reloads itself while it is edited.
dev: ui/node_modules/.package-lock.json
	@scripts/setup window
	ui/node_modules/.bin/tauri dev

# The page, built where the shell embeds it from.
ui: ui/node_modules/.package-lock.json
	npm --prefix ui run build

ui/node_modules/.package-lock.json: ui/package.json ui/package-lock.json ui/.npmrc
	cd ui && npm ci
	@touch $@

test:
	scripts/setup tests
	cd ui && npm ci
	npm --prefix ui run check
	npm --prefix ui run build
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo test --workspace
	@if [ -f tests/reference/run.py ]; then echo python3 tests/reference/run.py; python3 tests/reference/run.py; fi
	scripts/pdf-checks
	scripts/types-are-current

# The TypeScript twins of the wire types, written afresh.
types:
	rm -f ui/src/ipc/generated/*.ts
	cargo test -p advisor

bench:
	@scripts/bench

# Pictures of every room for the documents.
screenshots:
	@scripts/screenshots

# Bytes that nobody has tried, into every reader; an hour each. Needs a nightly compiler and cargo-fuzz.
fuzz:
	@scripts/fuzz
