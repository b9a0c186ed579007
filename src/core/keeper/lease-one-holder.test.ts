import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hour, ModelRow, machine, minute, second, Timeline, type Way } from './lease-fixture.ts'

/** What a machine does one after the other, and what then happens to its requests. */
interface Plan {
  readonly skew: number
  /** Whether it takes the lease by one request, as newer keepers do. */
  readonly isAtOnce: boolean
  readonly ways: readonly Way[]
  readonly steps: readonly Step[]
}
interface Step {
  readonly wait: number
  readonly ending: 'give back' | 'let expire' | 'crash'
  readonly hold: number
  /** How far our clock is set afterwards. */
  readonly jump: number
}

const way = fc.record({
  there: fc.oneof(fc.nat(200), fc.nat(7 * second)),
  back: fc.oneof(fc.nat(200), fc.nat(7 * second)),
  lost: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('request' as const, 'answer' as const) },
  ),
})
const wrong = fc.oneof(fc.constant(0), fc.integer({ min: -30 * hour, max: 30 * hour }))
const step = fc.record({
  wait: fc.oneof(fc.nat(second), fc.nat(3 * minute)),
  ending: fc.constantFrom('give back' as const, 'let expire' as const, 'crash' as const),
  hold: fc.oneof(fc.nat(second), fc.nat(3 * minute)),
  jump: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: wrong }),
})
const anyPlan: fc.Arbitrary<Plan> = fc.record({
  skew: wrong,
  isAtOnce: fc.boolean(),
  ways: fc.array(way, { minLength: 1, maxLength: 12 }),
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
})

/** Does what is planned, from the first step to the last; adds to `held` when it believed, by true time, to have the lease. */
async function live(
  plan: Plan,
  name: string,
  timeline: Timeline,
  model: ModelRow,
  held: Held[],
  gone: Set<string>,
): Promise<void> {
  let request = 0
  const { at, clock, begin, open } = machine(
    timeline,
    model,
    plan.skew,
    () => plan.ways[request++ % plan.ways.length] as Way,
  )
  let crashes = 0
  let own = name
  // Known everywhere at once: nobody can know more.
  const isGone = (holder: string) => gone.has(holder)
  let lease = open(own, isGone)
  for (const { wait, ending, hold, jump } of plan.steps) {
    await timeline.pass(wait)
    const begun = plan.isAtOnce ? await lease.takeBy?.(begin).catch(() => null) : null
    const outcome = begun ?? (await lease.take().catch(() => null))
    if (outcome !== null && outcome !== 'changed' && outcome.taken) {
      const left = Math.max(0, outcome.until - clock.now())
      const stay = ending === 'let expire' ? left : Math.min(hold, left)
      held.push({ by: name, from: timeline.now, to: timeline.now + stay })
      await timeline.pass(stay)
      if (ending === 'give back') await lease.release()
      if (ending === 'crash') {
        gone.add(own)
        own = `${name}, crashed ${++crashes} times`
        lease = open(own, isGone)
      }
    }
    at.skew += jump
  }
}

interface Held {
  readonly by: string
  readonly from: number
  readonly to: number
}

it('never has two holders at the same time, whatever the clocks, the delays, the losses and the crashes', async () => {
  let [takes, after] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(anyPlan, { minLength: 2, maxLength: 4 }), async (plans) => {
      const timeline = new Timeline()
      const model = new ModelRow()
      const held: Held[] = []
      const gone = new Set<string>()
      const living = Promise.all(plans.map((each, index) => live(each, `${index}`, timeline, model, held, gone)))
      await timeline.playOut()
      await living

      const inOrder = held.toSorted((one, other) => one.from - other.from)
      for (const [index, { by, from, to }] of inOrder.entries()) {
        const next = inOrder.slice(index + 1).find((other) => other.by !== by)
        if (next === undefined) continue
        expect(next.from, `${next.by} from ${next.from}, but ${by} from ${from} to ${to}`).toBeGreaterThanOrEqual(to)
        after += 1
      }
      takes += held.length
    }),
    { numRuns: 1000, seed: 20260101 },
  )
  // Otherwise the property would hold because hardly anybody ever gets the lease.
  expect(takes).toBeGreaterThan(1000)
  expect(after).toBeGreaterThan(500)
})
