#!/usr/bin/env bash
# wasm-std-debian.sh DIR: a Rust that compiles to wasm32-unknown-unknown, out of Debian's packages.
# For machines where `rustup target add` is not possible. Debian's rustc-web, the source of its standard
# library and lld are unpacked into DIR (nothing is installed), and the standard library is compiled once,
# offline. Root is needed only to bring the package lists up to date. DIR/.complete marks success.
set -euo pipefail
export LC_ALL=C

TARGET=wasm32-unknown-unknown
DIR=$1
OLDEST=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$(dirname "$0")/../Cargo.toml")
say() { printf '  %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

candidate() { apt-cache policy "$1" 2>/dev/null | awk '/Candidate:/ && $2 != "(none)" {print $2}'; }
dependency() { apt-cache depends "$1" 2>/dev/null | awk '/^ *Depends:/ {print $2}' | grep -E "$2" | head -1 || true; }

# Old lists name packages that are gone, and compilers too old for this project.
update_lists() {
  [ "$(id -u)" = 0 ] || return 0
  say "apt-get update"
  apt-get update -qq
}

# The names of the standard library's and LLVM's packages carry versions: read them off the dependencies.
choose_packages() {
  local version libstd llvm
  version=$(candidate rust-web-src)
  dpkg --compare-versions "${version:-0}" ge "$OLDEST" || return 1
  libstd=$(dependency libstd-rust-web-dev '^libstd-rust-web-[0-9.]+$')
  llvm=$(dependency "$libstd" '^libllvm[0-9.]+')
  LLD=$(grep -oE '^lld-[0-9]+' <<<"lld-${llvm#libllvm}") || return 1
  PACKAGES=("rustc-web=$version" "libstd-rust-web-dev=$version" "$libstd=$version" "rust-web-src=$version" "$llvm" "$LLD")
}

download() {
  rm -rf "$DIR/debs"; mkdir -p "$DIR/debs"
  say "downloading ${PACKAGES[*]}"
  (cd "$DIR/debs" && apt-get download -qq -o APT::Sandbox::User=root "${PACKAGES[@]}")
}

# Of the source only library/ is wanted.
unpack() {
  local deb
  for deb in "$DIR"/debs/*.deb; do
    case $deb in
      */rust-web-src_*) dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$DIR" --wildcards './usr/src/rustc-*/library' ./usr/lib/rustlib ;;
      *) dpkg-deb -x "$deb" "$DIR" ;;
    esac
  done
  rm -rf "$DIR/debs" "$DIR/usr/share"
}

# rustc finds its sysroot by itself; it needs only the loader to find librustc_driver and libLLVM,
# and a linker called rust-lld in its sysroot.
wrap() {
  local libraries name
  libraries=$(dirname "$(ls "$DIR"/usr/lib/*/librustc_driver-*.so)")
  mkdir -p "$DIR/bin"
  for name in rustc rustdoc; do
    printf '#!/bin/sh\nLD_LIBRARY_PATH=%q${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} exec %q "$@"\n' "$libraries" "$DIR/usr/bin/$name" >"$DIR/bin/$name"
    chmod +x "$DIR/bin/$name"
  done
  HOST=$("$DIR/bin/rustc" -vV | sed -n 's/^host: //p')
  mkdir -p "$DIR/usr/lib/rustlib/$HOST/bin"
  ln -s "$DIR/usr/lib/llvm-${LLD#lld-}/bin/lld" "$DIR/usr/lib/rustlib/$HOST/bin/rust-lld"
}

# As rustc's own build compiles it, and for nothing but the standard library: -Zforce-unstable-if-unmarked keeps the crates
# that std is made of from standing beside those of the same names that a program uses; -Zavoid-dev-deps, since the
# dev-dependencies of std are not among the vendored crates.
compile_std() {
  local library commit out="$DIR/usr/lib/rustlib/$TARGET/lib"
  library=$(cd "$DIR/usr/lib/rustlib/src/rust/library" && pwd -P)
  commit=$("$DIR/bin/rustc" -vV | sed -n 's/^commit-hash: //p')
  say "compiling the standard library ($("$DIR/bin/rustc" --version))"
  (cd "$DIR" && env RUSTC="$DIR/bin/rustc" RUSTC_BOOTSTRAP=1 __CARGO_DEFAULT_LIB_METADATA=goitin CARGO_PROFILE_DIST_DEBUG=0 \
    CARGO_ENCODED_RUSTFLAGS="-Zforce-unstable-if-unmarked"$'\x1f'"--remap-path-prefix=$library=/rustc/$commit/library" \
    cargo build -q --manifest-path "$library/sysroot/Cargo.toml" --profile dist --target $TARGET \
      --locked --offline -Zavoid-dev-deps --target-dir "$DIR/build" \
      --config 'source.crates-io.replace-with="vendored"' --config "source.vendored.directory='$library/vendor'")
  mkdir -p "$out"
  cp "$DIR/build/$TARGET/dist/deps/"*.rlib "$out/"
  rm -rf "$DIR/build" "$DIR/usr/src" "$DIR/usr/lib/rustlib/src"
}

# A module that uses std and alloc, run in Node.
try_out() {
  cat >"$DIR/try.rs" <<'R'
#[unsafe(no_mangle)]
pub extern "C" fn digits(n: u32) -> u32 {
    (0..n).map(|i| format!("{i}").len() as u32).sum()
}
R
  "$DIR/bin/rustc" --edition 2024 --target $TARGET -O --crate-type cdylib "$DIR/try.rs" -o "$DIR/try.wasm"
  node -e 'WebAssembly.instantiate(require("fs").readFileSync(process.argv[1])).then((m) => process.exit(m.instance.exports.digits(11) === 12 ? 0 : 1))' "$DIR/try.wasm"
  rm "$DIR"/try.*
}

command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || die "this is no Debian system (no apt-get)"
rm -rf "$DIR"; mkdir -p "$DIR"; DIR=$(cd "$DIR" && pwd -P)
update_lists
choose_packages || die "no package rust-web-src $OLDEST or newer: run 'apt-get update' as root; old Debian releases have none"
download || die "apt-get could not download the packages: run 'apt-get update' as root, then try again"
unpack
wrap
compile_std
try_out || die "the compiler in $DIR does not make a working module"
touch "$DIR/.complete"
