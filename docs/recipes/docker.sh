#!/bin/sh
# Docker, with no Dockerfile: the keeper in the foreground. What must survive a crash is on a volume, as ciphertext.
# gazelle-keeper-cli.tgz is a release's, or what `npm run pack` makes of a version that you have; gazelle-keeper-cli.tgz.sha256 is made once by
# `sha256sum gazelle-keeper-cli.tgz > gazelle-keeper-cli.tgz.sha256`: compare it with the release's. Nothing is fetched from a package
# registry: none has the program, whatever bears its name there.
# To stop it: docker stop --time 180 gazelle-keeper; so long it may wait for Supabase with a new token.
set -e
sha256sum --check gazelle-keeper-cli.tgz.sha256
tar -xzf gazelle-keeper-cli.tgz
docker run --detach --name gazelle-keeper --init --restart unless-stopped --stop-timeout 180 \
  --env-file gazelle-keeper.env --env XDG_STATE_HOME=/state --volume gazelle-keeper:/state \
  --volume "$PWD/package:/gazelle-keeper:ro" \
  node:24-slim node /gazelle-keeper/lib/gazelle-keeper.cjs watch
