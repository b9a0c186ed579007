import { randomUUID } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ClosedBecause } from '../keychain/keychain.ts'
import { Disk } from '../system/disk.ts'
import { SecretFiles } from './secret-files.ts'
import { Vault } from './vault.ts'
import { asides, expectSecrets, first, folder, journalOf, kept, onDisk, start, unread } from './vault-fixture.ts'

describe('the vault', () => {
  it('keeps secrets from one start to the next, sealed', async () => {
    const secret = randomUUID()
    await kept({ 'supabase.key': secret, 'proxy.password': 'p' })
    expect(onDisk()).not.toContain(secret)
    const vault = await start()
    expect(vault.get('supabase.key')).toBe(secret)
    vault.forget('supabase.key')
    expect(vault.get('supabase.key')).toBeNull()
    expect((await start()).get('supabase.key')).toBeNull()
    expect((await start()).get('proxy.password')).toBe('p')
  })

  it('writes nothing where nothing is kept, and nothing anew where nothing has changed', async () => {
    await start()
    expect(readdirSync(folder)).toEqual([])
    await kept({ a: '1' })
    const before = onDisk()
    await start()
    expect(onDisk()).toBe(before)
  })

  it('reads what 0.1.0 has left: each secret sealed by the keychain itself', async () => {
    const ofRelease010 = { 'supabase.key': first.close('the key'), 'journal.x': first.close(journalOf('t')) }
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify(ofRelease010))
    const vault = await start()
    expect(vault.get('supabase.key')).toBe('the key')
    expect(vault.get('journal.x')).toBe(journalOf('t'))
    expect(asides()).toEqual([])
    expect((await start()).get('supabase.key')).toBe('the key')
  })

  it.each<ClosedBecause>(['locked', 'denied', 'gone', 'frozen'])(
    'says that the keychain is %s, leaves the file alone, and reads it when the keychain opens',
    async (why) => {
      await kept({ 'supabase.key': 'k' })
      const before = onDisk()
      first.why = why
      const vault = await start()
      expect(vault.state.value).toEqual({ keeping: 'memory', unread: why, names: ['supabase.key'], isAsking: false })
      expect(vault.get('supabase.key')).toBeNull()
      vault.listen()
      first.why = null
      first.reader(null)
      await expect.poll(() => vault.get('supabase.key')).toBe('k')
      expect(vault.state.value).toMatchObject({ keeping: 'keychain', unread: null })
      expect(onDisk()).toBe(before)
      // Nobody was asked to open it.
      expect(first.questions).not.toContain(true)
    },
  )

  it('takes off the disk what a person forgets, also while it cannot be read', async () => {
    await kept({ 'supabase.key': 'k', 'journal.row': journalOf('held') })
    first.why = 'locked'
    const vault = await start()
    vault.erase('supabase.key')
    expect(vault.state.value).toMatchObject({ unread: 'locked', names: ['journal.row'] })
    first.why = null
    const again = await start()
    expect(again.get('supabase.key')).toBeNull()
    expect(JSON.parse(again.get('journal.row') ?? '').held).toHaveLength(1)
  })

  it('says at once what the keychain has become, and asks a person only where a person wants it', async () => {
    await kept({ a: '1' })
    first.why = 'locked'
    const vault = await start()
    vault.listen()
    first.reader('gone')
    expect(vault.state.value).toMatchObject(unread('gone'))
    const asking = vault.open(true)
    expect(vault.state.value.isAsking).toBe(true)
    await asking
    expect(vault.state.value).toMatchObject({ isAsking: false, unread: 'locked' })
    expect(first.questions.at(-1)).toBe(true)
  })

  it('does not pretend that nothing was set up while the system asks a person', async () => {
    await kept({ 'supabase.key': 'k' })
    let answer = () => {}
    const asked = new Promise<void>((resolve) => {
      answer = resolve
    })
    const ask = first.ask.bind(first)
    first.ask = (...question) => asked.then(() => ask(...question))
    const vault = new Vault({
      files: new SecretFiles(folder),
      disk: new Disk(),
      keychain: first,
      expectsSecrets: () => false,
    })
    const opening = vault.open(false)
    await Promise.resolve()
    expect(vault.state.value).toMatchObject(unread('locked'))
    answer()
    await opening
    expect(vault.state.value).toMatchObject({ keeping: 'keychain', unread: null })
  })

  it('has nothing to say where nothing was ever kept', async () => {
    first.why = 'gone'
    const vault = await start()
    expect(vault.state.value).toMatchObject({ keeping: 'memory', unread: null })
  })

  it('says that secrets are lost where something is set up that needs them', async () => {
    expectSecrets()
    expect((await start()).state.value).toMatchObject(unread('lost'))
    first.why = 'gone'
    const vault = await start()
    expect(vault.state.value).toMatchObject(unread('lost'))
    vault.enterAnew()
    expect(vault.state.value).toMatchObject(unread(null))
  })

  it('keeps in memory what is set meanwhile, and puts it together with what was kept', async () => {
    await kept({ 'supabase.key': 'old', 'proxy.password': 'p', 'journal.row': journalOf('before'), gone: 'x' })
    first.why = 'locked'
    const vault = await start()
    vault.enterAnew()
    vault.set('supabase.key', 'new')
    vault.set('journal.row', journalOf('meanwhile'))
    vault.forget('gone')
    expect(vault.get('supabase.key')).toBe('new')
    first.why = null
    await vault.open(true)
    for (const each of [vault, await start()]) {
      expect(each.get('supabase.key')).toBe('new')
      expect(each.get('proxy.password')).toBe('p')
      expect(each.get('gone')).toBeNull()
      // No token that was ever held is lost.
      const { held } = JSON.parse(each.get('journal.row') ?? '')
      expect(
        held.map(({ credential }: { credential: { accessToken: string } }) => credential.accessToken).sort(),
      ).toEqual(['before', 'meanwhile'])
    }
  })

  it('lets nobody write over what the keychain brings', async () => {
    await kept({ 'journal.row': journalOf('before') })
    first.why = 'frozen'
    const vault = await start()
    // A keeper that knows of no token writes its journal until it has ended.
    let keptThenIn: string | null = null
    vault.beforeChange = async () => {
      await Promise.resolve()
      vault.set('journal.row', journalOf())
      keptThenIn = vault.keeping
    }
    first.why = null
    await vault.open(false)
    expect(keptThenIn).toBe('memory')
    expect(JSON.parse(vault.get('journal.row') ?? '').held).toHaveLength(1)
  })
})
