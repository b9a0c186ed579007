import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyJournal, type Held, type JournalContent } from '../core/keeper/journal.ts'
import type { Credential } from '../core/token/credential.ts'
import { FileJournal } from './file-journal.ts'
import { ownProcess } from './owner.ts'
import { createSeal } from './sealed.ts'

let root: string
let folder: string
const seal = createSeal(randomBytes(32).toString('hex'), ['row'])
let deadPid: number

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'file-journal-test-')))
  const process_ = spawn(process.execPath, ['-e', '0'])
  deadPid = process_.pid ?? 0
  await once(process_, 'exit')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => {
  folder = mkdtempSync(join(root, 'state-'))
})

const open = (key = seal) => new FileJournal(folder, key)
const files = () => readdirSync(folder)

function held(token: string, foundAt: number | null = null): Held {
  return { credential: credential(token), supersedes: null, foundAt }
}
function credential(accessToken: string): Credential {
  return { accessToken, headerKind: 'bearer', refreshToken: null, issuedAt: null, lifeSeconds: null, source: 'oauth' }
}
const holding = (...tokens: string[]): JournalContent => ({ ...emptyJournal, held: tokens.map((token) => held(token)) })
const tokensOf = ({ held }: JournalContent) => held.map(({ credential }) => credential.accessToken)

/** As if the process that wrote all this had died. */
async function letOwnersDie(owner = `${deadPid}-1`): Promise<void> {
  for (const name of files()) await rename(join(folder, name), join(folder, name.replace(ownProcess, owner)))
}

describe('a peek', () => {
  it('sees what living and dead keepers have written, the latest first, and moves nothing', async () => {
    expect(await open().peek()).toEqual(emptyJournal)
    await open().write(holding('of the dead'))
    await letOwnersDie()
    await open().write(holding('of the living'))
    await open(createSeal('another', ['row'])).write(holding('of another row'))
    const before = files()
    expect(tokensOf(await open().peek()).toSorted()).toEqual(['of the dead', 'of the living'])
    expect(files()).toEqual(before)
  })

  it('sees nothing where there is no folder, or a file is not whole', async () => {
    expect(await new FileJournal(join(folder, 'none'), seal).peek()).toEqual(emptyJournal)
    await open().write(holding('whole'))
    for (const name of files()) writeFileSync(join(folder, name), 'x')
    expect(await open().peek()).toEqual(emptyJournal)
  })
})

describe('one journal', () => {
  it('is empty before it was written, and leaves nothing where there was nothing', async () => {
    const journal = open()
    expect(await journal.read()).toEqual(emptyJournal)
    await journal.close()
    expect(files()).toEqual([])
  })

  it('is read by the next keeper as it was written', async () => {
    const content: JournalContent = {
      held: [
        {
          ...held('new', 7),
          supersedes: { accessToken: 'old', refreshToken: 'r'.repeat(43), writtenAt: '2026-01-01' },
        },
      ],
      spending: { accessToken: 'old', refreshToken: 'spent' },
      fallbacks: [credential('older'), credential('oldest')],
    }
    const journal = open()
    await journal.read()
    await journal.write(holding('before'))
    await journal.write(content)
    await journal.close()
    expect(await open().read()).toEqual(content)
  })

  it('lies there as ciphertext, for its owner alone, in one file', async () => {
    const journal = open()
    await journal.write(holding('secret-token'))
    await journal.write(holding('secret-token', 'secret-token-2'))
    const [name = '', ...others] = files()
    expect(others).toEqual([])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, name), 'latin1')).not.toMatch(/secret|held|token/)
  })

  it('goes with a keeper that holds nothing', async () => {
    const journal = open()
    await journal.write(holding('token'))
    await journal.write(emptyJournal)
    await journal.close()
    expect(files()).toEqual([])
  })

  it('is written in a folder that was removed meanwhile', async () => {
    const journal = open()
    await journal.read()
    rmSync(folder, { recursive: true })
    await journal.write(holding('token'))
    await journal.close()
    expect(tokensOf(await open().read())).toEqual(['token'])
  })

  it('says so where it cannot be written, and keeps what it had', async () => {
    const journal = open()
    await journal.write(holding('token'))
    const [name = ''] = files()
    rmSync(join(folder, name))
    rmSync(folder, { recursive: true })
    writeFileSync(folder, '')
    await expect(journal.write(holding('token', 'newer'))).rejects.toMatchObject({ code: expect.any(String) })
    rmSync(folder)
  })
})

