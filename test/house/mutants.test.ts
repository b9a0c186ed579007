import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mutants } from '../sim/mutants/list.ts'
import { mutate } from '../sim/mutants/mutate.ts'

const root = resolve(import.meta.dirname, '../..')

describe('the mutants of the simulation', () => {
  it.each(mutants)('$name: its safeguard is in the code, once', (mutant) => {
    const source = readFileSync(join(root, mutant.file), 'utf8')
    expect(mutate(source, mutant)).not.toBe(source)
  })

  it('have a name each', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
  })
})

describe('mutate', () => {
  const mutant = { name: 'no care', file: 'a.ts', within: 'isGood', safeguard: "one === 'é' && two", without: 'true' }

  it('finds a safeguard however it is laid out, after any text', () => {
    const source = `const text = '’😀'\nfunction isGood(one: string, two: boolean) {\n  return (\n    // Why.\n    (one) === "é" &&\n    two\n  )\n}`
    expect(mutate(source, mutant)).toContain('// Why.\n    true\n  )')
  })

  it.each([
    ['a method', "class A { isGood(one, two) { return one === 'é' && two } }"],
    ['a private method', "class A { #isGood(one, two) { return one === 'é' && two } }"],
    ['a variable', "const isGood = (one, two) => one === 'é' && two"],
    ['a function in an object', "const a = { isGood(one, two) { return one === 'é' && two } }"],
  ])('looks into %s', (kind, source) => {
    const within = kind === 'a private method' ? '#isGood' : 'isGood'
    expect(mutate(source, { ...mutant, within })).toBe(source.replace("one === 'é' && two", 'true'))
  })

  it('takes a whole statement', () => {
    const statement = { ...mutant, safeguard: 'if (one) return two', without: 'void one' }
    const source = 'function isGood(one, two) {\n  if (one) return two\n  return 0\n}'
    expect(mutate(source, statement)).toBe(source.replace('if (one) return two', 'void one'))
  })

  it('says so where the safeguard is not there, or elsewhere, or twice', () => {
    expect(() => mutate("function isGood(one, two) { return one === 'e' && two }", mutant)).toThrow('is not there')
    expect(() => mutate("function isBad(one, two) { return one === 'é' && two }", mutant)).toThrow('is not there')
    const twice = "function isGood(one, two) { return one === 'é' && two || one === 'é' && two }"
    expect(() => mutate(twice, mutant)).toThrow('is there 2 times')
  })

  it('says so where what comes of it is no program', () => {
    const source = "function isGood(one, two) { return one === 'é' && two }"
    expect(() => mutate(source, { ...mutant, without: 'if (true)' })).toThrow(SyntaxError)
  })
})
