import { day, minute, type World } from './world.ts'

type Fault = 'none' | 'before' | 'after' | 'crash-before' | 'crash-after'

/** Whose process it is that something crosses out of. */
export interface Crosser {
  readonly name: string
  /** Counts its starts: what was under way in an earlier one is heard of by nobody. */
  readonly life: number
  /** The lid is closed until then, in milliseconds: something is on its way out or back meanwhile. */
  sleepsUntil: number
  crash(): void
  /** Told of everything that crosses; `isRefused`: it will not arrive. */
  watchCrossing(what: string, isRefused: boolean): void
}

/**
 * One crossing out of the process. `perform` happens on the other side, or not, and the answer comes back, or not; a process
 * that has crashed meanwhile hears of nothing.
 */
export type Cross = <T>(what: string, perform: () => T, failure: (processed: boolean) => Error) => Promise<T>

/** The way out of a process, with everything that goes wrong on it. */
export function crossingOf(world: World, process: Crosser): Cross {
  const { timeline } = world
  const delay = () => {
    const milliseconds = drawDelay(world)
    if (milliseconds >= minute) process.sleepsUntil = timeline.now + milliseconds
    return milliseconds
  }
  return (what, perform, failure) => {
    const mine = process.life
    return new Promise((resolve, reject) => {
      timeline.after(delay(), () => {
        if (mine !== process.life) return
        const fault = drawFault(world)
        world.note(`${process.name} ${what} ${fault === 'none' ? '' : fault}`)
        if (fault === 'crash-before') return process.crash()
        process.watchCrossing(what, fault === 'before')
        if (fault === 'before') return reject(failure(false))
        let answer: ReturnType<typeof perform>
        try {
          answer = perform()
        } catch (error) {
          return reject(error)
        }
        if (fault === 'crash-after') return process.crash()
        timeline.after(delay(), () => {
          if (mine !== process.life) return
          if (fault === 'after') reject(failure(true))
          else resolve(answer)
        })
      })
    })
  }
}

function drawFault(world: World): Fault {
  if (!world.hasFaults || !world.chance(world.scenario.faultRate)) return 'none'
  const kinds: Fault[] = ['before', 'before', 'after', 'after', 'crash-before', 'crash-after']
  return kinds[Math.floor(world.random() * kinds.length)] ?? 'none'
}

function drawDelay(world: World): number {
  // Mostly a network's; sometimes the lid is closed in the middle.
  if (world.hasFaults && world.chance(0.01)) return world.between(minute, 3 * day)
  return world.between(5, 400)
}
