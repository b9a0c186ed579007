import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyJournal } from '../../core/keeper/journal.ts'
import { createSeal } from '../../node/sealed.ts'
import type { SecretsTrouble } from '../../shared/snapshot.ts'
import {
  type ClosedBecause,
  type Keychain,
  type KeychainAnswer,
  KeychainClosed,
  type KeychainQuestion,
} from '../keychain/keychain.ts'
import { Disk } from '../system/disk.ts'
import { SecretFiles } from './secret-files.ts'
import { Vault } from './vault.ts'

/** A keychain that a test can close, and of which there may be several. */
class TestKeychain implements Keychain {
  readonly sealsCookies = true
  why: ClosedBecause | null = null
  /** How often it was asked, and whether for a person. */
  readonly questions: boolean[] = []
  reader: (why: ClosedBecause | null) => void = () => undefined
  readonly #seal = createSeal(randomUUID(), ['test'])

  async ask({ sealed, fresh }: KeychainQuestion, isAsked: boolean): Promise<KeychainAnswer> {
    this.questions.push(isAsked)
    if (this.why !== null) throw new KeychainClosed(this.why)
    const open = (each: string) => {
      try {
        return this.#seal.open(Buffer.from(each, 'base64'))
      } catch {
        return null
      }
    }
    return { opened: sealed.map(open), sealed: this.close(fresh) }
  }

  listen(reader: (why: ClosedBecause | null) => void): void {
    this.reader = reader
  }

  close(text: string): string {
    return this.#seal.close(text).toString('base64')
  }
}

let folder: string
let first: TestKeychain
let expectsSecrets: boolean
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gazelle-keeper-vault-'))
  first = new TestKeychain()
  expectsSecrets = false
})
afterEach(() => rmSync(folder, { recursive: true }))

async function start(keychain = first): Promise<Vault> {
  const vault = new Vault({
    files: new SecretFiles(folder),
    disk: new Disk(),
    keychain,
    expectsSecrets: () => expectsSecrets,
  })
  await vault.open(false)
  return vault
}

/** Starts the app once, keeps these, and ends it. */
async function kept(secrets: Record<string, string>, keychain = first): Promise<void> {
  const vault = await start(keychain)
  for (const [name, secret] of Object.entries(secrets)) vault.set(name, secret)
}

const onDisk = () => readFileSync(join(folder, 'secrets.json'), 'utf8')
const asides = () => readdirSync(folder).filter((name) => name.startsWith('secrets.aside-'))
const unread = (why: SecretsTrouble | null) => ({ unread: why })
const heldToken = (accessToken: string) => ({
  ...emptyJournal,
  held: [{ credential: { accessToken, refreshToken: null }, supersedes: null, foundAt: 1 }],
})
const journalOf = (...tokens: string[]) =>
  JSON.stringify({ ...emptyJournal, held: tokens.flatMap((each) => heldToken(each).held) })

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
    expectsSecrets = true
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
    expectsSecrets = true
    const vault = await start()
    expect(vault.state.value).toMatchObject(unread('lost'))
    vault.set('a', '1')
    expect(asides().map((name) => readFileSync(join(folder, name), 'utf8'))).toContain('{"supabase.key": "')
  })
})

it('goes on in memory where the disk takes nothing, says so, and writes all once it does', async () => {
  const ofRelease010 = { 'supabase.key': first.close('the key') }
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(ofRelease010))
  const files = new SecretFiles(folder)
  let isFull = true
  const write = files.write.bind(files)
  files.write = (content) => {
    if (isFull) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    write(content)
  }
  const disk = new Disk()
  const vault = new Vault({ files, disk, keychain: first, expectsSecrets: () => false })
  await vault.open(false)
  expect(vault.get('supabase.key')).toBe('the key')
  expect(vault.set('a', '1')).toBe(false)
  expect(vault.get('a')).toBe('1')
  expect(disk.trouble.value).toBe('full')
  isFull = false
  disk.retry()
  expect(disk.trouble.value).toBeNull()
  expect(vault.set('b', '2')).toBe(true)
  const again = await start()
  expect([again.get('supabase.key'), again.get('a'), again.get('b')]).toEqual(['the key', '1', '2'])
})

it('is read in the last good copy of the file where that is damaged or lost', async () => {
  await kept({ 'supabase.key': 'the key' })
  for (const damage of ['', '\0\0', null]) {
    if (damage === null) rmSync(join(folder, 'secrets.json'))
    else writeFileSync(join(folder, 'secrets.json'), damage)
    const vault = await start()
    expect(vault.get('supabase.key')).toBe('the key')
    vault.set('a', '1')
    expect((await start()).get('a')).toBe('1')
  }
})
