import type { Keeper } from '../../src/core/keeper/keeper.ts'
import type { KeeperSide } from './machine-side.ts'
import type { World } from './world.ts'

/** Watches a keeper's state: it must promise a renewal only while this computer knows of a way, and from that moment no longer. */
export function watchPromise(world: World, side: KeeperSide, keeper: Keeper): void {
  const { name, life, session, told } = side
  let wasVain = false
  const watch = (): void => {
    // The keeper of an earlier life promises nothing to anybody.
    if (life !== side.life) return
    const { activity, renewsByItself } = keeper.state.value
    const isWayKnown = (world.scenario.hasOAuth && told.isRefreshTokenInRow) || session.isPromising.value
    const isVain = activity === 'idle' && renewsByItself && !isWayKnown
    if (isVain && !wasVain) {
      world.violations.push(`${name} promised a renewal for which it knows no way`)
    }
    wasVain = isVain
  }
  keeper.state.subscribe(watch)
  session.isPromising.subscribe(watch)
}
