import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A work that the app ships. */
export interface Work {
  readonly name: string
  readonly version: string
  /** By its SPDX identifier. */
  readonly licence: string
  /** The licence's whole text. */
  readonly text: string
}

interface LockedPackage {
  readonly version?: string
  readonly license?: string
  readonly integrity?: string
  readonly dev?: boolean
  readonly peer?: boolean
}

/** Licences whose works may ship with the app: they ask for their notice, and for nothing else. */
export const goodLicences: readonly string[] = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
]

/**
 * Packages that ship inside bundles although they are development dependencies: nothing loads them as it starts
 * (docs/decisions/0041-alerts-reach-people-elsewhere.md).
 */
const bundled: readonly string[] = ['node_modules/nodemailer']

/** The app's packages in package-lock.json, for every system, by their places below the project's folder. */
export function shippedPlaces(root: string): [place: string, locked: LockedPackage][] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  return Object.entries(packages).filter(([place, { dev, peer }]) => {
    return place !== '' && (bundled.includes(place) || (!dev && !peer))
  })
}

/**
 * The packages that ship on this system. Throws if one has a licence that is not among the good ones, or if its text cannot be
 * found.
 */
export function shippedWorks(root: string): Work[] {
  return shippedPlaces(root)
    .filter(([place]) => !place.includes('/@types/') && existsSync(join(root, place, 'package.json')))
    .map(([place, { version = '', license = '' }]) => {
      const { name, author } = JSON.parse(readFileSync(join(root, place, 'package.json'), 'utf8'))
      if (!goodLicences.includes(license))
        throw new Error(`${name} may not ship: its licence is ${license || 'not known'}.`)
      const text = textsIn(join(root, place)) || (license === 'MIT' ? mitOf(author) : '')
      if (text === '') throw new Error(`${name} may not ship: it has no text of its licence, ${license}.`)
      return { name, version, licence: license, text }
    })
    .sort((one, other) => one.name.localeCompare(other.name, 'en'))
}

/** The texts of several works as one file. */
export function noticesOf(works: readonly Work[]): string {
  return works
    .map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}`)
    .join(`\n${'-'.repeat(80)}\n\n`)
}

function textsIn(folder: string): string {
  const files = readdirSync(folder).filter((each) => /^(licen[cs]e|notice)(\.|$)/i.test(each))
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
}

/** The MIT licence's text, for packages that name the licence and leave its text out. */
function mitOf(author: unknown): string {
  const holder =
    typeof author === 'string' ? author : ((author as { name?: string } | undefined)?.name ?? 'its authors')
  return `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`
}
