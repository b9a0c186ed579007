import { existsSync } from 'node:fs'
import { beforeEach, expect, it, vi } from 'vitest'
import { rejectedIn, type Start } from './judge-start.ts'
import { refuseStart, tellRejected } from './refuse-start.ts'

const done = vi.hoisted(() => ({
  userData: '/profile',
  told: [] as string[],
  boxes: [] as Record<string, unknown>[],
  exits: [] as number[],
  spawned: [] as { args: string[]; env: NodeJS.ProcessEnv }[],
  quits: [] as (() => void)[],
  isTerminal: false,
}))
vi.mock('electron', () => ({
  app: {
    getPath: () => done.userData,
    setPath: (_name: string, folder: string) => {
      done.userData = folder
    },
    getPreferredSystemLanguages: () => ['fr-CA'],
    commandLine: { getSwitchValue: () => '--proxy-server,SSLKEYLOGFILE' },
    whenReady: async () => undefined,
    once: (_event: string, listener: () => void) => done.quits.push(listener),
    exit: (code: number) => done.exits.push(code),
    quit: () => done.quits.forEach((each) => void each()),
  },
  dialog: { showMessageBox: async (box: Record<string, unknown>) => done.boxes.push(box) },
}))
vi.mock('node:child_process', () => ({
  spawn: (_program: string, args: string[], { env }: { env: NodeJS.ProcessEnv }) => {
    done.spawned.push({ args, env })
    const child = { on: () => child, unref: () => undefined }
    return child
  },
}))
vi.mock('node:tty', () => ({ isatty: () => done.isTerminal }))
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  writeSync: (_to: number, text: string) => done.told.push(text),
}))

beforeEach(() => {
  for (const all of [done.told, done.boxes, done.exits, done.spawned, done.quits]) all.length = 0
  done.isTerminal = false
})

const start = (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux'): Start => ({
  args: ['--lang=fr', '--proxy-server=ann:secret@proxy'],
  environment: { SSLKEYLOGFILE: '/tmp/keys', ...environment },
  platform,
})
const refuse = (start: Start) => refuseStart(rejectedIn(start), start)

it('says what was rejected, without its value, and ends with a code of its own', () => {
  refuse(start({}))
  expect(done.told.join()).toMatch(/^Gazelle Keeper n’a pas démarré.*: --proxy-server, SSLKEYLOGFILE\./)
  expect(done.told.join()).not.toContain('secret')
  expect([done.exits, done.spawned]).toEqual([[64], []])
})

it.each<[NodeJS.ProcessEnv, NodeJS.Platform]>([
  [{ DISPLAY: ':0' }, 'linux'],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux'],
  [{}, 'darwin'],
  [{}, 'win32'],
])('has another process show it, without what was rejected, with %j on %s', (environment, platform) => {
  refuse(start(environment, platform))
  const args = ['--lang=fr', '--keeper-rejected=--proxy-server,SSLKEYLOGFILE']
  expect(done.spawned).toEqual([{ args, env: environment }])
  // What it is started with must be taken, or it would start another in its turn.
  expect(rejectedIn({ args, environment, platform })).toEqual([])
  expect(done.exits).toEqual([64])
})

it('shows nothing to somebody who reads it at a terminal', () => {
  done.isTerminal = true
  refuse(start({ DISPLAY: ':0' }))
  expect([done.told.length, done.spawned, done.exits]).toEqual([1, [], [64]])
})

it('shows a dialogue that names it, in a profile of its own that is gone afterwards', async () => {
  await tellRejected()
  expect(done.boxes).toMatchObject([
    {
      message: 'Gazelle Keeper n’a pas démarré, car ceci n’est pas accepté\u00a0: --proxy-server, SSLKEYLOGFILE.',
      buttons: ['Quitter'],
    },
  ])
  expect(done.userData).toMatch(/gazelle-keeper-rejected-/)
  expect(existsSync(done.userData)).toBe(false)
})
