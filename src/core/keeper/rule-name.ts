/**
 * The short name of each rule that `decide` goes by, for the log, the diagnostics and docs/architecture.md, which has the
 * rules in full. What is written in a log stays readable: a rule that changes its meaning gets another name.
 */
export type RuleName =
  | 'pause-not-over'
  | 'held-untried'
  | 'refresh-at-once'
  | 'row-unread'
  | 'row-not-understood'
  | 'probe-due'
  | 'renewal-not-due'
  | 'successor-held'
  | 'fallback-left'
  | 'lease-taken'
  | 'refresh-left'
  | 'gazelle-silent'
  | 'session-left'
  | 'held-unsaved'
  | 'renewed-in-vain'
  | 'sign-in-needed'
  | 'nothing-left'
