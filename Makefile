# build, test, bench, demo: each installs what it needs, or says the one command that does.

CARGO ?= cargo
STAGE := .ci/stage
RELEASE := $(or $(CARGO_TARGET_DIR),target)/release
DRVBENCH := ../shared/tools/drvbench.c

.PHONY: help build package test test-system bench demo hardware fuzz clean

help:
	@echo 'make build   dist/bin/vgpu, dist/lib/libcuda.so.1 and dist/lib/libnvidia-ml.so.1'
	@echo 'make package  dist/vgpu_VERSION_amd64.deb'
	@echo 'make test    every check that needs no root: generated files, format, lints, documents, tests'
	@echo 'make test-system   llama.cpp and Ollama in a Debian folder, the package, a virtual machine with the PCI device; needs root and Debian'
	@echo 'make demo    llama.cpp, as published, generates text on the virtual GPU, beside its CPU text'
	@echo 'make fuzz    every fuzz target for FUZZ_SECONDS (60) each; needs cargo-fuzz and a nightly toolchain'
	@echo 'make bench   the benchmarks, one "name value unit" a line'
	@echo 'make hardware  a kit for a machine with a GPU and no network, packed and run here'
	@echo 'make clean   removes what was built'

build:
	$(STAGE) build $(CARGO) build --release -p libcuda -p libnvml -p blas -p vgpu
	install -D $(RELEASE)/vgpu dist/bin/vgpu
	install -D $(RELEASE)/libcuda.so dist/lib/libcuda.so.1
	install -D $(RELEASE)/libnvidia_ml.so dist/lib/libnvidia-ml.so.1
	crates/blas/link $(RELEASE) dist/lib/cublas
	ln -sf libcuda.so.1 dist/lib/libcuda.so
	ln -sf libnvidia-ml.so.1 dist/lib/libnvidia-ml.so

package: build
	$(STAGE) package $(CARGO) xtask package

test: build
	$(STAGE) assets $(CARGO) xtask assets
	$(STAGE) generated $(CARGO) xtask generate --check
	$(STAGE) ptx $(CARGO) xtask ptx-coverage
	$(STAGE) format $(CARGO) fmt --all --check
	$(STAGE) lints $(CARGO) clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS='-D warnings' $(STAGE) documents $(CARGO) doc --workspace --no-deps --document-private-items
	@if command -v cargo-deny >/dev/null; then $(STAGE) dependencies $(CARGO) deny check; \
	else echo '== dependencies: not checked, cargo-deny is not installed (cargo install --locked cargo-deny)'; fi
	$(STAGE) crates $(CARGO) test --workspace --exclude vgpu-tests
	RUSTFLAGS='--cfg loom' CARGO_TARGET_DIR=target/loom $(STAGE) loom $(CARGO) test -p channel --lib loom
	$(STAGE) programs $(CARGO) run -p vgpu-tests --bin programs
	@echo '== end to end'
	$(CARGO) test -p vgpu-tests --tests

test-system: package
	$(STAGE) assets $(CARGO) xtask assets nvcc cuda12 node-llama
	$(CARGO) build -p vgpu-system-tests
	$(STAGE) system $(CARGO) run --quiet -p vgpu-system-tests

demo: build
	$(STAGE) assets $(CARGO) xtask assets node-llama
	$(CARGO) run --quiet -p vgpu-tests --bin demo

fuzz:
	fuzz/run

bench: build
	@if [ -f $(DRVBENCH) ]; then \
	  cc -O2 -o $(RELEASE)/drvbench $(DRVBENCH) -ldl && $(CARGO) run --quiet --release -p vgpu-benches -- $(RELEASE)/drvbench; \
	else echo 'the benchmarks need $(DRVBENCH), the driver micro-benchmark that lies beside the checkout'; exit 1; fi

hardware: build
	$(STAGE) conformance $(CARGO) build --release -p vgpu-tests --bin conformance
	$(STAGE) programs $(CARGO) run -p vgpu-tests --bin programs
	.ci/hardware

clean:
	$(CARGO) clean
	rm -rf dist
