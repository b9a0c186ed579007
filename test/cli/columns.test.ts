import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli } from './cli-process.ts'
import { cliAtTerminal } from './terminal.ts'

let home: string
let env: NodeJS.ProcessEnv
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'columns-'))
  env = { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'xterm' }
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const longest = (text: string) => Math.max(...text.split(/\r?\n/).map((line) => line.length))

describe('on a terminal', () => {
  it.each([
    [80, 80, 'C.UTF-8'],
    [80, 80, 'fr_CA.UTF-8'],
    [200, 80, 'C.UTF-8'],
    [44, 44, 'fr_CA.UTF-8'],
  ])('of %i columns no sentence is longer than %i (%s)', async (columns, widest, language) => {
    const ended = await cliAtTerminal(['status'], { env: { ...env, LANG: language }, cwd: home, typed: [], columns })
    expect(ended.code).toBe(5)
    expect(longest(ended.screen)).toBeLessThanOrEqual(widest)
    expect(longest(ended.screen)).toBeGreaterThan(widest / 2)
  })
})

describe('for a program', () => {
  it('a sentence is one line, in JSON and without', async () => {
    const { stderr } = await cli(['status'], { env, cwd: home })
    expect(stderr.trimEnd().split('\n').length).toBe(1)
    expect(longest(stderr)).toBeGreaterThan(80)
    const { message } = JSON.parse((await cli(['status', '--json'], { env, cwd: home })).stdout)
    expect(`${message}\n`).toBe(stderr)
  })
})
