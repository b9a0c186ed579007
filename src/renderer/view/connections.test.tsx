import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { keepers, missing } from '../../../test/pages/logbook-states.ts'
import { healthy, now } from '../../../test/pages/states.ts'
import { translator } from '../../shared/catalogue/index.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { Connections } from './connections.tsx'

const tokenLineOf = (about: Partial<Snapshot['keeper']>) => {
  const snapshot = { ...healthy, keeper: { ...healthy.keeper, ...about } }
  return renderToString(<Connections snapshot={snapshot} t={translator('en')} now={now} />).split('Token')[1]
}

describe('the token’s line', () => {
  it('says until when it serves, but not of one that Gazelle rejects', () => {
    expect(tokenLineOf({})).toMatch(/5f3a9c21, until April\s11/)
    expect(tokenLineOf({ works: false, isForbidden: true })).toMatch(/until April\s11/)
    expect(tokenLineOf({ works: false })).toMatch(/5f3a9c21/)
    expect(tokenLineOf({ works: false })).not.toMatch(/until|April/)
  })
})

describe('who looks after the row', () => {
  const linesOf = (change: Partial<Snapshot>) =>
    renderToString(<Connections snapshot={{ ...healthy, ...change }} t={translator('en')} now={now} />)

  it('is one line, and none where the project has no logbook', () => {
    expect(linesOf({})).not.toContain('Looked after by')
    expect(linesOf({ keepers })).toMatch(/Looked after by.*title="iMac de l’atelier, now · project function, 4 min ago/)
  })

  it('is loud where nobody who can renew has been seen for days', () => {
    expect(linesOf({ keepers: missing })).not.toContain('nobody who can renew')
    const keeper = { ...healthy.keeper, renewsByItself: false, unattendedDays: 4 }
    expect(linesOf({ keepers: missing, keeper })).toMatch(/data-loud.*nobody who can renew it, for 4 days/)
  })
})
