import type { KeeperDoor } from '../../src/shared/ipc.ts'

declare global {
  interface Window {
    readonly keeper: KeeperDoor
  }
}
