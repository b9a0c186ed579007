import { describe, expect, it } from 'vitest'
import { grouped, reduced } from './graph.ts'

describe('grouped', () => {
  it('lets a group lead to another where one of its modules does, and never to itself', () => {
    const graph = new Map([
      ['a/1', ['a/2', 'b/1']],
      ['a/2', ['b/1']],
      ['b/1', []],
    ])
    expect([...grouped(graph, (file) => file.charAt(0))]).toEqual([
      ['a', ['b']],
      ['b', []],
    ])
  })
})

describe('reduced', () => {
  it('leaves out an arrow where another way leads there, however long', () => {
    const graph = new Map([
      ['a', ['b', 'c', 'd']],
      ['b', ['c']],
      ['c', ['d']],
      ['d', []],
    ])
    expect([...reduced(graph)]).toEqual([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['d']],
      ['d', []],
    ])
  })

  it('keeps two ways that are both needed', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
      ['d', []],
    ])
    expect([...reduced(graph)]).toEqual([...graph])
  })

  it('comes to an end in a circle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['a']],
    ])
    expect([...reduced(graph).keys()]).toEqual(['a', 'b'])
  })
})
