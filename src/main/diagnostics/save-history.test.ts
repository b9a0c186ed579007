import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { translator } from '../../shared/catalogue/index.ts'
import { saveHistory } from './save-history.ts'

const electron = vi.hoisted(() => ({ chosen: '', canceled: false, asked: [] as { defaultPath: string }[] }))
vi.mock('electron', () => ({
  app: { getPath: () => 'documents' },
  BrowserWindow: { getFocusedWindow: () => null },
  dialog: {
    showSaveDialog: async (options: { defaultPath: string }) => {
      electron.asked.push(options)
      return { canceled: electron.canceled, filePath: electron.chosen }
    },
  },
}))

const history = { lives: [], marks: [{ what: 'renewed', at: 0, fingerprint: '5f3a9c21' } as const], renewedAt: 0 }
const save = (form: 'text' | 'csv') => saveHistory(history, form, translator('en'), 0)
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-history-'))
  Object.assign(electron, { chosen: join(folder, 'history.csv'), canceled: false, asked: [] })
})
afterEach(() => rm(folder, { recursive: true }))

it('writes where the person says', async () => {
  expect(await save('csv')).toBe(true)
  expect(await readFile(electron.chosen, 'utf8')).toContain('token 5f3a9c21')
  expect(electron.asked[0]?.defaultPath).toBe(join('documents', 'gazelle-keeper-history.csv'))
})

it('writes nothing where the person chooses no file', async () => {
  electron.canceled = true
  expect(await save('text')).toBeNull()
  await expect(readFile(electron.chosen)).rejects.toThrow('ENOENT')
})

it('tells when the file cannot be written', async () => {
  electron.chosen = join(folder, 'no such folder', 'history.txt')
  expect(await save('text')).toBe(false)
})
