import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { healthy, now } from '../../../test/pages/states.ts'
import { translator } from '../../shared/catalogue/index.ts'
import { DaysRing } from './days-ring.tsx'

const ringOf = (renewsByItself: boolean) => {
  const snapshot = { ...healthy, keeper: { ...healthy.keeper, renewsByItself } }
  return renderToString(<DaysRing snapshot={snapshot} t={translator('en')} now={now} />)
}

describe('the ring', () => {
  it('marks the renewal, for the ear too, only where one will come without a person', () => {
    expect(ringOf(true)).toMatch(/class="bead".*Renewal around/s)
    expect(ringOf(false)).not.toMatch(/bead|Renewal/)
  })
})
