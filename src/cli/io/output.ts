import type { Spinner } from './spinner.ts'
import { wrapFor } from './wrap.ts'

/** The fields of every JSON answer; any others are the command's own, see docs/schemas. */
export interface Report {
  readonly [more: string]: unknown
  readonly version: 1
  readonly command: string | null
  readonly exitCode: number
  /** The same in words, in the person's language. */
  readonly message: string
}

export interface OutputOptions {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly json: boolean
  readonly quiet: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Shows at the terminal that something is waited for. */
  readonly spinner?: Spinner | null
}

export type Colour = 'green' | 'yellow' | 'red' | 'dim'

const codes: Record<Colour, number> = { green: 32, yellow: 33, red: 31, dim: 2 }

/** What could command a terminal: a server's words must not. Line ends and our own colours stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /\u001b(?!\[\d+m)|[\0-\b\v-\u001a\u001c-\u001f\u007f-\u009f]/g

/**
 * Writes a command's output: facts to stdout, complaints to stderr, JSON to stdout alone. The work goes on even if the reader
 * closes a stream.
 */
export class Output {
  readonly json: boolean
  readonly quiet: boolean
  readonly #options: OutputOptions

  constructor(options: OutputOptions) {
    this.json = options.json
    this.quiet = options.quiet
    this.#options = options
    // A reader that has closed (`| head`) must not leave a token half renewed.
    for (const stream of [options.stdout, options.stderr]) stream.on('error', () => undefined)
  }

  /** A line of information: not in JSON, and not when quiet. `hanging` as in `wrap`. */
  line(text: string, hanging = 0): void {
    if (!this.json && !this.quiet) this.#tell('stdout', text, hanging)
  }

  /** A line that matters even when quiet. */
  complaint(text: string, hanging = 0): void {
    if (!this.json) this.#tell('stderr', text, hanging)
  }

  /** A line beside the answer, in JSON too; not when quiet. */
  aside(text: string): void {
    if (!this.quiet) this.#tell('stderr', text, 0)
  }

  #tell(to: 'stdout' | 'stderr', text: string, hanging: number): void {
    const stream = this.#options[to]
    this.#options.spinner?.clear()
    stream.write(`${wrapFor(stream, text.replace(controls, ''), hanging)}\n`)
  }

  /** The requested text itself (SQL), even when quiet. */
  raw(text: string): void {
    if (this.json) return
    this.#options.spinner?.clear()
    this.#options.stdout.write(text)
  }

  /** The answer in JSON, one line. */
  report(report: Report): void {
    if (this.json) this.#options.stdout.write(`${JSON.stringify(report)}\n`)
  }

  /** The answer in JSON on stderr, if stdout belongs to another program. */
  reportAside(report: Report): void {
    if (this.json) this.#options.stderr.write(`${JSON.stringify(report)}\n`)
  }

  /** Shows at the terminal that the person waits, until the work has ended; gives its result. Not while a person is asked. */
  during<T>(work: Promise<T>): Promise<T> {
    return this.#options.spinner?.during(work) ?? work
  }

  /** The same for what comes one by one. */
  async *duringEach<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = items[Symbol.asyncIterator]()
    for (;;) {
      const next = await this.during(iterator.next())
      if (next.done === true) return
      yield next.value
    }
  }

  /** The text in a colour, if stdout shows colours. */
  colour(colour: Colour, text: string): string {
    return this.#hasColours() ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text
  }

  #hasColours(): boolean {
    const { stdout, environment } = this.#options
    return stdout.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb'
  }
}
