import { expect, it } from 'vitest'
import { givenBack } from './kept-variables.ts'

it('gives back what the launcher has kept, and nothing else', () => {
  const environment = { PATH: '/bin', GAZELLE_KEEPER_KEPT_NODE_OPTIONS: '--a b', GAZELLE_KEEPER_KEPT_PATH: '/tmp' }
  expect(givenBack(environment)).toEqual({ PATH: '/bin', NODE_OPTIONS: '--a b', GAZELLE_KEEPER_KEPT_PATH: '/tmp' })
  expect(givenBack({ NODE_OPTIONS: '--c' })).toEqual({ NODE_OPTIONS: '--c' })
})
