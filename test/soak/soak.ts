import { setTimeout as pause } from 'node:timers/promises'
import type { ElectronRuntime } from '../../scripts/runtime/resolve-electron.ts'
import { measureMain, troublesInMain } from './app-main.ts'
import { faults } from './faults.ts'
import { type Kind, planOf, type Step, stepsPerDay } from './plan.ts'
import type { Sample } from './slopes.ts'
import { type Known, type Seen, untruths } from './truths.ts'
import { hour, minute, second, World } from './world.ts'

export interface SoakOptions {
  readonly root: string
  readonly runtime: ElectronRuntime
  readonly seed: number
  readonly days: number
  /** The kinds of fault that strike; without the others the plan's steps stay the same. */
  readonly kinds: readonly Kind[]
  readonly say: (line: string) => void
}

export interface Violation {
  readonly step: Step
  readonly what: string
}

export interface Soaked {
  readonly seed: number
  readonly days: number
  readonly struck: ReadonlyMap<Kind, number>
  readonly leftOut: readonly Kind[]
  readonly checks: number
  /** Tokens issued to the app by a grant, and tokens that the row has held. */
  readonly renewals: number
  readonly signIns: number
  readonly starts: number
  readonly samples: readonly Sample[]
  readonly longestBlockMilliseconds: number
  readonly longestQuitMilliseconds: number
  readonly violations: readonly Violation[]
  readonly realSeconds: number
}

/** The pause before each check after the faults are over: as long as the app's own longest pause. */
const pauseMilliseconds = 16 * minute
const checksUntilWell = 8
/** The pause before the second half of the checks: a token believed to be alive is tested every six hours. */
const longPauseMilliseconds = 2 * hour
/** Longer than the time in which a fresh token's rejection is doubted. */
const betweenChecksMilliseconds = 2 * minute
/** The longest that a person may have to wait for main. */
const longestBlockMilliseconds = 5 * second
const signInTitle = 'Gazelle needs you to sign in'
const signInButton = 'Sign in to Gazelle'
/** The desktop has to show notifications and icons within this time. */
const shownWithinMilliseconds = 10 * second
/** A step takes some seconds; after this time the app counts as stuck. */
const stepMilliseconds = 3 * minute
/** Output of a process that nobody intended. */
const mishap =
  /UnhandledPromiseRejection|Unhandled Promise|Uncaught Exception|JavaScript error occurred|^\w*Error: .*\n\s+at /m

/** Plays the plan of a seed on the real app, and gives the result. */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const begun = performance.now()
  const world = await World.open(options.root, options.runtime)
  try {
    const soaking = new Soaking(world, options)
    for (const step of planOf(options.seed, options.days)) await soaking.play(step)
    return { ...soaking.result(), realSeconds: (performance.now() - begun) / 1000 }
  } finally {
    await world.close()
  }
}

class Soaking {
  readonly #world: World
  readonly #options: SoakOptions
  readonly #struck = new Map<Kind, number>()
  readonly #samples: Sample[] = []
  readonly #violations: Violation[] = []
  readonly #kinds: readonly Kind[]
  readonly #tokens = new Set<unknown>()
  #checks = 0
  #signIns = 0
  #longestBlock = 0
  #notified = 0
  /** Whether the open popover told the person in this step that they are needed: then no notification comes. */
  #wasToldByPopover = false

  constructor(world: World, options: SoakOptions) {
    this.#world = world
    this.#options = options
    this.#kinds = options.kinds.filter((kind) => kind !== 'disk-full' || world.disk !== null)
  }

