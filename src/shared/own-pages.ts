import { type OwnPage, ownPages } from './ipc-schema.ts'

/** The pages that tell main their height. */
export const fittedPages: readonly OwnPage[] = ['popover', 'guide']

/** The name of the own page at an address, by the address alone; null for any other address. */
export function pageAt(url: string): OwnPage | null {
  const named = /^keeper:\/\/app\/([a-z]+)\.html(?:[?#]|$)/.exec(url)?.[1]
  return ownPages.find((page) => page === named) ?? null
}
