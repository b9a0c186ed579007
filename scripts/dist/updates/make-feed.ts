import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Channel, channels } from '../../../src/core/updates/channels.ts'
import { type Feed, type Release, signedFeed } from '../../../src/core/updates/feed.ts'
import { isVersion } from '../../../src/core/updates/version.ts'
import { writeSafely } from '../../../src/node/safe-file.ts'
import { newsIn } from '../../renderer/changelog.ts'
import { describeFiles, publicHalf, signFeed, withRelease } from './sign-feed.ts'

// `node scripts/dist/updates/make-feed.ts --version 0.2.0 --out FOLDER FILE…`: announces a release of these packages in FOLDER/feed.json, signed by the
// keys in GAZELLE_KEEPER_UPDATE_KEY (with a blank between two). What the feed there says of other releases stays, if one of the keys
// has signed it. `--channel beta` is for previews; `--share 20` offers it to a fifth of the computers; `--withdraw 0.2.0` removes a
// release; with neither files nor that, the feed is only signed anew, for another `--days` (90). News are those of CHANGELOG.md.

const day = 24 * 60 * 60_000
const root = join(import.meta.dirname, '../../..')

export interface FeedOptions {
  /** The folder of the feed. */
  readonly out: string
  readonly privateKeys: readonly string[]
  readonly now: number
  readonly days: number
  /** What is released; null: nothing. */
  readonly release: (Pick<Release, 'version' | 'channel' | 'share'> & { readonly files: readonly string[] }) | null
  readonly withdrawn: string | null
  /** CHANGELOG.md. */
  readonly changelog: string
}

/** Writes the feed, and gives it. Rejects with the error of the disk, or for a feed there that none of the keys has signed. */
export async function makeFeed(options: FeedOptions): Promise<Feed> {
  const { out, privateKeys, now, days, release, withdrawn, changelog } = options
  if (privateKeys.length === 0) throw new Error('No feed without a key: GAZELLE_KEEPER_UPDATE_KEY.')
  const file = join(out, 'feed.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  // One that has expired still says what was released.
  const known = text === null ? null : signedFeed(text, privateKeys.map(publicHalf))
  const kept = (known?.releases ?? []).filter(({ version }) => version !== withdrawn)
  const releases =
    release === null
      ? kept
      : withRelease(kept, {
          ...release,
          released: now,
          news: newsIn(changelog).parts,
          files: await describeFiles(release.files),
        })
  // Of two feeds the one that was made later counts, also where a clock was put back.
  const feed = { made: Math.max(now, (known?.made ?? 0) + 1), expires: now + days * day, releases }
  await mkdir(out, { recursive: true })
  const signed = signFeed(feed, privateKeys)
  // What the program would not take is not given to anybody.
  signedFeed(signed, privateKeys.map(publicHalf))
  await writeSafely(file, Buffer.from(signed))
  return feed
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      version: { type: 'string' },
      channel: { type: 'string', default: 'stable' },
      share: { type: 'string', default: '100' },
      days: { type: 'string', default: '90' },
      withdraw: { type: 'string' },
      out: { type: 'string' },
    },
  })
  const { version, out, withdraw } = values
  const [channel, share, days] = [values.channel as Channel, Number(values.share), Number(values.days)]
  if (out === undefined) throw new Error('Name the folder of the feed: --out FOLDER.')
  if (!channels.includes(channel)) throw new Error(`There is no channel ${channel}: ${channels.join(', ')}.`)
  if (!(share >= 0 && share <= 100)) throw new Error('A share is a number from 0 to 100.')
  if (!(days > 0 && days <= 366)) throw new Error('A feed counts for a year at most.')
  if (positionals.length > 0 && !isVersion(version))
    throw new Error('Name the version of these packages: --version 0.2.0.')
  const release = positionals.length === 0 ? null : { version: version ?? '', channel, share, files: positionals }
  const feed = await makeFeed({
    out,
    privateKeys: (process.env['GAZELLE_KEEPER_UPDATE_KEY'] ?? '').split(/\s+/).filter((key) => key !== ''),
    now: Date.now(),
    days,
    release,
    withdrawn: withdraw ?? null,
    changelog: await readFile(join(root, 'CHANGELOG.md'), 'utf8'),
  })
  for (const each of feed.releases)
    console.log(`${each.version}, ${each.channel}, ${each.share} %, ${each.files.length} files`)
  console.log(`It counts until ${new Date(feed.expires).toISOString().slice(0, 10)}.`)
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
