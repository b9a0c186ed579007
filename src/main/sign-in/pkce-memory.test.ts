import { expect, it } from 'vitest'
import { PkceMemory } from './pkce-memory.ts'

function memory() {
  let kept: readonly string[] = []
  const settings = { get: () => kept, set: (_name: string, value: readonly string[]) => (kept = value) }
  return { memory: new PkceMemory(settings as never), kept: () => kept, anew: () => new PkceMemory(settings as never) }
}

const gazelle = 'https://gazelleapp.io'

it('remembers an application for good, at its Gazelle, and no other', () => {
  const { memory: first, kept, anew } = memory()
  first.remember(gazelle, 'pianos-tremblay')
  first.remember(gazelle, 'pianos-roy')
  first.remember(gazelle, 'pianos-tremblay')
  expect(kept()).toHaveLength(2)
  const later = anew()
  expect(later.hasTaken(gazelle, 'pianos-tremblay')).toBe(true)
  expect(later.hasTaken(gazelle, 'pianos-roy')).toBe(true)
  expect(later.hasTaken(gazelle, 'pianos-gagnon')).toBe(false)
  expect(later.hasTaken('http://127.0.0.1:4000', 'pianos-roy')).toBe(false)
  expect(JSON.stringify(kept())).not.toContain('pianos')
})

it('lets go of those that were used longest ago', () => {
  const { memory: many, kept } = memory()
  for (let at = 0; at < 60; at++) many.remember(gazelle, `application-${at}`)
  expect(kept()).toHaveLength(50)
  expect(many.hasTaken(gazelle, 'application-59')).toBe(true)
  expect(many.hasTaken(gazelle, 'application-0')).toBe(false)
})
