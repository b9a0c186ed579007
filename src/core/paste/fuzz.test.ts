import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { options, values } from '../../../test/corpus/case.ts'
import { corpus } from '../../../test/corpus/index.ts'
import type { Paste } from './paste.ts'
import { readPaste } from './read-paste.ts'

/** The same mutations in every run; another seed plays others, and more runs play more. */
const seed = Number(process.env['PASTE_SEED'] ?? 4)
const numRuns = Number(process.env['PASTE_RUNS'] ?? 20_000)

/** The longest that a text of ordinary size may take, in milliseconds, and what that is, in characters. */
const longestReading = 50
const ordinaryText = 200_000
/** For larger ones: milliseconds for each million characters. */
const perMillion = 500

const texts = corpus.map(({ text }) => text())
const ordinary = texts.filter((text) => text.length <= ordinaryText)

/** Every request that is taken, as it would be for another host: no part of it may be taken while its address stands. */
const otherOrigin = 'https://evil.example'
const meantForOthers = corpus
  .filter(({ expected }) => 'accessToken' in expected && expected.form !== 'row' && expected.form !== 'bare-token')
  .map(({ text }) => text())
  .filter((text) => text.length <= ordinaryText)
  .map((text) => text.replaceAll(/gazelleapp\.io(:443)?/gi, 'evil.example'))
  .filter((text) => text.includes(otherOrigin))

/** Pieces that mean something to one of the readers. */
const piece = fc.oneof(
  fc.constantFrom(
    ...'\'"\\^`$\n ;&|#{}[](),:/@',
    '\r\n',
    ...["$'", '^"', '\\\n', '^\n', '@{', '--next', '-H', '--url', 'curl ', 'fetch(', 'Invoke-WebRequest -Uri '],
    ...[
      'Bearer ',
      'authorization',
      'Host',
      'x-gazelle-api-key: ',
      '"access_token":',
      '"log":',
      '\u200f',
      '\u202e',
      '\0',
      '\ud83c',
    ],
    values.TOKEN,
    values.KEY,
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)

type Mutation = (text: string) => string
const place = fc.double({ min: 0, max: 1, noNaN: true })
const span = fc.tuple(place, fc.integer({ min: 0, max: 40 }))

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, piece).map(
    ([at, added]): Mutation =>
      (text) =>
        replaced(text, at, 0, added),
  ),
  span.map(
    ([at, length]): Mutation =>
      (text) =>
        replaced(text, at, length, ''),
  ),
  fc.tuple(span, piece).map(
    ([[at, length], added]): Mutation =>
      (text) =>
        replaced(text, at, length, added),
  ),
  fc.tuple(span, place).map(
    ([[at, length], to]): Mutation =>
      (text) =>
        replaced(text, to, 0, text.slice(indexIn(text, at), indexIn(text, at) + length)),
  ),
  place.map(
    (at): Mutation =>
      (text) =>
        text.slice(indexIn(text, at)),
  ),
  place.map(
    (at): Mutation =>
      (text) =>
        text.slice(0, indexIn(text, at)),
  ),
  fc.constantFrom<Mutation[]>(
    (text) => text.replaceAll('\n', '\r\n'),
    (text) => text.replaceAll(/\s+/g, ' '),
    (text) => text.replaceAll("'", '"'),
    (text) => text.replaceAll('"', "'"),
    (text) => JSON.stringify(text),
    (text) => text.split('\n').toReversed().join('\n'),
  ),
)

const mutations = fc.array(mutation, { minLength: 1, maxLength: 6 })
const mutated = (originals: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...originals), mutations)
    .map(([text, changes]) => changes.reduce((changed, change) => change(changed), text))

function indexIn(text: string, at: number): number {
  return Math.floor(at * text.length)
}

function replaced(text: string, at: number, length: number, added: string): string {
  const from = indexIn(text, at)
  return text.slice(0, from) + added + text.slice(from + length)
}

/** Milliseconds that this thread has worked: what else the computer does counts for little. */
function worked(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** The shortest of three readings. */
function timed(text: string): { paste: Paste; milliseconds: number } {
  let best = Number.POSITIVE_INFINITY
  let paste: Paste = { reason: 'empty' }
  for (let tries = 0; tries < 3 && best > longestReading / 10; tries += 1) {
    const start = worked()
    paste = readPaste(text, options)
    best = Math.min(best, worked() - start)
  }
  return { paste, milliseconds: best }
}

/** Secrets of the corpus that are long enough not to stand in an answer by chance. */
const secrets = Object.values(values).filter((value) => value.length > 20)

describe(`mutations of the corpus (seed ${seed})`, () => {
  it(`${numRuns} of them: no crash, none takes long, no refusal tells a secret`, { timeout: 20 * 60_000 }, () => {
    const property = fc.property(mutated(ordinary), (text) => {
      const { paste, milliseconds } = timed(text)
      expect(milliseconds).toBeLessThan(longestReading)
      if ('credential' in paste) {
        expect(paste.credential.accessToken).toMatch(/^[\x21-\x7e]{20,}$/)
      } else {
        const told = JSON.stringify(paste).toLowerCase()
        expect(secrets.filter((secret) => told.includes(secret.toLowerCase()))).toEqual([])
      }
    })
    fc.assert(property, { seed, numRuns })
  })

  it(`${numRuns} meant for another host: none is taken while its address stands`, { timeout: 20 * 60_000 }, () => {
    expect(meantForOthers.length).toBeGreaterThan(60)
    let told = 0
    const property = fc.property(mutated(meantForOthers), (text) => {
      fc.pre(text.includes(otherOrigin) && !text.includes('127.0.0.1'))
      const paste = readPaste(text, options)
      expect(paste).not.toHaveProperty('credential')
      if ('host' in paste) told += 1
    })
    fc.assert(property, { seed, numRuns })
    expect(told).toBeGreaterThan(numRuns / 10)
  })
})

describe('the time a text takes', { timeout: 60_000 }, () => {
  it.each(corpus.map(({ name }, index) => [name, index] as const))('%s', (_, index) => {
    const text = texts[index] ?? ''
    const limit = Math.max(longestReading, (text.length / 1_000_000) * perMillion)
    expect(timed(text).milliseconds).toBeLessThan(limit)
  })
})
