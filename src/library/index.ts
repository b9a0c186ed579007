// The exports of the package 'gazelle-keeper'.
export type { OAuthApplication } from '../core/gazelle/grant.ts'
export type { KeeperEvent } from '../core/keeper/events.ts'
export type { UsableToken } from '../core/keeper/keeper.ts'
export type { Store, StoredRow, SwapResult } from '../core/keeper/ports.ts'
export type { KeeperState, Problem, TokenFacts } from '../core/keeper/state.ts'
export { StoreError, type StoreErrorDetail, type StoreErrorKind } from '../core/keeper/store-error.ts'
export type { SignIn } from '../core/supabase/session.ts'
export { JsonText, jsonTextOf, jsonValueOf } from '../core/token/json-text.ts'
export type { Expiry, HeaderKind, Json } from '../core/token/record.ts'
export type { JournalOptions, JournalPlace } from '../node/journal-options.ts'
export type { RowInStore, RowInSupabase } from '../node/row-options.ts'
export type { JournalKeeping, StatePlace } from '../node/state-folder.ts'
export {
  ClosedError,
  GraphqlError,
  type GraphqlErrorEntry,
  KeeperError,
  OptionsError,
  RequestError,
  SignInNeededError,
  TokenUnavailableError,
} from './errors.ts'
export {
  type CallOptions,
  type CloseOptions,
  type CommonOptions,
  createKeeper,
  type EventOf,
  type GazelleKeeper,
  type KeeperOptions,
} from './keeper.ts'
