import type { KeeperDoor } from '../shared/ipc.ts'

/** The preload's door to main; undefined while main draws the page's first paint. */
export const { keeper } = globalThis as unknown as { readonly keeper: KeeperDoor }
