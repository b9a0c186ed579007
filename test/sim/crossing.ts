import { day, minute, type World } from './world.ts'

/** An answer that took longer tells no time: 15 seconds, in milliseconds. */
const shortestNap = minute / 4 + 1

type Fault = 'none' | 'before' | 'after' | 'crash-before' | 'crash-after'

/** A process whose calls cross to the outside. */
export interface Crosser {
  readonly name: string
  /** Counts the starts: answers to a call of an earlier life reach nobody. */
  readonly life: number
  /** The lid is closed until then, in milliseconds: something is on its way out or back meanwhile. */
  sleepsUntil: number
  crash(): void
  /** Called for everything that crosses; `isRefused`: it will not arrive. */
  watchCrossing(what: string, isRefused: boolean): void
}

/**
 * One crossing out of the process. `perform` may happen on the other side or not, and the answer may come back or not; a process
 * that has crashed meanwhile gets none.
 */
export type Cross = <T>(what: string, perform: () => T, failure: (processed: boolean) => Error) => Promise<T>

/** Makes crossings out of a process, with every fault that can happen on the way. */
export function crossingOf(world: World, process: Crosser): Cross {
  const { timeline } = world
  const delay = () => {
    const milliseconds = drawDelay(world)
    if (milliseconds >= shortestNap) process.sleepsUntil = timeline.now + milliseconds
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
  // Mostly a network's delay; sometimes the lid is closed midway, for a moment too: less than a lease lives.
  if (world.scenario.hasPoorComputers && world.hasFaults && world.chance(0.05))
    return world.between(shortestNap, minute)
  if (world.hasFaults && world.chance(0.01)) return world.between(minute, 3 * day)
  return world.between(5, 400)
}
