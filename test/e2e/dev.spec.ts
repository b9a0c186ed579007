import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, globSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, root, test } from './fixtures.ts'

// `npm run dev` at a display, as a real process, in a copy of the project.

/** Two builds and a sandbox take ten seconds on a computer that does nothing else, and minutes on one that does. */
const patience = { timeout: 150_000 }

const state = 'document.querySelector("h1")?.textContent'

/** The popover's page, asked over DevTools. */
class Popover {
  readonly #profile: string
  constructor(profile: string) {
    this.#profile = profile
  }

  /** What an expression gives in the page; null while there is no page, and when it goes before it has answered. */
  async ask(expression: string): Promise<unknown> {
    const socket = await this.#connect().catch(() => null)
    if (socket === null) return null
    const answer = new Promise<string | null>((resolve) => {
      socket.addEventListener('message', ({ data }) => resolve(data))
      // An app that restarts closes it without a word, and nobody else would.
      for (const end of ['close', 'error']) socket.addEventListener(end, () => resolve(null))
    })
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }))
    const said = await answer
    socket.close()
    // A page that is being loaded answers with an error.
    return said === null ? null : (JSON.parse(said).result?.result.value ?? null)
  }

  async #connect(): Promise<WebSocket | null> {
    const [port] = readFileSync(join(this.#profile, 'DevToolsActivePort'), 'utf8').split('\n')
    const pages = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
      url: string
      webSocketDebuggerUrl: string
    }[]
    const page = pages.find(({ url }) => url.startsWith('keeper://app/popover.html'))
    if (page === undefined) return null
    const socket = new WebSocket(page.webSocketDebuggerUrl)
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      for (const end of ['close', 'error']) socket.addEventListener(end, reject)
    })
    return socket
  }
}

test('a change of a page is shown, a change of main restarts the app, and Ctrl-C ends it all @linux', async ({
  runtime,
  desktop,
}) => {
  test.setTimeout(900_000)
  const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-dev-'))
  const project = join(folder, 'project')
  const folders = ['src', 'scripts', 'sandbox', 'supabase', 'resources']
  const files = globSync('{CHANGELOG.md,*.{json,ts},{test,bench}/tsconfig.json}', { cwd: root })
  for (const part of [...folders, ...files]) cpSync(join(root, part), join(project, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
  const edit = (file: string, from: string, to: string) => {
    const path = join(project, file)
    const text = readFileSync(path, 'utf8')
    expect(text).toContain(from)
    writeFileSync(path, text.replace(from, to))
  }

  const env = {
    ...desktop.env,
    XDG_CACHE_HOME: folder,
    GAZELLE_KEEPER_ELECTRON: runtime.executablePath,
    LC_ALL: 'C.UTF-8',
  }
  const switches = ['--remote-debugging-port=0', ...desktop.switches]
  const dev = spawn(process.execPath, ['scripts/dev.ts', ...switches], { cwd: project, env, detached: true })
  let output = ''
  for (const stream of [dev.stdout, dev.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ended = once(dev, 'close')
  const popover = new Popover(join(folder, 'gazelle-keeper/sandbox/profile'))
  try {
    await expect.poll(() => popover.ask(state), patience).toBe('No token yet')

    edit('src/renderer/popover.css', 'body', 'html { --changed: yes }\nbody')
    const changed = 'getComputedStyle(document.documentElement).getPropertyValue("--changed")'
    await expect.poll(() => popover.ask(changed), patience).toBe('yes')
    expect(output).not.toContain('Restarting')

    edit('src/shared/catalogue/en.ts', "'No token yet'", "'No token whatever'")
    await expect.poll(() => popover.ask(state), patience).toBe('No token whatever')
    // Main speaks, too: its menus and notifications have the word.
    await expect.poll(() => output, patience).toContain('Restarting the app.')
    await expect.poll(() => output.match(/The app is starting/g)?.length, patience).toBe(2)
    await expect.poll(() => popover.ask(state), patience).toBe('No token whatever')

    // As a terminal does: to everybody.
    process.kill(-(dev.pid ?? 0), 'SIGINT')
    expect(await ended).toEqual([0, null])
    expect(output).not.toMatch(/failed|Error/)
  } catch (error) {
    throw new Error(`${error}\nAfter:\n${output}`, { cause: error })
  } finally {
    dev.kill('SIGTERM')
    await ended
    await desktop.tray?.waitForNoItem()
    await rm(folder, { recursive: true, force: true })
  }
})
