import type { KeeperDoor } from '../shared/ipc.ts'

declare global {
  interface Window {
    readonly keeper: KeeperDoor
  }
}

/** The preload's door to main. */
export const { keeper } = window
