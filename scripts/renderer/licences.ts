import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** A work that the app is built with. */
interface Work {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** The licence's whole text, or nothing where the package has none. */
  readonly text: string
}

const moduleName = 'virtual:licences'

/**
 * Gives the pages the list of the works that the app ships (`virtual:licences`), and puts their licences' texts beside
 * them as licences.txt. Takes the project's folder.
 */
export function licences(root: string): Plugin {
  return {
    name: 'licences',
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : null),
    load(id) {
      if (id !== `\0${moduleName}`) return null
      const works = worksOf(root).map(({ name, version, licence }) => [name, version, licence])
      return `export const works = ${JSON.stringify(works)}`
    },
    generateBundle() {
      const texts = worksOf(root).map(
        ({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}`,
      )
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`) })
    },
  }
}

interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly peer?: boolean
}

/** What package-lock.json says is shipped, and the icons, which are drawn into the pages. */
function worksOf(root: string): Work[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  return Object.entries(packages)
    .filter(
      ([place, { dev, optional, peer }]) =>
        place === 'node_modules/lucide-react' || !(place === '' || dev || optional || peer),
    )
    .filter(([place]) => !place.includes('/@types/') && existsSync(join(root, place, 'package.json')))
    .map(([place, { version = '' }]) => {
      const folder = join(root, place)
      const { name, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      return { name: String(name), version, licence: String(license), text: textIn(folder) }
    })
    .sort((one, other) => one.name.localeCompare(other.name, 'en'))
}

function textIn(folder: string): string {
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.|$)/i.test(each))
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8')
}
