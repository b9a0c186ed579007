import { describe, expect, it } from 'vitest'
import { type CredentialSource, sourceNamed, sources, traitsOf } from './sources.ts'

const names = Object.keys(sources) as CredentialSource[]

describe('the sources of credentials', () => {
  it('keep the names that stand in journals and logs', () => {
    expect(names).toEqual(expect.arrayContaining(['web-session', 'oauth', 'clipboard', 'row']))
  })

  it.each(names)('%s is read back as itself', (name) => {
    expect(sourceNamed(name)).toBe(name)
    expect(traitsOf({ source: name })).toBe(sources[name])
  })

  it.each([
    ['of a later version', 'carrier-pigeon'],
    ['that every object has', 'constructor'],
    ['that is no text', 7],
    ['that is not there', undefined],
  ])('a name %s counts as the row', (_, name) => {
    expect(sourceNamed(name)).toBe('row')
  })

  it('expect least of the row', () => {
    const { application, ...rest } = sources.row
    expect(application).toBe('unknown')
    expect(Object.values(rest)).toEqual(Object.values(rest).map(() => false))
  })
})
