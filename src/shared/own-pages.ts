import { type OwnPage, ownPages } from './ipc-schema.ts'

/** The pages that tell main how high they are. */
export const fittedPages: readonly OwnPage[] = ['popover', 'guide']

/** The name of the own page at an address; null where it is none, whoever serves it. */
export function pageAt(url: string): OwnPage | null {
  const named = /^keeper:\/\/app\/([a-z]+)\.html(?:[?#]|$)/.exec(url)?.[1]
  return ownPages.find((page) => page === named) ?? null
}
