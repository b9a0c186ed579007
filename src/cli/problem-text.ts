import type { Problem } from '../core/keeper/state.ts'
import type { Language } from './io/language.ts'

/**
 * The app's own sentence about a problem; its texts are loaded only for a problem. `retries`: the command stays and tries again,
 * and the sentence says so.
 */
export async function problemSentence(problem: Problem, language: Language, retries = false): Promise<string> {
  const [{ commonTranslator }, { describeProblem, describeTrouble }] = await Promise.all([
    import('../shared/catalogue/common/index.ts'),
    import('../shared/wording.ts'),
  ])
  return (retries ? describeTrouble : describeProblem)(problem, commonTranslator(language))
}
