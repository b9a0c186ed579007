import type { Problem } from './state.ts'

/** No token works. `problem` says what stands in the way; `asksHuman` means that only a sign-in helps. */
export class NoTokenError extends Error {
  override readonly name = 'NoTokenError'
  readonly problem: Problem | null
  readonly asksHuman: boolean

  constructor(problem: Problem | null, asksHuman: boolean) {
    super(asksHuman ? 'No token works without a sign-in.' : 'No token works now.')
    this.problem = problem
    this.asksHuman = asksHuman
  }
}
