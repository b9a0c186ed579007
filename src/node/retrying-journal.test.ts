import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { emptyJournal, type Journal, type JournalContent } from '../core/keeper/journal.ts'
import { RetryingJournal, tryAgainMilliseconds } from './retrying-journal.ts'

const spending: JournalContent = { ...emptyJournal, spending: { refreshToken: 'r', accessToken: 'a' } }
let isFull: boolean
let written: JournalContent[]
let told: unknown[]
let patient: RetryingJournal
const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })

beforeEach(() => {
  vi.useFakeTimers()
  isFull = true
  written = []
  told = []
  const journal: Journal = {
    read: async () => written.at(-1) ?? emptyJournal,
    write: async (content) => {
      if (isFull) throw full
      written.push(content)
    },
  }
  patient = new RetryingJournal(journal, (error) => told.push(error))
})
afterEach(() => vi.useRealTimers())

it('rejects at once, and writes the latest as soon as it can', async () => {
  await expect(patient.write(spending)).rejects.toBe(full)
  await expect(patient.write(emptyJournal)).rejects.toBe(full)
  await vi.advanceTimersByTimeAsync(tryAgainMilliseconds)
  expect(written).toEqual([])
  isFull = false
  await vi.advanceTimersByTimeAsync(tryAgainMilliseconds)
  expect(written).toEqual([emptyJournal])
  expect(told).toEqual([full, full, full, null])
  expect(vi.getTimerCount()).toBe(0)
})

it('never writes an older one over a newer', async () => {
  await expect(patient.write(spending)).rejects.toBe(full)
  isFull = false
  const newer = patient.write(emptyJournal)
  await vi.advanceTimersByTimeAsync(tryAgainMilliseconds * 3)
  await newer
  expect(written).toEqual([emptyJournal])
  await patient.write(spending)
  expect(told).toEqual([full, null])
})

it('tries once more at the end, and nothing after that', async () => {
  await expect(patient.write(spending)).rejects.toBe(full)
  isFull = false
  await patient.close()
  expect(written).toEqual([spending])
  isFull = true
  await expect(patient.write(emptyJournal)).rejects.toBe(full)
  await patient.close()
  expect(vi.getTimerCount()).toBe(0)
})
