import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { emptyJournal, type JournalContent } from '../core/keeper/journal.ts'
import type { Credential } from '../core/token/credential.ts'
import { FileJournal } from './file-journal.ts'
import { packJournal, unpackJournal } from './journal-content.ts'
import { createSeal } from './sealed.ts'

const credential: Credential = {
  accessToken: 'access',
  headerKind: 'api-key',
  refreshToken: 'refresh',
  issuedAt: 1_780_000_000,
  lifeSeconds: 2_592_000,
  source: 'oauth',
}
const account = { companyId: '1', company: 'Pianos', userId: null, user: 'Ada' }
const whole: JournalContent = {
  held: [
    {
      credential: { ...credential, accessToken: 'other', account },
      supersedes: null,
      foundAt: null,
      isConfirmed: true,
    },
    {
      credential,
      supersedes: { accessToken: 'old', refreshToken: 'spent', writtenAt: '2026-03-18T10:00:00Z' },
      foundAt: 5,
    },
  ],
  spending: { refreshToken: 'spent', accessToken: 'old' },
  fallbacks: [credential, { ...credential, accessToken: 'rejected', refusedAt: 7 }],
  ways: {
    spent: ['0123abcd'],
    grantsFail: { lasted: 1, latest: 2 },
    triedWebSession: { for: 'x', at: 3 },
    renewal: { fingerprint: '0123abcd', at: 4, helpless: 1, isAccepted: true },
  },
  ownership: { account, of: '0123abcd', takenFrom: { ...account, companyId: '2' }, declined: ['4567cdef'] },
}

it('comes out as it went in', () => {
  expect(unpackJournal(packJournal(whole))).toEqual({ content: whole, isNewer: false })
  expect(unpackJournal(packJournal(emptyJournal))).toEqual({ content: emptyJournal, isNewer: false })
})

it('of 0.1.0, which gave no version, is read as it is; so is one from before it knew the ways', () => {
  const { ways, ...earlier } = whole
  expect(unpackJournal(JSON.stringify(whole))).toEqual({ content: whole, isNewer: false })
  expect(unpackJournal(JSON.stringify(earlier))).toEqual({ content: earlier, isNewer: false })
})

it('of a newer version gives what is understood, and says that there may be more', () => {
  const newer = { ...whole, version: 2, fallbacks: 'elsewhere', more: 1, ways: { spent: [1, 'a'], renewal: 'x' } }
  expect(unpackJournal(JSON.stringify(newer))).toEqual({
    isNewer: true,
    content: {
      ...whole,
      fallbacks: [],
      ways: { spent: ['a'], grantsFail: null, triedWebSession: null, renewal: null },
    },
  })
})

it('loses no token for what is odd beside it', () => {
  const odd = [7, null, {}, { credential: {} }, { credential: { accessToken: 'token', issuedAt: 'x', source: 'moon' } }]
  const { content } =
    unpackJournal(JSON.stringify({ held: odd, spending: 1, fallbacks: [{ accessToken: 'old' }] })) ?? {}
  const bare = { headerKind: null, refreshToken: null, issuedAt: null, lifeSeconds: null, source: 'row' }
  expect(content).toEqual({
    held: [{ credential: { accessToken: 'token', ...bare }, supersedes: null, foundAt: null }],
    spending: null,
    fallbacks: [{ accessToken: 'old', ...bare }],
  })
})

it.each(['', 'null', '7', '[]', '"text"', '{'])('is none where it is %j', (text) => {
  expect(unpackJournal(text)).toBeNull()
})

const folder = mkdtempSync(join(tmpdir(), 'journal-content-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('of a newer version stays on disk, whatever is written after it', async () => {
  const seal = createSeal(randomBytes(32).toString('hex'), ['row'])
  writeFileSync(
    join(folder, `${seal.id}.free.0000.journal`),
    seal.close(JSON.stringify({ ...whole, version: 2, more: 'of it' })),
  )
  const journal = new FileJournal(folder, seal)
  expect((await journal.read()).held).toEqual(whole.held)
  await journal.write(emptyJournal)
  await journal.close()
  const [left = '', ...others] = readdirSync(folder)
  expect(others).toEqual([])
  // Its keeper has died by the time that the newer version comes.
  renameSync(join(folder, left), join(folder, `${seal.id}.free.1111.journal`))
  expect((await new FileJournal(folder, seal).read()).held).toEqual(whole.held)
})
