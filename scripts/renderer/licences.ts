import type { Plugin } from 'vite'
import { noticesOf, shippedWorks } from '../supply/works.ts'

const moduleName = 'virtual:licences'

/**
 * Gives the pages the list of the works that the app ships (`virtual:licences`), and puts their licence texts beside the pages as
 * licences.txt. Takes the project's folder.
 */
export function licences(root: string): Plugin {
  return {
    name: 'licences',
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : null),
    load(id) {
      if (id !== `\0${moduleName}`) return null
      const works = shippedWorks(root).map(({ name, version, licence }) => [name, version, licence])
      return `export const works = ${JSON.stringify(works)}`
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: noticesOf(shippedWorks(root)) })
    },
  }
}
