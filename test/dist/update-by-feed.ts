import assert from 'node:assert/strict'
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { runTool } from '../../scripts/dist/run-tool.ts'
import type { Format, ReleaseFile } from '../../src/core/updates/feed.ts'
import { isOwnedBy, type Place } from '../../src/main/updates/place.ts'
import { fetchUpdate, type InstallOptions, installUpdate, lookForUpdate } from '../../src/main/updates/work.ts'
import { LocalFeed, releaseOf } from '../desktop/local-feed.ts'

// What the app does for an update, without its pages and its question: a feed on this computer announces a newer version.

const newer = '99.0.0'

/** A package that is installed is updated by the feed; an older one is not offered, nor taken from whoever brings it. As root. */
export async function updateDeb(deb: string, installedFile: string, work: string): Promise<void> {
  const name = (await runTool('dpkg-deb', ['--field', deb, 'Package'])).trim()
  const before = await versionOf(name)
  assert.equal(await isOwnedBy('deb', installedFile), true)
  assert.equal(await isOwnedBy('deb', join(work, 'nobodys')), false)
  const place: Place = { way: 'package', format: 'deb' }
  await withFeed(async (feed) => {
    const file = {
      ...feed.put(await readFile(await newerDeb(deb, work)), `${name}_${newer}.deb`),
      format: 'deb' as const,
    }
    const notNow = async () => {
      // Root has the package by now, and waits for a word.
      await new Promise((resolve) => setTimeout(resolve, 3000))
      throw new Error('Not now.')
    }
    await assert.rejects(update(feed, file, place, before, work, notNow), /Not now/)
    assert.equal(await versionOf(name), before)
    await update(feed, file, place, before, work)
    assert.equal(await versionOf(name), newer)
    // Somebody who holds the feed's key back has an older one installed: the package manager does not take it.
    const old = { ...feed.put(await readFile(deb), basename(deb)), format: 'deb' as const }
    await assert.rejects(update(feed, old, place, before, work), { kind: 'not-taken' })
    assert.equal(await versionOf(name), newer)
    // The app does not even ask: by its own version there is nothing newer.
    assert.equal((await look(feed, place, newer, work)).chosen, null)
  })
}

/** An AppImage is replaced by the feed's, under its own name. */
export async function updateAppImage(image: string, work: string): Promise<void> {
  const program = join(work, 'My Gazelle Keeper.AppImage')
  await copyFile(image, program)
  const place: Place = { way: 'replace', format: 'appimage', file: program }
  await withFeed(async (feed) => {
    // The same program with something behind it, which no AppImage reads.
    const next = Buffer.concat([await readFile(image), Buffer.from(newer)])
    const file = feed.put(next)
    await update(feed, { ...file, format: 'appimage' }, place, '0.1.0', work)
    assert.equal((await readFile(program)).equals(next), true)
  })
}

async function withFeed(use: (feed: LocalFeed) => Promise<void>): Promise<void> {
  const feed = await LocalFeed.open()
  try {
    await use(feed)
  } finally {
    await feed.close()
  }
}

const options = (feed: LocalFeed, work: string) => ({
  fetch: globalThis.fetch,
  userAgent: 'gazelle-keeper/test',
  folder: join(work, 'updates'),
  beside: feed.address,
})

function look(feed: LocalFeed, place: Place, version: string, work: string) {
  const about = { source: feed.source, now: Date.now(), newest: null, lot: null, channel: 'stable' } as const
  return lookForUpdate({ ...options(feed, work), ...about, version, place })
}

async function update(
  feed: LocalFeed,
  described: ReleaseFile,
  place: Place,
  version: string,
  work: string,
  when: InstallOptions['when'] = (install) => install(),
) {
  const file = {
    ...described,
    architecture: process.arch as ReleaseFile['architecture'],
    format: described.format as Format,
  }
  feed.publish([releaseOf(newer, [file])])
  const { chosen } = await look(feed, place, version, work)
  assert.equal(chosen?.file?.sha512, file.sha512)
  const path = await fetchUpdate(file, options(feed, work))
  await installUpdate({ place, path, file, when, open: async () => undefined })
}

/** The same package as a later version. */
async function newerDeb(deb: string, work: string): Promise<string> {
  const [folder, file] = [join(work, 'newer'), join(work, 'newer.deb')]
  await mkdir(folder, { recursive: true })
  await runTool('dpkg-deb', ['--raw-extract', deb, folder])
  const control = join(folder, 'DEBIAN/control')
  await writeFile(control, (await readFile(control, 'utf8')).replace(/^Version: .*$/m, `Version: ${newer}`))
  await runTool('dpkg-deb', ['--root-owner-group', '-Znone', '--build', folder, file])
  await rm(folder, { recursive: true })
  return file
}

async function versionOf(name: string): Promise<string> {
  return (await runTool('dpkg-query', ['--show', name])).trim().split('\t')[1] ?? ''
}
