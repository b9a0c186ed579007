import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  asides,
  expectSecrets,
  first,
  folder,
  journalOf,
  kept,
  onDisk,
  start,
  TestKeychain,
  unread,
} from './vault-fixture.ts'

describe('what another keychain has sealed', () => {
  let second: TestKeychain
  let sealed: string
  beforeEach(async () => {
    second = new TestKeychain()
    await kept({ 'supabase.key': 'of the first', 'journal.row': journalOf('held') })
    sealed = onDisk()
  })

  it('stays, and is told, until a person enters it anew; then it goes aside', async () => {
    const vault = await start(second)
    expect(vault.state.value).toMatchObject({ keeping: 'memory', unread: 'other' })
    await vault.open(true)
    expect(onDisk()).toBe(sealed)
    vault.enterAnew()
    expect(vault.state.value).toMatchObject({ keeping: 'keychain', unread: null })
    vault.set('supabase.key', 'of the second')
    expect((await start(second)).get('supabase.key')).toBe('of the second')
    expect(asides().map((name) => readFileSync(join(folder, name), 'utf8'))).toContain(sealed)
  })

  it('is read when the first is back, with what was entered anew put aside in turn', async () => {
    const vault = await start(second)
    vault.enterAnew()
    vault.set('supabase.key', 'of the second')
    const back = await start(first)
    expect(back.state.value).toMatchObject({ keeping: 'keychain', unread: null })
    expect(back.get('supabase.key')).toBe('of the first')
    expect(JSON.parse(back.get('journal.row') ?? '').held).toHaveLength(1)
    const again = await start(second)
    expect(again.get('supabase.key')).toBe('of the second')
  })

  it('is forgotten where a person forgets it, and leaves room for what is new', async () => {
    await kept({ 'journal.row': journalOf() })
    const vault = await start(second)
    vault.erase('supabase.key')
    await vault.open(false)
    expect(vault.state.value).toMatchObject({ unread: 'other', names: ['journal.row'] })
    vault.enterAnew()
    vault.set('supabase.key', 'of the second')
    expect(vault.keeping).toBe('keychain')
    expect((await start(first)).get('supabase.key')).toBeNull()
  })

  it('is not taken for opened where the keychain makes nonsense of it', async () => {
    // A block cipher without a signature opens with the wrong key once in 256 times, to something else.
    second.ask = async ({ sealed: all, fresh }) => ({ opened: all.map(() => 'nonsense'), sealed: second.close(fresh) })
    expect((await start(second)).state.value).toMatchObject(unread('other'))
    expect(onDisk()).toBe(sealed)
  })

  it('is nothing that a damaged file hides', async () => {
    writeFileSync(join(folder, 'secrets.json'), '{"supabase.key": "')
    expectSecrets()
    const vault = await start()
    expect(vault.state.value).toMatchObject(unread('lost'))
    vault.set('a', '1')
    expect(asides().map((name) => readFileSync(join(folder, name), 'utf8'))).toContain('{"supabase.key": "')
  })
})
