import { mkdtempSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLogbookAbsence } from './logbook-absence.ts'
import { createSeal } from './sealed.ts'

const seal = createSeal('a secret that is hard to guess', ['row'])
const open = (folder: string) => openLogbookAbsence({ place: { in: 'folder', folder }, seal })

describe('a logbook that is missing', () => {
  it('is remembered by the next process for six hours, and by no clock that was set back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'absence-'))
    expect(await open(folder)?.isKnown()).toBe(false)
    await open(folder)?.note()
    expect(await open(folder)?.isKnown()).toBe(true)
    for (const hours of [-7, 1]) {
      const at = Date.now() / 1000 + hours * 3600
      utimesSync(join(folder, `${seal.id}.no-logbook`), at, at)
      expect(await open(folder)?.isKnown()).toBe(false)
    }
    await open(folder)?.note()
    await open(folder)?.forget()
    expect(await open(folder)?.isKnown()).toBe(false)
  })

  it('is remembered nowhere without a folder, and its loss is nobody’s trouble', async () => {
    expect(openLogbookAbsence({ place: { in: 'memory', why: 'wanted', folder: null }, seal })).toBeNull()
    const gone = open(join(tmpdir(), 'absence-of-a-folder'))
    await gone?.note()
    expect(await gone?.isKnown()).toBe(false)
  })
})
