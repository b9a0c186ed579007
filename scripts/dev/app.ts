import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import type { ElectronRuntime } from '../runtime/resolve-electron.ts'
import { recordOutput } from '../start/app-output.ts'
import type { Turn } from '../start/one-at-a-time.ts'
import { appSwitches } from '../start/switches.ts'
import { howEnded, words } from '../start/words.ts'

export interface DevAppOptions {
  readonly runtime: ElectronRuntime
  readonly sandbox: Sandbox
  readonly root: string
  readonly turn: Turn
  /** Additional switches for Electron. */
  readonly switches: readonly string[]
  readonly say: (line: string) => void
}

/** The app under development: one process of it at a time. */
export class DevApp {
  /** Resolves once the app was quit or stopped. A crashed app waits for the next restart. */
  readonly ended: Promise<void>
  readonly #options: DevAppOptions
  #end = (): void => undefined
  #process: ChildProcess | null = null
  /** The restart under way. */
  #restarting: Promise<void> | null = null
  #isStopped = false

  constructor(options: DevAppOptions) {
    this.#options = options
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
  }

  /**
   * Starts the app once the running one has ended. Does nothing while a restart is under way: that one starts the newest build.
   */
  restart(): void {
    this.#restarting ??= this.#restart().finally(() => {
      this.#restarting = null
    })
  }

  /** Makes every window reload its page. */
  reload(): void {
    if (this.#process?.connected !== true) return
    this.#options.say(words('demo.dev.reloading'))
    this.#process.send('reload')
  }

  /** Ends the app; then `ended` resolves. */
  stop(): void {
    this.#isStopped = true
    // A restart under way waits for the old app's end, and stops there.
    if (this.#restarting !== null) return
    if (this.#process === null) this.#end()
    else this.#process.kill()
  }

  async #restart(): Promise<void> {
    const old = this.#process
    if (old !== null) {
      this.#options.say(words('demo.dev.restarting'))
      this.#process = null
      old.kill()
      if (old.exitCode === null && old.signalCode === null) await once(old, 'exit')
    }
    if (this.#isStopped) this.#end()
    else this.#process = this.#start()
  }

  #start(): ChildProcess {
    const { runtime, sandbox, root, turn, switches, say } = this.#options
    const args = [root, ...appSwitches(sandbox), '--popover', ...switches]
    const reloader = ['-r', join(import.meta.dirname, 'reload-pages.cjs')]
    const log = join(sandbox.folder, 'app.log')
    const app = spawn(runtime.executablePath, [...reloader, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    recordOutput(
      [app.stdout, app.stderr].filter((stream) => stream !== null),
      log,
      (line) => console.error(line),
    )
    turn.announce([runtime.executablePath, ...args])
    const { gazelleEmail, gazellePassword } = sandbox.connection
    say(words('demo.dev.starting', { email: gazelleEmail, password: gazellePassword, log }))
    app.on('exit', (code, signal) => {
      if (this.#process !== app) return
      this.#process = null
      if (code === 0 || this.#isStopped) this.#end()
      else say(words('demo.dev.crashed', { how: howEnded(code, signal) }))
    })
    return app
  }
}