describe('several keepers', () => {
  it('do not see each other’s while they live', async () => {
    const [one, other] = [open(), open()]
    await one.write(holding('one'))
    expect(await other.read()).toEqual(emptyJournal)
    await other.write(holding('other'))
    await one.close()
    expect(tokensOf(await open().read())).toEqual(['one'])
  })

  it('pass on what a dead one held; a half-written file is cleared away', async () => {
    await open().write(holding('token'))
    const [name = ''] = files()
    writeFileSync(join(folder, `${name}.1234.draft`), 'half')
    await letOwnersDie()
    const journal = open()
    expect(tokensOf(await journal.read())).toEqual(['token'])
    expect(files()).toHaveLength(1)
    // Not written by the new one, which dies as well.
    await letOwnersDie()
    expect(tokensOf(await open().read())).toEqual(['token'])
  })

  it('pass on all that ten of them held, and it ends in one file', async () => {
    const tokens = Array.from({ length: 10 }, (_, index) => `token-${index}`)
    await Promise.all(tokens.map((token) => open().write(holding(token))))
    await letOwnersDie()
    const heirs = Array.from({ length: 5 }, () => open())
    const parts = await Promise.all(heirs.map((heir) => heir.read()))
    // Each file has one heir.
    expect(parts.flatMap(tokensOf).sort()).toEqual(tokens)
    await Promise.all(heirs.map((heir) => heir.close()))

    expect(tokensOf(await open().read()).sort()).toEqual(tokens)
    expect(files()).toHaveLength(1)
  })

  it('know one of another start with the same process id, as in a container, for dead', async () => {
    await open().write(holding('token'))
    await letOwnersDie(`${process.pid}-1`)
    expect(tokensOf(await open().read())).toEqual(['token'])
  })

  it('take over from an id that lives only what was not touched for long; its owner then writes anew', async () => {
    const living = open()
    await living.write(holding('token'))
    const [name = ''] = files()
    expect(await open().read()).toEqual(emptyJournal)
    const longAgo = new Date(Date.now() - 11 * 60 * 1000)
    utimesSync(join(folder, name), longAgo, longAgo)

    const heir = open()
    expect(tokensOf(await heir.read())).toEqual(['token'])
    await living.write(holding('token', 'newer'))
    await heir.write(emptyJournal)
    await Promise.all([living.close(), heir.close()])
    expect(tokensOf(await open().read())).toEqual(['token', 'newer'])
  })

  it('leave alone what they cannot open, and what another key closed', async () => {
    await open().write(holding('token'))
    const [name = ''] = files()
    writeFileSync(join(folder, name), 'damaged')
    await open(createSeal('another key', ['row'])).write(holding('other'))
    await letOwnersDie()
    const journal = open()
    expect(await journal.read()).toEqual(emptyJournal)
    await journal.write(holding('mine'))
    await journal.close()
    expect(files()).toHaveLength(3)
  })
})

describe('journals put together', () => {
  it('hold everything once, the newest last; of what was about to be spent the latest counts', async () => {
    const write = async (content: JournalContent, writtenAt: number) => {
      const before = new Set(files())
      await open().write(content)
      const name = files().find((each) => !before.has(each)) ?? ''
      utimesSync(join(folder, name), writtenAt, writtenAt)
    }
    const spending = (refreshToken: string) => ({ refreshToken, accessToken: 'row' })
    await write({ held: [held('b', 2), held('d', 4)], spending: spending('early'), fallbacks: [credential('x')] }, 1)
    await write({ held: [held('a', 1), held('b', 2)], spending: spending('late'), fallbacks: [credential('y')] }, 2)
    await write({ held: [held('c', 3), held('unknown')], spending: null, fallbacks: [credential('x')] }, 3)
    await letOwnersDie()
    const content = await open().read()
    expect(tokensOf(content)).toEqual(['unknown', 'a', 'b', 'c', 'd'])
    expect(content.spending).toEqual(spending('late'))
    expect(content.fallbacks).toEqual([credential('x'), credential('y')])
  })
})
