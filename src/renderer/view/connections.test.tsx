import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
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