  result(): Omit<Soaked, 'realSeconds'> {
    const { seed, days, kinds } = this.#options
    return {
      seed,
      days,
      struck: this.#struck,
      leftOut: kinds.filter((kind) => !this.#kinds.includes(kind)),
      checks: this.#checks,
      renewals: Math.max(0, this.#tokens.size - 1),
      signIns: this.#signIns,
      starts: this.#world.starts,
      samples: this.#samples,
      longestBlockMilliseconds: this.#longestBlock,
      longestQuitMilliseconds: this.#world.longestQuitMilliseconds,
      violations: this.#violations,
    }
  }

  /** Plays one step: the quiet before, the faults, the look at them, their end, and the recovery. */
  async play(planned: Step): Promise<void> {
    const step = { ...planned, kinds: planned.kinds.filter((kind) => this.#kinds.includes(kind)) }
    const before = this.#violations.length
    const started = performance.now()
    this.#notified = this.#world.notified.length
    this.#wasToldByPopover = false
    this.#world.wasTokenDead = false
    const endings: (() => Promise<void>)[] = []
    try {
      await within(stepMilliseconds, this.#carryOut(step, endings))
    } catch (error) {
      this.#violate(step, `stuck: ${firstLineOf(error)}`)
      await endAll(endings).catch(() => undefined)
    }
    // A failure of this step must not be reported again by the next.
    if (this.#violations.length > before) await this.#startAnew(step)
    const took = ((performance.now() - started) / 1000).toFixed(1)
    const wrong = this.#violations.slice(before).map(({ what }) => `\n    ${what}`)
    const sample = this.#samples.at(-1)
    const held = sample === undefined ? '' : `, ${Math.round(sample.privateMegabytes)} MB, ${sample.handles} files`
    const what = step.kinds.join(' + ') || 'quiet'
    this.#options.say(`day ${step.day}, step ${step.number}: ${what} (${took} s${held})${wrong.join('')}`)
  }

  async #carryOut(step: Step, endings: (() => Promise<void>)[]): Promise<void> {
    await this.#world.advance(step.quietHours * hour)
    for (const kind of step.kinds) {
      this.#struck.set(kind, (this.#struck.get(kind) ?? 0) + 1)
      const end = await faults[kind].begin(this.#world)
      if (end) endings.push(end)
    }
    await this.#meanwhile(step)
    await endAll(endings)
    await this.#untilWell(step)
    await this.#aftermath(step)
  }

  /** Lets the faults last, and checks halfway that the app shows nothing untrue. */
  async #meanwhile(step: Step): Promise<void> {
    const half = (step.lastsHours * hour) / 2
    await this.#world.advance(half)
    const first = await this.#look(true)
    await this.#world.advance(betweenChecksMilliseconds)
    const second = await this.#look(true)
    this.#wasToldByPopover = [first, second].some(({ button }) => button === signInButton)
    this.#judge(step, second, await this.#known(step.kinds))
    await this.#world.advance(half)
  }

  /** The faults are over: the row has to work again without help, except from a person whom the app asks. */
  async #untilWell(step: Step): Promise<void> {
    for (let check = 1; check <= checksUntilWell; check++) {
      await this.#world.advance(check <= checksUntilWell / 2 ? pauseMilliseconds : longPauseMilliseconds)
      const seen = await this.#look(false)
      const isAccepted = await this.#world.isRowAccepted()
      if (isAccepted && isWell(seen)) break
      if (check === checksUntilWell) {
        const { headline, sentence } = seen
        const row = isAccepted ? 'accepted' : 'rejected'
        this.#violate(step, `not well after ${check} checks: the row is ${row}, shown “${headline}: ${sentence}”`)
      }
      if (!isAccepted && seen.button === signInButton) {
        await this.#expectNotification(step)
        await this.#world.popover.signIn()
        this.#signIns += 1
      }
    }
    const seen = await this.#look(true)
    this.#judge(step, seen, await this.#known([]))
    this.#tokens.add(seen.snapshot.keeper.token?.fingerprint)
  }

  /** Checks that the app shows a notification to a person who is needed, unless they read it in the popover as it was found. */
  async #expectNotification(step: Step): Promise<void> {
    if (this.#wasToldByPopover) return
    const isShown = await comesTrue(() => this.#titles().includes(signInTitle))
    if (!isShown) this.#violate(step, 'somebody needs to sign in, and no notification was shown')
  }

  /** The titles of the notifications shown in this step. */
  #titles(): readonly string[] {
    return this.#world.notified.slice(this.#notified)
  }

  async #aftermath(step: Step): Promise<void> {
    if (!this.#world.isRunning) {
      this.#violate(step, 'the app has ended by itself')
      return
    }
    const hasIcon = await comesTrue(async () => (await this.#world.tray.item()) !== null)
    if (!hasIcon) this.#violate(step, 'the panel shows no icon')
    const { boxes, longestBlockMilliseconds: block } = await troublesInMain(this.#world.app)
    for (const box of boxes) this.#violate(step, `an error box: ${box.slice(0, 300)}`)
    this.#longestBlock = Math.max(this.#longestBlock, block)
    if (block > longestBlockMilliseconds) {
      this.#violate(step, `main answered to nothing for ${(block / 1000).toFixed(1)} s`)
    }
    const [said] = mishap.exec(this.#world.newOutput()) ?? []
    if (said !== undefined) this.#violate(step, `on stderr: ${said.trim()}`)

    const mayAsk = this.#world.wasTokenDead || step.kinds.some((kind) => faults[kind].needsPerson)
    if (!mayAsk && this.#titles().includes(signInTitle)) {
      this.#violate(step, 'a notification asks to sign in, and nobody needs to')
    }
    const held = await measureMain(this.#world.app)
    this.#samples.push({ start: this.#world.starts, day: step.number / stepsPerDay, ...held })
  }

  async #startAnew(step: Step): Promise<void> {
    try {
      await this.#world.kill()
      await this.#world.launch()
      await this.#world.advance(pauseMilliseconds)
      const seen = await this.#look(true)
      if (!(await this.#world.isRowAccepted()) && seen.button === signInButton) await this.#world.popover.signIn()
    } catch (error) {
      this.#violate(step, `a new start does not help: ${firstLineOf(error)}`)
    }
    this.#world.newOutput()
  }

  async #look(asked: boolean): Promise<Seen> {
    this.#checks += 1
    return await this.#world.popover.look({ asked })
  }

  async #known(kinds: readonly Kind[]): Promise<Known> {
    const changes = Object.assign({}, ...kinds.map((kind) => faults[kind].changes))
    return { gazelle: 'well', supabase: 'well', ...changes, ...(await this.#world.known()), isChecked: true }
  }

  #judge(step: Step, seen: Seen, known: Known): void {
    for (const untruth of untruths(seen, known)) this.#violate(step, untruth)
  }

  #violate(step: Step, what: string): void {
    this.#violations.push({ step, what })
  }
}

function isWell({ condition, snapshot }: Seen): boolean {
  return (condition === 'valid' || condition === 'expiring') && snapshot.keeper.problem === null
}

/** Gives up a step that takes too long; its pending work ends with the app. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  work.catch(() => undefined)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came of it within ${milliseconds / second} s`)), milliseconds)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

async function comesTrue(isTrue: () => boolean | Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + shownWithinMilliseconds
  while (!(await isTrue())) {
    if (performance.now() > deadline) return false
    await pause(100)
  }
  return true
}

function firstLineOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
}

async function endAll(endings: (() => Promise<void>)[]): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end()
}
