# The recipes of this repository; `just` lists them. `.ci/run` runs the same ones. Without just installed: `.ci/tools`, then
# `.ci/.venv/bin/just`.

set positional-arguments

# Queries are checked against .sqlx/, so that no build needs a database.
export SQLX_OFFLINE := "true"
export PATH := justfile_directory() / ".ci/.venv/bin" + ":" + justfile_directory() / ".ci/node_modules/.bin" + ":" + env("PATH")

[private]
default:
    @just --list --unsorted

# Play one grant year of every scheme, over gRPC on a PostgreSQL of its own.
demo *options:
    cargo run --release --locked -- demo "$@"

# Run all four services.
serve *options:
    cargo run --release --locked -- serve "$@"

# Run every test; options go to `cargo test`.
test *options:
    cargo test --workspace --locked "$@"

# Compile everything without producing code: the quickest answer while working.
check *options:
    cargo check --workspace --all-targets --locked "$@"

# Check that what no default build has compiles: traces over OTLP.
features:
    cargo check --workspace --exclude tests --all-targets --features server/otlp --locked

# Format the code; with --check, fail where it is not formatted.
fmt *options:
    cargo fmt --all "$@"

# Run clippy; warnings are errors.
lint:
    cargo clippy --workspace --all-targets --locked -- -D warnings

# Build the documentation; warnings are errors.
doc *options:
    RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --locked "$@"

# Check spelling.
spell: tools
    typos

# No advisory database is reachable from CI, so advisories are left out; `cargo-deny check advisories` reads them elsewhere.
# Check licences, bans and sources of the dependencies.
deny: tools
    cargo-deny --workspace --locked check bans licenses sources

# `just buf release` makes today's contract the baseline.
# Check the contract: format, lint, and no change that breaks a client.
buf *options: tools
    .ci/contract "$@"

# Write .sqlx/ after a change of a query or a migration; with --check, fail where it is out of date.
sqlx *options:
    .config/prepare-sqlx "$@"

# Measure import circles, comments, lines, files, links, unused dependencies and commit subjects.
house:
    .config/house --control
    .config/house

# Walk the Python and the Node portal through a running server.
clients: tools
    .ci/clients

# Let a certified OpenID provider be the issuer: discovery, rotation, outage.
sign-in: tools
    .ci/sign-in

# Let outside judges read exported files: those of a folder, or one specimen of each format.
judges *options: tools
    .ci/judges "$@"

# Put a letter of every kind and language before judges of PDF.
letters:
    .ci/letters

# Measure on this machine: `allocation`, or `export`.
bench what='allocation' *options:
    cargo run --release --locked -- bench "$@"

# Play a thousand rounds of two hundred steps at once on one frame; CI plays a few.
crowd:
    cargo test --workspace --locked --test acts -- --ignored a_thousand_rounds

# Try sixty thousand mutations of a history; CI tries three thousand.
tamper:
    cargo test --workspace --locked --test integration -- --ignored --nocapture sixty_thousand_mutations

# Fuzz the engine (`scenario` or `engine`); needs a nightly compiler and cargo-fuzz.
[working-directory: 'services/core/scenario-file']
fuzz target='scenario' seconds='600':
    mkdir -p fuzz/corpus/{{target}}
    cargo +nightly fuzz run {{target}} fuzz/corpus/{{target}} fuzz/seeds/{{target}} -- -dict=fuzz/scenario.dict -max_total_time={{seconds}}

# Run all that CI runs.
ci:
    .ci/run

[private]
tools:
    @.ci/tools
