import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lookAtOwnData, removeOwnData } from './own-data.ts'
import { ownProcess } from './owner.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-data-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (path: string) => join(folder, path)
function put(path: string, text = 'x'): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
}

/** As on Windows: the cache stands in the state folder. */
const all = () => ({ autostart: [], state: [at('own')], cache: [at('own/Cache')], profile: [at('profile')] })
const look = () => lookAtOwnData(all())

it('is nothing where nothing is', async () => {
  expect(await look()).toEqual([])
})

it('removes the state without the cache beside it, and the folder with the last of them', async () => {
  put('own/row.free.journal')
  put('own/Cache/electron', 'x'.repeat(100))
  const [state, cache] = await look()
  expect(state).toMatchObject({ kind: 'state', bytes: 1, isInUse: false, mayHoldTokens: true })
  expect(cache).toMatchObject({ kind: 'cache', bytes: 100 })
  if (state === undefined || cache === undefined) throw new Error('Nothing was found.')
  expect(await removeOwnData(state, all())).toEqual([])
  expect(existsSync(at('own/row.free.journal'))).toBe(false)
  expect(existsSync(at('own/Cache/electron'))).toBe(true)
  expect((await look()).map(({ kind }) => kind)).toEqual(['cache'])
})

it('is in use while a keeper has its journal, or a process the sandbox', async () => {
  put(`own/row.${ownProcess}.journal`)
  put('own/Cache/sandbox/owner.json', JSON.stringify({ pid: process.ppid }))
  mkdirSync(at('own/Cache/sandbox/lock'))
  expect((await look()).map(({ isInUse }) => isInUse)).toEqual([true, true])
  // A killed process renews nothing, and its number may be another's by now.
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(at('own/Cache/sandbox/lock'), longAgo, longAgo)
  expect((await look()).map(({ isInUse }) => isInUse)).toEqual([true, false])
})
