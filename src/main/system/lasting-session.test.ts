import { beforeEach, expect, it, vi } from 'vitest'
import { LastingSession } from './lasting-session.ts'

const { fromPartition } = vi.hoisted(() => ({ fromPartition: vi.fn() }))
vi.mock('electron', () => ({ session: { fromPartition } }))

/** How the sessions that were there when the network process died answer to what is asked of them, one after the other. */
let answers: string[]
/** The names of all sessions, as they were made, with what was fetched in each. */
let made: Map<string, string[]>

beforeEach(() => {
  answers = []
  made = new Map()
  fromPartition.mockReset()
  fromPartition.mockImplementation((name: string) => {
    const fetched = made.get(name) ?? []
    made.set(name, fetched)
    return {
      name,
      fetch: async (url: string) => {
        fetched.push(url)
        throw new Error(answers.shift())
      },
    }
  })
})

const nameOf = async (lasting: LastingSession) => ((await lasting.open()) as unknown as { name: string }).name

it('asks nothing of its session while the network process lives', async () => {
  const lasting = new LastingSession('requests')
  expect(await nameOf(lasting)).toBe(await nameOf(lasting))
  expect([...made.values()]).toEqual([[]])
})

it('stays in its session where that finds the next network process, however often one dies', async () => {
  const lasting = new LastingSession('requests')
  const first = await nameOf(lasting)
  for (let death = 0; death < 10; death++) {
    answers = ['net::ERR_UNSAFE_PORT']
    lasting.doubt()
    expect(await nameOf(lasting)).toBe(first)
  }
  expect(made.size).toBe(1)
})

it('stays in its session where that finds the next network process a moment later', async () => {
  const lasting = new LastingSession('requests')
  const first = await nameOf(lasting)
  answers = ['net::ERR_FAILED', 'net::ERR_UNSAFE_PORT']
  lasting.doubt()
  expect(await nameOf(lasting)).toBe(first)
})

it('goes on in one fresh session where the old one finds nothing any more', async () => {
  const lasting = new LastingSession('requests')
  const first = await nameOf(lasting)
  answers = ['net::ERR_FAILED', 'net::ERR_FAILED']
  lasting.doubt()
  const next = await Promise.all([nameOf(lasting), nameOf(lasting), nameOf(lasting)])
  expect(new Set(next).size).toBe(1)
  expect(next).not.toContain(first)
  expect(await nameOf(lasting)).toBe(next[0])
  expect(made.size).toBe(2)
})

it('asks no address that anybody could be behind', async () => {
  const lasting = new LastingSession('requests')
  answers = ['net::ERR_UNSAFE_PORT']
  lasting.doubt()
  await lasting.open()
  expect([...made.values()]).toEqual([['http://127.0.0.1:1/']])
})
