import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nothingShared } from '../core/alerts/shared-told.ts'
import { isNoon, openOwnAlerts } from './own-alerts.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-alerts-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const seal = { id: 'row' } as Parameters<typeof openOwnAlerts>[0]['seal']
const stays = { stays: true }
const open = () => openOwnAlerts({ place: { in: 'folder', folder }, seal }, stays)
const hour = 60 * 60_000
const told = { ...nothingShared, company: 'Café Piano' }

describe('a keeper’s own memory of the alerts', () => {
  it('knows afterwards what it was told, and who it is', async () => {
    const one = await open()
    await one.write(told)
    const other = await open()
    expect(await other.read()).toEqual(told)
    expect(other.keeper).toBe(one.keeper)
  })

  it('is a file of its row, which its owner alone can read', async () => {
    await (await open()).write(told)
    expect(readdirSync(folder)).toEqual(['row.alerts'])
    if (process.platform !== 'win32') expect(statSync(join(folder, 'row.alerts')).mode & 0o777).toBe(0o600)
  })

  it.each(['', '{', '[]', '{"keeper":7,"told":8}'])('begins anew where the file is damaged: %j', async (text) => {
    writeFileSync(join(folder, 'row.alerts'), text)
    const own = await open()
    expect(own.keeper).toMatch(/^[0-9a-f]{12}$/)
    await own.write(told)
    expect(await own.read()).toEqual(told)
  })

  it('lasts as long as the process where nothing can be kept, under a name that all such keepers share', async () => {
    const place = { in: 'memory', why: 'EROFS', folder: null } as const
    const [one, other] = [await openOwnAlerts({ place, seal }, stays), await openOwnAlerts({ place, seal }, stays)]
    await one.write(told)
    expect([await one.read(), await other.read()]).toEqual([told, {}])
    expect(other.keeper).toBe(one.keeper)
  })
})

it('of all starts of a day, that many minutes apart, one is at noon', () => {
  const from = Date.UTC(2026, 2, 1, 0, 7)
  for (const interval of [hour / 12, hour / 2]) {
    const starts = Array.from({ length: (48 * hour) / interval }, (_, index) => from + index * interval)
    expect(starts.filter((start) => isNoon(start, interval))).toHaveLength(2)
  }
})
