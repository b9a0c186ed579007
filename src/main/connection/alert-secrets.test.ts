import { describe, expect, it } from 'vitest'
import { isOfAlerts, keepAlerts, keptAlerts } from './alert-secrets.ts'
import { first, kept, start, unread } from './vault-fixture.ts'

const slack = { 'slack.address': 'https://hooks.example/slack' }
const ntfy = { 'ntfy.address': 'https://ntfy.example/topic', 'ntfy.token': 'tk_of_the_topic' }

describe('where alerts go', () => {
  it('is kept from one run to the next, each target for itself, and sealed', async () => {
    const vault = await start()
    keepAlerts(vault, { ...slack, ...ntfy })
    expect(vault.names.filter(isOfAlerts).sort()).toEqual(['alerts.ntfy', 'alerts.slack'])
    expect(keptAlerts(await start())).toEqual({ ...slack, ...ntfy })
  })

  it('loses what is no longer given', async () => {
    const vault = await start()
    keepAlerts(vault, { ...slack, ...ntfy })
    keepAlerts(vault, slack)
    expect(keptAlerts(await start())).toEqual(slack)
    keepAlerts(vault, {})
    expect((await start()).names).toEqual([])
  })

  it('is nothing where another version, or a hand, has written something else', async () => {
    await kept({ 'alerts.slack': 'no JSON', 'alerts.ntfy': JSON.stringify({ ...ntfy, 'ntfy.token': 7, other: 'x' }) })
    expect(keptAlerts(await start())).toEqual({ 'ntfy.address': ntfy['ntfy.address'] })
  })

  it('stays where it cannot be read now, and goes when all of it is to go', async () => {
    await kept({ 'alerts.slack': JSON.stringify(slack) })
    first.why = 'locked'
    const vault = await start()
    expect(vault.state.value).toMatchObject(unread('locked'))
    keepAlerts(vault, ntfy)
    first.why = null
    await vault.open(false)
    expect(keptAlerts(vault)).toEqual({ ...slack, ...ntfy })

    first.why = 'locked'
    keepAlerts(await start(), {})
    first.why = null
    expect(keptAlerts(await start())).toEqual({})
  })
})
