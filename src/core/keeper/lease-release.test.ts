import { describe, expect, it } from 'vitest'
import { free, life, ModelRow, machine, second, setUp, Timeline, tokenRow } from './lease-fixture.ts'
import type { Claim } from './ports.ts'
import { StoreError } from './store-error.ts'

describe('a lease', () => {
  it('is free as soon as it is given back, and the row stays', async () => {
    const { model, leaseA, leaseB } = setUp()
    await leaseA.take()
    await leaseA.release()
    expect(model.row?.value).toEqual(free)
    expect(await leaseB.take()).toMatchObject({ taken: true })
  })

  it('costs one request to take, one to renew and one to give back, once the server’s time is known', async () => {
    const { a, leaseA } = setUp()
    await leaseA.take()
    await leaseA.release()
    for (const step of [() => leaseA.take(), () => leaseA.take(), () => leaseA.release()]) {
      a.at.requests = 0
      await step()
      expect(a.at.requests).toBe(1)
    }
  })

  it('is taken and given back with requests that do more', async () => {
    const { model, a, leaseA, leaseB } = setUp()
    expect(await leaseA.takeBy?.(a.begin)).toMatchObject({ taken: true, row: tokenRow })
    expect(await leaseB.take()).toMatchObject({ taken: false })
    const settled = await leaseA.releaseBy?.(async (lease) => {
      model.swap(lease, free)
      return { won: true, row: tokenRow, isGivenBack: true }
    })
    expect(settled).toMatchObject({ won: true })
    expect(leaseA.isOwed).toBe(false)
    a.at.requests = 0
    await leaseA.release()
    expect(a.at.requests).toBe(0)
    expect(await leaseB.take()).toMatchObject({ taken: true })
    expect(await leaseA.takeBy?.(a.begin)).toMatchObject({ taken: false, row: null })
  })

  it('is owed as long as what should give it back did not', async () => {
    const { model, a, leaseA } = setUp()
    expect(await leaseA.releaseBy?.(() => Promise.reject(new Error('not ours')))).toBeNull()
    await leaseA.takeBy?.(a.begin)
    await leaseA.releaseBy?.(async () => ({ won: false, isGivenBack: false }))
    await leaseA.releaseBy?.(async () => null)
    await expect(leaseA.releaseBy?.(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
    expect(leaseA.isOwed).toBe(true)
    await leaseA.release()
    expect(model.row?.value).toEqual(free)
  })

  it('does not count where the answer that gave it came after its end', async () => {
    const { timeline, model, a, leaseA } = setUp()
    const late = async (claim: Claim) => {
      const begun = await a.begin(claim)
      timeline.now += life
      return begun
    }
    expect(await leaseA.takeBy?.(late)).toBeNull()
    expect(leaseA.isOwed).toBe(true)
    expect(await leaseA.take()).toMatchObject({ taken: true })
    expect(model.writes).toHaveLength(2)
  })

  it('is found and given back where the answer that gave it was lost', async () => {
    const { model, a, leaseA } = setUp()
    const lost = async (claim: Claim) => {
      await a.begin(claim)
      throw new StoreError('unavailable', 'lost')
    }
    await expect(leaseA.takeBy?.(lost)).rejects.toThrow('lost')
    expect(leaseA.isOwed).toBe(true)
    await leaseA.release()
    expect(model.row?.value).toEqual(free)
  })

  it('that somebody else has by now is not given back', async () => {
    const { timeline, model, leaseA, leaseB } = setUp()
    await leaseA.take()
    timeline.now += life + 11 * second
    await leaseB.take()
    await leaseA.release()
    expect(model.row?.value).toMatchObject({ holder: 'b' })
    expect(model.writes).toHaveLength(2)
  })

  it('is given back by nobody who does not have it', async () => {
    const { model, b, leaseA, leaseB } = setUp()
    await leaseB.release()
    await leaseA.take()
    await leaseB.release()
    expect(b.at.requests).toBe(0)
    expect(model.writes).toHaveLength(1)
  })

  it('is given back without an error when the server is away, and expires', async () => {
    const { timeline, a, leaseA, leaseB } = setUp()
    await leaseA.take()
    a.at.beforeSwap = () => {
      throw new StoreError('unavailable', 'away')
    }
    await leaseA.release()
    expect(await leaseB.take()).toMatchObject({ taken: false })
    timeline.now += life + 11 * second
    expect(await leaseB.take()).toMatchObject({ taken: true })
  })

  it('that could not be given back is owed, and given back by the next call', async () => {
    const { model, a, leaseA, leaseB } = setUp()
    await leaseA.take()
    expect(leaseA.isOwed).toBe(true)
    a.at.beforeSwap = () => {
      throw new StoreError('unavailable', 'away')
    }
    await leaseA.release()
    expect(leaseA.isOwed).toBe(true)
    a.at.beforeSwap = () => {}
    await leaseA.release()
    expect(leaseA.isOwed).toBe(false)
    expect(model.row?.value).toEqual(free)
    expect(await leaseB.take()).toMatchObject({ taken: true })
  })

  it.each(['request', 'answer'] as const)('is not left behind by a take whose %s was lost', async (lost) => {
    const timeline = new Timeline()
    const model = new ModelRow()
    let isLost = false
    const { at, open } = machine(timeline, model, 0, () => ({ there: 0, back: 0, lost: isLost ? lost : undefined }))
    const lease = open('a')
    at.beforeSwap = () => {
      isLost = true
    }
    await expect(lease.take()).rejects.toThrow('lost')
    expect(model.writes).toHaveLength(lost === 'answer' ? 1 : 0)
    expect(lease.isOwed).toBe(true)
    at.beforeSwap = () => {}
    isLost = false
    await lease.release()
    expect(lease.isOwed).toBe(false)
    expect(model.row?.value ?? free).toEqual(free)
    at.requests = 0
    await lease.release()
    expect(at.requests).toBe(0)
  })
})
