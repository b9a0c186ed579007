import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { KeeperApp } from './keeper-app.ts'

// Where a secret may lie in clear, and the search for it.

/** Every file in a folder, however deep. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** The forms in which a text lies in a file or a message. */
export function formsOf(secret: string): Buffer[] {
  return [Buffer.from(secret), Buffer.from(secret, 'utf16le'), Buffer.from(Buffer.from(secret).toString('base64'))]
}

/** Everything that goes over a session bus from now on, byte for byte. */
export class BusListener {
  readonly #monitor: ChildProcess
  readonly #heard: Buffer[] = []

  private constructor(monitor: ChildProcess) {
    this.#monitor = monitor
    monitor.stdout?.on('data', (chunk: Buffer) => this.#heard.push(chunk))
  }

  /** Listens once it hears. */
  static async start(env: Record<string, string>): Promise<BusListener> {
    const address = env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
    const monitor = spawn('dbus-monitor', ['--address', address, '--binary'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const listener = new BusListener(monitor)
    await new Promise((resolve) => monitor.stdout?.once('data', resolve))
    return listener
  }

  get heard(): Buffer {
    return Buffer.concat(this.#heard)
  }

  stop(): void {
    this.#monitor.kill()
  }
}

/** What stands in the open about processes: everybody of this computer may read the first. */
export interface Processes {
  readonly args: readonly Buffer[]
  readonly environments: readonly Buffer[]
}

/** The arguments and the environments of the app's processes that run now. */
export function processesOf(app: KeeperApp): Processes {
  const parents = new Map<string, string>()
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, parent = ''] = /^PPid:\s*(\d+)/m.exec(read(`/proc/${id}/status`).toString()) ?? []
    parents.set(id, parent)
  }
  const isOfApp = (id: string | undefined): boolean =>
    id !== undefined && (id === String(app.electron.process().pid) || isOfApp(parents.get(id)))
  const own = [...parents.keys()].filter(isOfApp)
  return {
    args: own.map((id) => read(`/proc/${id}/cmdline`)),
    environments: own.map((id) => read(`/proc/${id}/environ`)),
  }
}

/** Every program that main starts from now on, also one that ends at once. Gives how to ask for them. */
export async function recordStarted(electron: ElectronApplication): Promise<() => Promise<Processes>> {
  await electron.evaluate(() => {
    const programs = process.getBuiltinModule('node:child_process')
    const started: { args: string[]; environment: string }[] = []
    Object.assign(globalThis, { started })
    const { spawn } = programs.ChildProcess.prototype as unknown as { spawn: (options: unknown) => unknown }
    // The one way of all: spawn, execFile, exec and fork go by it.
    Object.assign(programs.ChildProcess.prototype, {
      spawn(options: { args?: string[]; envPairs?: string[] }) {
        started.push({ args: options.args ?? [], environment: (options.envPairs ?? []).join('\0') })
        return spawn.call(this, options)
      },
    })
  })
  return async () => {
    const started: { args: string[]; environment: string }[] = await electron.evaluate(
      () => (globalThis as unknown as { started: { args: string[]; environment: string }[] }).started,
    )
    return {
      args: started.map(({ args }) => Buffer.from(args.join('\0'))),
      environments: started.map(({ environment }) => Buffer.from(environment)),
    }
  }
}

/** What a process that has ended left is nothing. */
function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    return Buffer.alloc(0)
  }
}

/** The heap of each page of ours that is open, after its garbage has been collected, by the page's name. */
export async function heapsOf(electron: ElectronApplication, folder: string): Promise<Record<string, Buffer>> {
  const names = await electron.evaluate(async ({ webContents }, folder) => {
    const own = webContents
      .getAllWebContents()
      .filter((each) => each.getURL().startsWith('keeper://app/') && !each.isCrashed())
    const names: string[] = []
    for (const contents of own) {
      const name = new URL(contents.getURL()).pathname.slice(1)
      await contents.takeHeapSnapshot(`${folder}/${name}.heapsnapshot`)
      names.push(name)
    }
    return names
  }, folder)
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, `${name}.heapsnapshot`))]))
}

/** Which secrets are in a place: a line each. Case and form of the text are as they are kept. */
export function foundIn(
  place: string,
  contents: readonly Buffer[],
  secrets: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => formsOf(secret).some((form) => contents.some((each) => each.includes(form))))
    .map(([name]) => `${place}: ${name}`)
}

/** Types into a field as a person does, key by key. Playwright's own filling hands the text to the page's scripts. */
export async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click()
  await page.keyboard.type(text)
}
