import { describe, expect, it } from 'vitest'
import { isSentByGazelle } from './sender.ts'

// As Chromium 130 was seen to say it, for every kind of sender.

const gazelle = new URL('https://gazelleapp.io')
const own = 'https://gazelleapp.io'
const below = 'https://app.gazelleapp.io'
const other = 'https://evil.example'

type Said = [what: string, frameOrigin: string | null, headers: Record<string, string>]

const from = (origin: string | null, site: string): Record<string, string> => ({
  ...(origin === null ? {} : { Origin: origin }),
  'Sec-Fetch-Site': site,
})

describe('a request to Gazelle is Gazelle’s', () => {
  it.each<Said>([
    ['of a page', own, from(own, 'same-origin')],
    ['of a page that only reads', own, from(null, 'same-origin')],
    ['of a page below Gazelle', below, from(below, 'same-site')],
    ['of a shared or service worker', null, from(own, 'same-origin')],
    ['of a worker that only reads', null, from(null, 'same-origin')],
    ['of a worker below Gazelle', null, from(below, 'same-site')],
    ['of a page that is on its way out', null, from(own, 'same-origin')],
    ['where Chromium names the frame alone', own, {}],
    ['where headers are in small letters', null, { origin: own, 'sec-fetch-site': 'same-origin' }],
  ])('%s', (_, frameOrigin, headers) => {
    expect(isSentByGazelle({ frameOrigin, headers }, gazelle)).toBe(true)
  })
})

describe('a request to Gazelle is another’s', () => {
  it.each<Said>([
    ['of a page', other, from(other, 'cross-site')],
    ['of a shared or service worker', null, from(other, 'cross-site')],
    ['of a worker that only reads', null, from(null, 'cross-site')],
    ['of a page that is on its way out', null, from(other, 'cross-site')],
    ['of a page that has gone on to Gazelle since', own, from(other, 'cross-site')],
    ['of a document of nobody’s', 'null', from('null', 'cross-site')],
    ['of a worker made of data, in Gazelle’s page', own, from('null', 'cross-site')],
    ['of a shared worker made of data', null, from('null', 'cross-site')],
    ['of a place that names only its frame', other, {}],
    ['of a place that names only its origin', null, { Origin: other }],
    ['of a place beside Gazelle', null, from('https://gazelleapp.io.evil.example', 'cross-site')],
    ['of another port', null, from('https://gazelleapp.io:8443', 'same-site')],
    ['of the same place without TLS', null, from('http://gazelleapp.io', 'cross-site')],
    ['that says of itself only that it is near', null, from(null, 'same-site')],
    ['that a person has led to', null, from(null, 'none')],
    ['that says nothing of itself', null, {}],
  ])('%s', (_, frameOrigin, headers) => {
    expect(isSentByGazelle({ frameOrigin, headers }, gazelle)).toBe(false)
  })
})
