import { setTimeout as pause } from 'node:timers/promises'

/** The time after which the app counts as stuck, in milliseconds. */
export const patienceMilliseconds = 90_000
const lookAgainMilliseconds = 100

/** Resolves once `isSo` gives true; rejects with `otherwise` if that takes longer than the app may. */
export async function until(isSo: () => Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = performance.now() + patienceMilliseconds
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(otherwise)
    await pause(lookAgainMilliseconds)
  }
}
