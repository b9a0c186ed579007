import type { Problem } from '../core/keeper/state.ts'
import type { Language } from './io/language.ts'

/** What stands in the way, in the app's own words, which are loaded when something does. */
export async function problemSentence(problem: Problem, language: Language): Promise<string> {
  const [{ translator }, { describeProblem }] = await Promise.all([
    import('../shared/catalogue/index.ts'),
    import('../shared/wording.ts'),
  ])
  return describeProblem(problem, translator(language))
}
