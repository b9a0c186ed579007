#!/bin/sh
# Docker, with no Dockerfile: the keeper in the foreground. What must survive a crash is on a volume, as ciphertext.
docker run --detach --name gazelle-keeper --init --restart unless-stopped \
  --env-file gazelle-keeper.env --env XDG_STATE_HOME=/state --volume gazelle-keeper:/state \
  node:24-slim npx --yes gazelle-keeper watch
