import { setTimeout as pause } from 'node:timers/promises'

/** How long the app may be at something before it counts as stuck, in milliseconds. */
export const patienceMilliseconds = 90_000
const lookAgainMilliseconds = 100

/** Resolves once it is so; rejects with `otherwise` when that takes longer than the app may. */
export async function until(isSo: () => Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = performance.now() + patienceMilliseconds
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(otherwise)
    await pause(lookAgainMilliseconds)
  }
}
