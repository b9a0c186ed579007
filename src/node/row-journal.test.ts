import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { emptyJournal, type JournalContent } from '../core/keeper/journal.ts'
import { StoreError } from '../core/keeper/store-error.ts'
import { captured, ModelStore } from '../core/keeper/testing.ts'
import { RowJournal } from './row-journal.ts'
import { createSeal } from './sealed.ts'
import { createWebSeal } from './web-seal.ts'

const secret = randomBytes(32).toString('hex')
const open = (store: ModelStore, by = secret) =>
  new RowJournal(store, () => createWebSeal(by, ['row-journal', 'settings', 'token']))

const holding = (...tokens: string[]): JournalContent => ({
  ...emptyJournal,
  held: tokens.map((token) => ({ credential: captured(token), supersedes: null, foundAt: null })),
})
const spending: JournalContent = {
  ...emptyJournal,
  spending: { refreshToken: 'r'.repeat(43), accessToken: 'a'.repeat(60) },
}
const heldIn = ({ held }: JournalContent) => held.map(({ credential }) => credential.accessToken).sort()
const piecesIn = (store: ModelStore) => {
  const { journals } = (store.row?.value ?? {}) as { journals?: object[] }
  return journals ?? []
}

describe('the journal in the row', () => {
  it('is read by the next keeper, which settles what was half spent', async () => {
    const store = new ModelStore()
    await open(store).write(spending)
    expect(await open(store).read()).toEqual(spending)
  })

  it('shows nothing to who lacks the secret, and leaves what it cannot open', async () => {
    const store = new ModelStore()
    await open(store).write(spending)
    expect(JSON.stringify(store.row)).not.toMatch(/rrrr|aaaa/)
    const stranger = open(store, randomBytes(32).toString('hex'))
    expect(await stranger.read()).toEqual(emptyJournal)
    await stranger.write(holding('other'))
    expect(piecesIn(store)).toHaveLength(2)
    expect(await open(store).read()).toEqual(spending)
  })

  it('keeps apart what keepers write at once: none overwrites another’s', async () => {
    const store = new ModelStore()
    const [one, other] = [open(store), open(store)]
    await Promise.all([one.read(), other.read()])
    await one.write(holding('one'))
    await other.write(holding('other'))
    await one.write(holding('one', 'more'))
    expect(heldIn(await open(store).read())).toEqual(['more', 'one', 'other'])
  })

  it('does not grow: a keeper puts its own in place of those that it has read', async () => {
    const store = new ModelStore()
    for (let run = 0; run < 5; run++) {
      const journal = open(store)
      const content = await journal.read()
      await journal.write({ ...content, held: [...content.held, ...holding(`token-${run}`).held] })
    }
    expect(piecesIn(store)).toHaveLength(1)
    expect(heldIn(await open(store).read())).toHaveLength(5)
    const last = open(store)
    await last.read()
    await last.write(emptyJournal)
    expect(piecesIn(store)).toEqual([])
  })

  it('rejects where the row is away, and is written whole afterwards', async () => {
    const store = new ModelStore()
    const journal = open(store)
    store.fail = new StoreError('unavailable', 'away')
    await expect(journal.read()).rejects.toThrow(StoreError)
    await journal.read()
    store.fail = new StoreError('unavailable', 'away')
    await expect(journal.write(holding('one'))).rejects.toThrow(StoreError)
    await journal.write(holding('one'))
    expect(heldIn(await open(store).read())).toEqual(['one'])
  })

  it('counts a write whose answer was lost as its own', async () => {
    const store = new ModelStore()
    const journal = open(store)
    await journal.read()
    store.afterSwap = () => {
      throw new StoreError('unavailable', 'the answer is lost')
    }
    await expect(journal.write(holding('one'))).rejects.toThrow(StoreError)
    store.afterSwap = null
    await journal.write(holding('one', 'two'))
    expect(piecesIn(store)).toHaveLength(1)
  })

  it('writes over nothing that it could not read', async () => {
    const store = new ModelStore()
    await open(store).write(holding('earlier'))
    await open(store).write(holding('now'))
    expect(heldIn(await open(store).read())).toEqual(['earlier', 'now'])
  })

  it.each([['a text'], [{ somebody: 'wrote' }], [{ journals: [7, { seal: 'x' }] }]])(
    'leaves %j, which is no journal',
    async (value) => {
      const store = new ModelStore()
      store.put(value as never)
      const journal = open(store)
      expect(await journal.read()).toEqual(emptyJournal)
      await journal.write(holding('one'))
      const before = typeof value === 'object' && 'journals' in value ? value.journals : [value]
      expect(piecesIn(store).slice(1)).toEqual(before)
      expect(heldIn(await open(store).read())).toEqual(['one'])
    },
  )

  it('gives up where something else writes all the time', async () => {
    const store = new ModelStore()
    const journal = open(store)
    const { swap } = store
    store.swap = (...details) => {
      store.put({ journals: [] })
      return swap.apply(store, details)
    }
    await expect(journal.write(holding('one'))).rejects.toMatchObject({ kind: 'busy' })
  })
})

describe('the seal by WebCrypto', () => {
  it('is that of the files', async () => {
    const use = ['row-journal', 'settings']
    const [web, files] = [await createWebSeal(secret, use), createSeal(secret, use)]
    expect(web.id).toBe(files.id)
    expect(files.open(Buffer.from(await web.close('Überraschung'), 'base64'))).toBe('Überraschung')
    expect(await web.open(files.close('Überraschung').toString('base64'))).toBe('Überraschung')
  })

  it('opens nothing that was changed', async () => {
    const seal = await createWebSeal(secret, [])
    const bytes = Buffer.from(await seal.close('text'), 'base64')
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
    await expect(seal.open(bytes.toString('base64'))).rejects.toThrow()
    await expect(seal.open('')).rejects.toThrow()
  })
})
