#!/bin/sh
# What a container of the server does: `api` serves, `migrate` prepares the data and ends; every other word is a
# command of the command line, as in `docker compose exec api socle doctor`.
set -eu

house=/house/server/dist/program
# As `npm start` has them (ops/scripts/lib/house.mjs).
flags='--enable-source-maps --max-semi-space-size=4'

cli() {
  node $flags "$house/cli.js" "$@"
}

# In production the metrics want a token. Where none was handed over, the house makes its own.
make_metrics_token() {
  file=${METRICS_TOKEN_FILE:-}
  if [ -z "$file" ] || [ -e "$file" ]; then return; fi
  umask 077
  node -p "crypto.randomBytes(32).toString('base64url')" >"$file.new"
  mv "$file.new" "$file"
  echo "Made $file."
}

case "${1:-api}" in
  api)
    exec node $flags "$house/main.js"
    ;;
  migrate)
    make_metrics_token
    cli make-keys
    shift
    cli migrate "$@"
    ;;
  *)
    cli "$@"
    ;;
esac
