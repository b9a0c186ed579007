import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyJournal, type JournalContent } from '../core/keeper/journal.ts'
import { keptOfRow } from './forget.ts'
import { type KeptRow, openRowFiles, openStoreFiles, sealOf } from './row-files.ts'
import { createSeal } from './sealed.ts'

const row: KeptRow = {
  supabaseUrl: 'https://project.example',
  supabaseKey: randomBytes(16).toString('hex'),
  table: 'system_settings',
  rowKey: 'gazelle_oauth_token',
}
const another: KeptRow = { ...row, rowKey: 'another' }
const content: JournalContent = { ...emptyJournal, spending: { refreshToken: 'one', accessToken: 'two' } }

let folder: string
let wanted: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'row-files-'))
  wanted = join(folder, 'state')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the seal of a row', () => {
  it('opens what earlier versions closed', () => {
    const earlier = createSeal(row.supabaseKey, [row.supabaseUrl, row.table, row.rowKey])
    expect(sealOf(row).id).toBe(earlier.id)
    expect(sealOf(row).open(earlier.close('text'))).toBe('text')
  })

  it.each(['supabaseUrl', 'supabaseKey', 'table', 'rowKey'] as const)('is another with another %s', (name) => {
    expect(sealOf({ ...row, [name]: 'another' }).id).not.toBe(sealOf(row).id)
  })
})

describe('the files of a row in a store of the program’s own', () => {
  const secret = randomBytes(16).toString('hex')

  it('open with their secret alone', async () => {
    const journal = openStoreFiles(secret, wanted).openJournal()
    await journal?.write(content)
    expect(await openStoreFiles(secret, wanted).openJournal()?.peek()).toEqual(content)
    expect(await openStoreFiles(`${secret}x`, wanted).openJournal()?.peek()).toEqual(emptyJournal)
  })

  it('are none without a secret', () => {
    const files = openStoreFiles(null, wanted)
    expect(files.place).toEqual({ in: 'memory', why: 'no-secret', folder: null })
    expect(files.openJournal()).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the files of a row', () => {
  it('are found, in use, by who would forget them, and gone afterwards with their folder', async () => {
    const { place, sessionStorage, openJournal } = openRowFiles(row, wanted)
    expect(place).toEqual({ in: 'folder', folder: wanted })
    await openJournal()?.write(content)
    await sessionStorage?.setItem('session', 'of the user')
    const kept = await keptOfRow(row, wanted)
    expect(kept?.isInUse).toBe(true)
    expect(await kept?.journal()).toEqual(content)
    expect(await kept?.sessionStorage.getItem('session')).toBe('of the user')
    await kept?.forget()
    expect(readdirSync(folder)).toEqual([])
  })

  it('stay when another row is forgotten', async () => {
    const journal = openRowFiles(row, wanted).openJournal()
    await journal?.write(content)
    await openRowFiles(another, wanted).openJournal()?.write(content)
    await journal?.close()
    const kept = await keptOfRow(row, wanted)
    expect(kept?.isInUse).toBe(false)
    await kept?.forget()
    expect(await keptOfRow(row, wanted)).toBeNull()
    expect(await (await keptOfRow(another, wanted))?.journal()).toEqual(content)
  })

  it('are none where nothing was kept, and looking makes no folder', async () => {
    expect(await keptOfRow(row, wanted)).toBeNull()
    expect(await keptOfRow(row, null)).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  it('are in memory where nobody wants them kept', () => {
    const files = openRowFiles(row, null)
    expect(files.place).toEqual({ in: 'memory', why: 'wanted', folder: null })
    expect(files).not.toHaveProperty('sessionStorage')
    expect(files.openJournal()).toBeNull()
  })

  it('can be read where the folder takes nothing', async () => {
    writeFileSync(join(folder, 'file'), '')
    const files = openRowFiles(row, join(folder, 'file', 'state'))
    expect(files.place).toMatchObject({ in: 'memory' })
    expect(files).not.toHaveProperty('sessionStorage')
    expect(await files.openJournal()?.peek()).toEqual(emptyJournal)
  })
})
