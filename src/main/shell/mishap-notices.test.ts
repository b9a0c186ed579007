import { beforeEach, expect, it, vi } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { type Mishaps, noMishaps, type Snapshot } from '../../shared/snapshot.ts'
import { startMishapNotices } from './mishap-notices.ts'

const shown = vi.hoisted(() => [] as string[])
vi.mock('electron', () => ({
  Notification: class {
    static isSupported = () => true
    readonly body: string
    constructor({ body }: { body: string }) {
      this.body = body
    }
    on(): void {}
    show(): void {
      shown.push(this.body)
    }
  },
}))

let snapshot: Observed<Snapshot>
const become = (mishaps: Partial<Mishaps>) => snapshot.set({ ...snapshot.value, mishaps: { ...noMishaps, ...mishaps } })

beforeEach(() => {
  shown.length = 0
  snapshot = new Observed({ language: 'en', mishaps: noMishaps } as Snapshot)
})

it('tells of the disk once, of another trouble of it anew, and that it is mended', () => {
  startMishapNotices(snapshot, () => undefined)
  become({})
  expect(shown).toEqual([])
  become({ disk: 'full' })
  become({ disk: 'full' })
  become({ disk: 'read-only' })
  become({})
  expect(shown).toEqual([
    expect.stringContaining('disk is full'),
    expect.stringContaining('read-only'),
    expect.stringContaining('can be written again'),
  ])
})

it('tells at the start what was found then', () => {
  become({ settings: 'restored' })
  startMishapNotices(snapshot, () => undefined)
  expect(shown).toEqual([expect.stringContaining('last good copy')])
})

it('tells of one mistake, not of each that follows while the person has not read it', () => {
  startMishapNotices(snapshot, () => undefined)
  become({ mistake: { at: 1, name: 'TypeError' } })
  become({ mistake: { at: 2, name: 'RangeError' } })
  expect(shown).toEqual([expect.stringContaining('TypeError')])
})
