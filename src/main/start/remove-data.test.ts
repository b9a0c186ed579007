import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { appDataFolder } from '../../node/own-places.ts'

let folder: string
const relaunch = vi.fn()
const quit = vi.fn()
vi.mock('electron', () => ({
  app: { getPath: () => folder, relaunch: (...args: unknown[]) => relaunch(...args), quit: () => quit() },
  dialog: {},
}))
const { dataPlaces, endAndRemove, takeChoice } = await import('./remove-data.ts')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'remove-'))
  relaunch.mockClear()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => join(folder, 'remove-at-end.json')

it('starts the app once more, which finds the choice in the profile, once', () => {
  endAndRemove(['cache', 'profile'])
  expect(relaunch.mock.calls[0]?.[0].args[0]).toBe('--keeper-removes')
  expect(quit).toHaveBeenCalled()
  expect(takeChoice()).toEqual(['cache', 'profile'])
  expect(existsSync(file())).toBe(false)
  expect(takeChoice()).toEqual([])
})

it.each(['', '{}', '["everything", 7]', '"profile"'])('removes nothing where the profile says %j', (text) => {
  writeFileSync(file(), text)
  expect(takeChoice()).toEqual([])
})

it('leaves the usual places alone where the app has another profile', () => {
  expect(dataPlaces(folder)).toEqual({ autostart: [], state: [], cache: [], profile: [folder] })
  const usual = join(appDataFolder(process, homedir), 'Gazelle Keeper')
  expect(dataPlaces(usual).profile).toContain(usual)
})
