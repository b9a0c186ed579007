import { beforeEach, expect, it, vi } from 'vitest'
import { Log } from './log.ts'
import { tellStartFailed } from './start-failed.ts'

const done = vi.hoisted(() => ({ presses: [] as number[], boxes: [] as unknown[], acts: [] as string[] }))
vi.mock('electron', () => ({
  app: {
    getLocale: () => 'fr-CA',
    getPath: () => '/logs',
    getAppPath: () => '/app.asar',
    getVersion: () => '0.1.0',
    isPackaged: true,
  },
  clipboard: { writeText: async (text: string) => done.acts.push(text) },
  dialog: {
    showMessageBox: async (box: unknown) => {
      done.boxes.push(box)
      return { response: done.presses.shift() }
    },
  },
  shell: {
    openPath: async (path: string) => {
      done.acts.push(`opened ${path}`)
      return ''
    },
  },
}))

beforeEach(() => {
  Object.assign(process, { getSystemVersion: () => '6.8' })
  for (const all of Object.values(done)) all.length = 0
})

it('says calmly, in the person’s language, that the start failed, and offers help until the person quits', async () => {
  const log = new Log(() => undefined)
  done.presses.push(0, 1, 2)
  const secret = `pass${Math.random()}`
  await tellStartFailed(new TypeError(`password: ${secret}`), log)
  expect(done.boxes).toHaveLength(3)
  expect(done.boxes[0]).toMatchObject({
    type: 'warning',
    message: 'Gazelle Keeper n’a pas pu démarrer.',
    buttons: ['Copier le diagnostic', 'Ouvrir le dossier du journal', 'Quitter'],
  })
  expect(JSON.stringify(done.boxes)).not.toMatch(/TypeError|at .*\.ts/)
  const [report = '', opened] = done.acts
  expect(report).toMatch(/0\.1\.0 could not start[\s\S]*start failed: TypeError: password: \[hidden\]/)
  expect(report).not.toContain(secret)
  expect(opened).toBe('opened /logs')
})
