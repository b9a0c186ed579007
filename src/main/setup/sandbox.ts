import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { app } from 'electron'
import type { Language } from '../../shared/catalogue/languages.ts'

/** The sandbox in a process of its own, run by the project's own Node; for development only. It ends with the app. */
export class SandboxProcess {
  readonly #root: string
  readonly #folder: string
  readonly #language: () => Language
  #running: Promise<string> | null = null

  /** `root`: the project's folder; `folder`: where the sandbox keeps its data; `language`: that of its pages. */
  constructor(root: string, folder: string, language: () => Language) {
    this.#root = root
    this.#folder = folder
    this.#language = language
  }

  /** Starts the sandbox unless it runs. Gives its folder once it answers; rejects with its error output if it ends first. */
  start(): Promise<string> {
    this.#running ??= this.#start().catch((error: unknown) => {
      this.#running = null
      throw error
    })
    return this.#running
  }

  #start(): Promise<string> {
    const node = join(this.#root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
    const args = ['sandbox/main.ts', '--folder', this.#folder, '--language', this.#language()]
    const child = spawn(node, args, {
      cwd: this.#root,
      env: { ...process.env, DO_NOT_TRACK: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    endWithApp(child)
    return new Promise((resolve, reject) => {
      let said = ''
      // It says nothing before it is open.
      createInterface({ input: child.stdout }).once('line', () => resolve(this.#folder))
      child.stderr.on('data', (chunk) => {
        said = (said + chunk).slice(-2000)
      })
      child.on('error', reject)
      child.on('exit', () => {
        this.#running = null
        reject(new Error(said.trim() || 'The sandbox ended by itself.'))
      })
    })
  }
}

function endWithApp(child: ChildProcess): void {
  const end = () => void child.kill()
  app.once('will-quit', end)
  child.once('exit', () => app.off('will-quit', end))
}
