#!/bin/sh
# Docker, with no Dockerfile: the keeper in the foreground. What must survive a crash is on a volume, as ciphertext.
# gazelle-keeper.tgz is what `npm pack` makes of a version that you have: no registry has the program, whatever bears its name there.
# To stop it: docker stop --time 180 gazelle-keeper; so long it may wait for Supabase with a new token.
docker run --detach --name gazelle-keeper --init --restart unless-stopped --stop-timeout 180 \
  --env-file gazelle-keeper.env --env XDG_STATE_HOME=/state --volume gazelle-keeper:/state \
  --volume "$PWD/gazelle-keeper.tgz:/gazelle-keeper.tgz:ro" \
  node:24-slim npx --yes --package=/gazelle-keeper.tgz gazelle-keeper watch
