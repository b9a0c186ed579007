import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OwnLease } from '../core/keeper/lease.ts'
import { openLeaseHolder } from './lease-holder.ts'
import { ownMark } from './process-mark.ts'

let root: string
let folder: string
const module = pathToFileURL(`${import.meta.dirname}/lease-holder.ts`).href

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'lease-holder-test-')))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => {
  folder = join(mkdtempSync(join(root, 'state-')), 'made when it is needed')
})

/** A lease that is taken; given back where the server is there. */
function modelLease() {
  const lease: OwnLease & { isOwed: boolean; isServerAway: boolean } = {
    isOwed: false,
    isServerAway: false,
    async take() {
      lease.isOwed = true
      return { taken: true as const, until: 0 }
    },
    async release() {
      lease.isOwed &&= lease.isServerAway
    },
  }
  return lease
}

const written = (word: unknown, text = JSON.stringify(word)): string => {
  const holder = randomUUID()
  writeFileSync(join(folder, `${holder}.holder`), text)
  return holder
}

describe('a holder of the lease', () => {
  it('that lives is gone for nobody: not for another of the same process, nor for itself', async () => {
    const [one, other] = [openLeaseHolder(folder), openLeaseHolder(folder)]
    await one.announced(modelLease()).take()
    expect(await other.isGone(one.name)).toBe(false)
    expect(await one.isGone(one.name)).toBe(false)
  })

  it('that was killed is gone for those who share its folder', async () => {
    const script = `import(${JSON.stringify(module)}).then(async ({ openLeaseHolder }) => {
      const holder = openLeaseHolder(${JSON.stringify(folder)})
      await holder.announced({ take: async () => ({ taken: true, until: 0 }), release: async () => {}, isOwed: true }).take()
      console.log(holder.name)
      setInterval(() => {}, 1000)
    })`
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const name = String((await once(child.stdout, 'data'))[0]).trim()
    const next = openLeaseHolder(folder)
    expect(await next.isGone(name)).toBe(false)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await next.isGone(name)).toBe(true)
    expect(await openLeaseHolder(join(root, 'another folder')).isGone(name)).toBe(false)
    expect(await openLeaseHolder(null).isGone(name)).toBe(false)
  })

  it('that gave the lease back leaves nothing behind', async () => {
    const lease = modelLease()
    const holder = openLeaseHolder(folder)
    const announced = holder.announced(lease)
    await announced.take()
    expect(readdirSync(folder)).toEqual([`${holder.name}.holder`])
    await announced.release()
    expect(readdirSync(folder)).toEqual([])
    await holder.leave(lease.isOwed)
    expect(readdirSync(folder)).toEqual([])
  })

  it('that ended and could not give it back is gone, though its process lives', async () => {
    const lease = { ...modelLease(), isServerAway: true }
    const holder = openLeaseHolder(folder)
    await holder.announced(lease).take()
    await holder.leave(true)
    expect(await openLeaseHolder(folder).isGone(holder.name)).toBe(true)
  })

  it('of whom nothing clear is found may live', async () => {
    const holder = openLeaseHolder(folder)
    await holder.announced(modelLease()).take()
    const living = ownMark()
    const unclear = [
      written(null),
      written({}),
      written({ ended: 'yes' }),
      written({ process: null }),
      written({ process: { ...living, place: 'elsewhere', pid: 2 ** 22 + 1 } }),
      written(null, ''),
      written(null, '{"process":{"place":"'),
      randomUUID(),
      '',
      '../secrets',
    ]
    writeFileSync(join(folder, '../secrets.holder'), '{"ended":true}')
    for (const name of unclear) expect(await holder.isGone(name)).toBe(false)
  })

  it('takes the lease also where no word can be left', async () => {
    writeFileSync(join(root, 'a file'), '')
    for (const nowhere of [null, join(root, 'a file')]) {
      const holder = openLeaseHolder(nowhere)
      expect(await holder.announced(modelLease()).take()).toMatchObject({ taken: true })
      await holder.leave(true)
    }
  })

  it('takes away what was left so long ago that no lease can be of it', async () => {
    const holder = openLeaseHolder(folder)
    const announced = holder.announced(modelLease())
    await announced.take()
    const [old, recent] = [written({ ended: true }), written({ ended: true })]
    const longAgo = Date.now() / 1000 - 11 * 60
    utimesSync(join(folder, `${old}.holder`), longAgo, longAgo)
    await announced.take()
    expect(readdirSync(folder).sort()).toEqual([`${holder.name}.holder`, `${recent}.holder`].sort())
  })
})
