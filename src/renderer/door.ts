import type { KeeperDoor } from '../shared/ipc.ts'

/** The preload's door to main; none where main draws the page's first picture. */
export const { keeper } = globalThis as unknown as { readonly keeper: KeeperDoor }
