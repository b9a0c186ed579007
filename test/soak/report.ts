import { daysForSlopes, kinds } from './plan.ts'
import { type Measure, slopeOf } from './slopes.ts'
import type { Soaked } from './soak.ts'

/** A measure's limit per simulated day, its limit at any time, and its unit. At least twice the measured values. */
const limits: Readonly<Record<Measure, { readonly perDay: number; readonly atMost: number; readonly unit: string }>> = {
  privateMegabytes: { perDay: 1, atMost: 150, unit: 'MB of private memory' },
  heapMegabytes: { perDay: 0.5, atMost: 60, unit: 'MB of heap' },
  handles: { perDay: 1, atMost: 180, unit: 'open files' },
  pages: { perDay: 0.2, atMost: 5, unit: 'pages' },
}

/** Whether everything is well, and the table that shows it. */
export function report(soaked: Soaked): { readonly isWell: boolean; readonly table: string } {
  const { seed, days, struck, leftOut, checks, renewals, signIns, starts, samples, violations, realSeconds } = soaked
  const rows: [string, string][] = [
    ['seed', String(seed)],
    ['simulated days', `${days}, in ${Math.round(realSeconds)} s`],
    ...kinds.map((kind): [string, string] => [
      `  ${kind}`,
      leftOut.includes(kind) ? 'left out' : countOf(struck.get(kind)),
    ]),
    ['checks', String(checks)],
    ['renewals', String(renewals)],
    ['sign-ins', String(signIns)],
    ['starts', String(starts)],
    ['longest silence of main', `${Math.round(soaked.longestBlockMilliseconds)} ms`],
    ['longest quit', `${Math.round(soaked.longestQuitMilliseconds)} ms`],
  ]
  let isFlat = true
  for (const [measure, { perDay, atMost, unit }] of Object.entries(limits) as [Measure, (typeof limits)[Measure]][]) {
    const slope = days >= daysForSlopes ? slopeOf(samples, measure) : null
    const most = Math.max(...samples.map((sample) => sample[measure]))
    isFlat &&= (slope === null || slope <= perDay) && !(most > atMost)
    const growth = slope === null ? 'too few days for a slope' : `${slope.toFixed(2)} more per day (limit ${perDay})`
    rows.push([unit, `${growth}, at most ${most.toFixed(0)} (limit ${atMost})`])
  }
  rows.push(['flat', isFlat ? 'yes' : 'NO'], ['violations', String(violations.length)])
  const width = Math.max(...rows.map(([label]) => label.length))
  const lines = rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`)
  for (const { step, what } of violations) {
    lines.push(`seed ${seed}, day ${step.day}, step ${step.number} (${step.kinds.join(' + ') || 'quiet'}): ${what}`)
  }
  return { isWell: isFlat && violations.length === 0, table: lines.join('\n') }
}

const countOf = (times = 0) => (times === 0 ? '–' : `${times}×`)
