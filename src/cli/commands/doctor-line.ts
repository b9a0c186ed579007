import type { CheckResult } from '../../core/supabase/setup/check-result.ts'
import type { ExitCode } from '../exit-code.ts'

/** One line of the doctor's output: a check, its outcome, and the remedy. */
export interface Line {
  readonly step: string
  readonly outcome: CheckResult['outcome']
  readonly kind: string | null
  readonly remedy: string | null
  /** The line in words. */
  readonly message: string
  /** The exit code that this line alone would cause. */
  readonly exitCode: ExitCode
}
