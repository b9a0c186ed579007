import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nothingTold } from '../../core/alerts/alert-memory.ts'
import { Disk } from '../system/disk.ts'
import { ActivityLog } from './activity-log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'activity-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => join(folder, 'activity.json')
function openAt(row: string): ActivityLog {
  const activity = new ActivityLog(folder, new Disk())
  activity.open(row)
  return activity
}
const dead = { ...nothingTold, needs: ['sign-in aaaaaaaa over'] }
const postponed = { ...dead, remindAt: 6 }

describe('what a channel has told', () => {
  it('is its own, and outlives a restart and a look at another row', () => {
    const activity = openAt('row')
    const [desktop, email] = [activity.memoryOf('desktop'), activity.memoryOf('email')]
    desktop.told = dead
    email.told = postponed
    activity.open('another')
    expect([desktop.told, email.told]).toEqual([nothingTold, nothingTold])
    activity.open('row')
    expect([desktop.told, email.told]).toEqual([dead, postponed])
    const again = openAt('row')
    expect([again.memoryOf('desktop').told, again.memoryOf('email').told]).toEqual([dead, postponed])
  })

  it('is the desktop’s where an earlier version has kept it without a name, and stays so', () => {
    writeFileSync(file(), JSON.stringify({ version: 1, row: { events: [], told: postponed } }))
    const activity = openAt('row')
    expect(activity.memoryOf('desktop').told).toEqual(postponed)
    activity.memoryOf('email').told = dead
    expect(JSON.parse(readFileSync(file(), 'utf8')).row.told).toEqual({ desktop: postponed, email: dead })
    expect(openAt('row').memoryOf('desktop').told).toEqual(postponed)
  })

  it('is kept beside the events', () => {
    const activity = openAt('row')
    activity.memoryOf('desktop').told = dead
    activity.log({ what: 'restored', fingerprint: 'bbbbbbbb' }, 7)
    activity.memoryOf('email').told = dead
    const again = openAt('row')
    expect(again.events.value).toEqual(activity.events.value)
    expect(again.events.value).toHaveLength(1)
    expect(again.memoryOf('desktop').told).toEqual(dead)
  })
})

describe('the kept log', () => {
  it('keeps a token that came by a way in of a later version', () => {
    const [known, later] = ['clipboard', 'carrier-pigeon'].map((source) => {
      return { what: 'captured', fingerprint: 'cccccccc', source, at: 1, lastAt: 1, times: 1 }
    })
    writeFileSync(file(), JSON.stringify({ version: 1, row: { events: [known, later], told: postponed } }))
    expect(openAt('row').events.value).toEqual([known, { ...later, source: 'row' }])
  })
})
