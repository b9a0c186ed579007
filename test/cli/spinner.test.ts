import { afterEach, describe, expect, it } from 'vitest'
import { type Between, standBetween } from './between.ts'
import { cliFixture } from './cli-fixture.ts'
import { cliAtTerminal } from './terminal.ts'

const on = cliFixture()
let slow: Between
afterEach(() => slow.close())

/** A Gazelle that answers nothing before it is asked for `/shown`. */
async function slowGazelle(): Promise<void> {
  let tell: () => void = () => undefined
  const shown = new Promise<void>((resolve) => {
    tell = resolve
  })
  slow = await standBetween(on.sandbox.connection.gazelleUrl, async ({ url }) => {
    if (url !== '/shown') return void (await shown)
    tell()
    return { status: 204 }
  })
  await on.issued(3)
}

const atTerminal = (LANG = 'C.UTF-8') => ({ ...on.env, GAZELLE_URL: slow.url, TERM: 'xterm', LANG })

describe('while a command waits', () => {
  it.each([
    ['status', 'C.UTF-8', 'One moment…', 'All is well'],
    ['check', 'fr_CA.UTF-8', 'Un instant…', 'Tout va bien'],
    ['doctor', 'C.UTF-8', 'One moment…', 'Gazelle'],
  ])('a sign turns at the terminal, and nothing of it is left: %s, %s', async (command, language, sign, answer) => {
    await slowGazelle()
    const typed = [{ after: sign, text: '', tell: `${slow.url}/shown` }]
    const ended = await cliAtTerminal([command], { env: atTerminal(language), cwd: on.home, typed })
    expect(ended).toMatchObject({ code: 0, screen: expect.stringContaining(answer) })
    expect(ended.screen).not.toContain(sign)
    expect(ended.screen).not.toMatch(/^[|/\\-] /m)
  })

  it('Ctrl-C ends it at once, and leaves nothing of it either', async () => {
    await slowGazelle()
    const typed = [{ after: 'One moment…', text: '\u0003' }]
    const ended = await cliAtTerminal(['status'], { env: atTerminal(), cwd: on.home, typed })
    expect(ended.code).toBe(-2)
    expect(ended.screen).toBe('')
  })

  it('what is said meanwhile has its line for itself', async () => {
    await slowGazelle()
    const typed = [
      { after: 'One moment…', text: '\u0003' },
      { after: 'Finishing this step', text: '', tell: `${slow.url}/shown` },
    ]
    const ended = await cliAtTerminal(['check', '--save-within', '0'], { env: atTerminal(), cwd: on.home, typed })
    expect(ended.code).toBe(-2)
    expect(ended.sent).toContain('\r\u001b[KFinishing this step')
  })

  it('the program of `run` has the terminal for itself', async () => {
    await slowGazelle()
    const typed = [{ after: 'One moment…', text: '', tell: `${slow.url}/shown` }]
    const args = ['run', '--', process.execPath, '-e', 'process.stdout.write("mine")']
    const ended = await cliAtTerminal(args, { env: atTerminal(), cwd: on.home, typed })
    expect(ended).toMatchObject({ code: 0, screen: 'mine' })
  })
})
