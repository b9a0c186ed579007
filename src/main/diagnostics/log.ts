import { homedir } from 'node:os'
import { redact } from './redact.ts'

export const levels = ['error', 'warn', 'info', 'debug'] as const
export type Level = (typeof levels)[number]

const home = homeFolder()
/** The longest entry, in characters; a stack trace is shorter. */
const longestEntry = 8_000
/** How many lines stay in memory, for a report where no file can be written. */
const keptLines = 60
/** More entries than this in a minute are one fault over and over, and would push out what led to it. */
const entriesPerMinute = 200

/** The log of the app, for anyone who helps. Every entry goes through `redact` here, so that no caller has to think of it. */
export class Log {
  readonly #write: (line: string) => void
  readonly #now: () => number
  /** The latest lines, as they were written. */
  readonly recent: string[] = []
  readonly #hidden = new Set<string>()
  #known: () => readonly (string | null)[] = () => []
  #level: Level = 'info'
  #latest = ''
  #repeated = 0
  #minute = 0
  #entries = 0

  /** `write` takes a line, `now` gives milliseconds since 1970. */
  constructor(write: (line: string) => void, now: () => number = Date.now) {
    this.#write = write
    this.#now = now
  }

  /** Entries less urgent than this are not written. */
  set level(level: Level) {
    this.#level = level
  }

  /** Keeps a secret that a person has typed out of every later line. */
  hide(secret: string): void {
    this.#hidden.add(secret)
  }

  /** `known` gives the current secrets, and is called for each entry. */
  hideAllOf(known: () => readonly (string | null)[]): void {
    this.#known = known
  }

  /** Logs an error with its stack; of anything else that was thrown, its type alone. */
  error(what: string, error: unknown): void {
    this.#add('error', `${what}: ${wordsOf(error)}`)
  }

  warn(text: string): void {
    this.#add('warn', text)
  }

  info(text: string): void {
    this.#add('info', text)
  }

  debug(text: string): void {
    this.#add('debug', text)
  }

  #add(level: Level, text: string): void {
    if (levels.indexOf(level) > levels.indexOf(this.#level)) return
    const entry = this.#clean(text)
    if (entry === this.#latest) {
      this.#repeated++
      return
    }
    const minute = Math.floor(this.#now() / 60_000)
    if (minute !== this.#minute) this.#entries = 0
    this.#minute = minute
    if (++this.#entries > entriesPerMinute) return
    if (this.#repeated > 0) this.#line('info', `(the same ${this.#repeated} times more)`)
    this.#repeated = 0
    this.#latest = entry
    this.#line(level, entry)
  }

  #line(level: Level, entry: string): void {
    const line = `${new Date(this.#now()).toISOString()} ${level.padEnd(5)} ${entry}`
    this.recent.push(line)
    if (this.recent.length > keptLines) this.recent.shift()
    this.#write(line)
  }

  #clean(text: string): string {
    const known = [...this.#hidden, ...this.#known().filter((each) => each !== null)]
    const clean = redact(text.slice(0, longestEntry), known)
    // The home folder names a person. One entry stays one entry, whatever a text from outside holds.
    const anonymous = home === null ? clean : clean.replaceAll(home, '~')
    return anonymous.replace(/\r?\n/g, '\n    ').replace(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
  }
}

function homeFolder(): string | null {
  try {
    const home = homedir()
    return home.length > 1 ? home : null
  } catch {
    return null
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return `${typeof error} was thrown`
  try {
    const { name, message, stack } = error
    const cause = error.cause === undefined ? '' : `\ncaused by ${wordsOf(error.cause)}`
    return `${stack?.includes(message) ? stack : `${name}: ${message}\n${stack ?? ''}`}${cause}`
  } catch {
    return 'an error that cannot be read'
  }
}
