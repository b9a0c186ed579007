import { expect, it } from 'vitest'
import { Heart } from './heart.ts'
import type { Heartbeat, Logbook } from './logbook.ts'
import { unknownState } from './state.ts'

const read = { ...unknownState, row: 'token' as const }
const away = { at: 'store', kind: 'unavailable' } as const
const me = { name: 'office iMac', kind: 'app', version: '1.0.0' } as const

function opened(answer: () => Promise<null> = async () => null) {
  const left: Heartbeat[] = []
  const logbook: Logbook = {
    read: async () => null,
    leave(heartbeat) {
      left.push(heartbeat)
      return answer()
    },
  }
  return { heart: new Heart(logbook, me), left }
}

it('tells the weightiest deed of a check once, and its token', () => {
  const { heart, left } = opened()
  const token = {
    fingerprint: 'abcd1234',
    headerKind: null,
    issuedAt: null,
    expiry: { certainty: 'never' },
    renewAt: null,
  } as const
  heart.hear({ what: 'saved', token })
  heart.hear({ what: 'renewed', fingerprint: 'abcd1234', by: 'refresh-token' })
  heart.hear({ what: 'checked', fingerprint: 'abcd1234', works: true })
  heart.beat(read, 'refresh-token')
  heart.beat(read, 'refresh-token') // nothing has been done since
  expect(left).toEqual([{ ...me, did: 'renewed', renewsBy: 'refresh-token', saved: 'abcd1234' }])
  heart.hear({ what: 'human-needed', fingerprint: null })
  heart.beat(read, null)
  expect(left[1]).toEqual({ ...me, did: 'human-needed', renewsBy: null, saved: null })
})

it('is silent while the row is out of reach, and about what fails', async () => {
  const { heart, left } = opened(() => Promise.reject(new Error('away')))
  heart.beat(unknownState, null)
  heart.beat({ ...read, problem: away }, null)
  expect(left).toEqual([])
  heart.beat(read, null)
  await expect(heart.idle()).resolves.toBeUndefined()
  expect(left).toHaveLength(1)
})

it('hears the logbook with each heartbeat that is left, and asks for the changes that are wanted', async () => {
  const page = { keepers: [], writes: [] }
  const asked: unknown[] = []
  const answers = [async () => page, async () => null, () => Promise.reject(new Error('away'))]
  const logbook: Logbook = {
    read: async () => null,
    leave(_, count, after) {
      asked.push([count, after])
      return answers.shift()?.() ?? Promise.resolve(null)
    },
  }
  const heart = new Heart(logbook, me, () => ({ count: 9, after: asked.length }))
  const heard: unknown[] = []
  heart.onAnswer((answer) => heard.push(answer))
  for (let check = 0; check < 3; check += 1) {
    heart.hear({ what: 'human-needed', fingerprint: null })
    heart.beat(read, null)
    await heart.idle()
  }
  expect(heard).toEqual([page, null])
  expect(asked).toEqual([0, 1, 2].map((after) => [9, after]))
})
