import type { Problem } from '../core/keeper/state.ts'
import type { Language } from './io/language.ts'

/**
 * What stands in the way, in the app's own words, which are loaded when something does. `retries`: the command stays and tries
 * again, and says so.
 */
export async function problemSentence(problem: Problem, language: Language, retries = false): Promise<string> {
  const [{ translator }, { describeProblem, describeTrouble }] = await Promise.all([
    import('../shared/catalogue/index.ts'),
    import('../shared/wording.ts'),
  ])
  return (retries ? describeTrouble : describeProblem)(problem, translator(language))
}
