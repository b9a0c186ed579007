import { describe, expect, it } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { type KeeperState, unknownState } from '../../core/keeper/state.ts'
import { logRules } from './log-rules.ts'

describe('logRules', () => {
  it('writes down each rule once, as long as it is the same, and nothing where a connection ends', () => {
    const keeper = new Observed<KeeperState>(unknownState)
    const lines: string[] = []
    logRules(keeper, { debug: (line) => void lines.push(line) })
    const rules = ['row-unread', 'row-unread', 'probe-due', 'renewal-not-due', null, 'row-unread'] as const
    for (const rule of rules) keeper.set({ ...unknownState, rule })
    expect(lines).toEqual(['rule: row-unread', 'rule: probe-due', 'rule: renewal-not-due', 'rule: row-unread'])
  })
})
