import { randomUUID } from 'node:crypto'
import { readJsonFile, writeJsonFile } from '../json-file.ts'
import { randomApiKey, randomPassword, randomToken } from '../secrets.ts'

/** How the web application sends its GraphQL requests: from which kind of script, and in which header. */
export interface Carriage {
  readonly header: 'bearer' | 'api-key'
  readonly from: 'page' | 'service-worker' | 'web-worker' | 'shared-worker'
}

/**
 * The effect of a refresh on the pair that it used:
 * - `revoke-at-once`: the old pair is dead once the answer is given
 * - `revoke-on-first-use`: the old pair lives until the new access token is used for the first time
 * - `revoke-family-on-reuse`: at once; and reusing a spent refresh token kills every token of the grant
 */
export type RotationPolicy = 'revoke-at-once' | 'revoke-on-first-use' | 'revoke-family-on-reuse'

/**
 * The treatment of PKCE's parameters:
 * - `verified`: a challenge asks for its verifier
 * - `ignored`: as by a server that does not know them
 * - `refused`: `invalid_request`, as from a server that rejects unknown parameters
 */
export type PkcePolicy = 'verified' | 'ignored' | 'refused'

/** Why the API denies everybody the clients and pianos, as it also tells those who ask; `good`: it does not deny them. */
export type Standing = 'good' | 'limited-access' | 'company-parked' | 'maintenance'

export interface Settings {
  readonly carriage: Carriage
  readonly rotation: RotationPolicy
  readonly accessTokenLifeSeconds: number
  readonly refreshTokenLifeSeconds: number
  /** The length of an access token in characters; Doorkeeper's have 43. */
  readonly accessTokenLength: number
  /** How long a remembered sign-in lasts. */
  readonly sessionLifeSeconds: number
  /** The code that is required after the password; null: none. */
  readonly secondFactor: string | null
  readonly pkce: PkcePolicy
  /** How long an authorization code is valid. */
  readonly codeLifeSeconds: number
  /** Whether the API has the fields `company`, `user` and `upcomingMaintenanceNotice`. */
  readonly tellsAccount: boolean
  readonly standing: Standing
}

export const defaultSettings: Settings = {
  carriage: { header: 'bearer', from: 'page' },
  rotation: 'revoke-at-once',
  accessTokenLifeSeconds: 2_592_000,
  refreshTokenLifeSeconds: 2_592_000,
  accessTokenLength: 43,
  sessionLifeSeconds: 2_592_000,
  secondFactor: null,
  pkce: 'verified',
  codeLifeSeconds: 600,
  tellsAccount: true,
  standing: 'good',
}

export interface User {
  readonly id: string
  readonly email: string
  readonly password: string
  apiKey: string
  /** The API's account of this user; if left out, the sandbox's own. */
  readonly account?: UserAccount
}

/** A user's name and company, as the API tells them. */
export interface UserAccount {
  readonly company: { readonly id: string; readonly name: string }
  readonly firstName: string
  readonly lastName: string
}

/** A signed-in browser. Times are in seconds since 1970. */
export interface Session {
  /** The cookie's value. */
  readonly id: string
  readonly userId: string
  readonly expiresAt: number
  /** The web application's bearer token; replaced once it has expired or was revoked. */
  accessToken: string | null
}

export interface Application {
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUris: readonly string[]
}

/** An authorization code. */
export interface Code {
  readonly code: string
  readonly clientId: string
  readonly userId: string
  readonly redirectUri: string
  readonly scope: string
  readonly expiresAt: number
  /** PKCE's S256 challenge, if the client sent one. */
  readonly challenge: string | null
  used: boolean
}

/** An access token and the refresh token that came with it, as Doorkeeper keeps them: one record, revoked together. */
export interface Token {
  readonly accessToken: string
  readonly refreshToken: string | null
  readonly userId: string
  /** Null for the web application's own tokens. */
  readonly clientId: string | null
  /** The grant that the token descends from. */
  readonly family: string
  readonly scope: string
  readonly createdAt: number
  readonly lifeSeconds: number
  expiresAt: number
  readonly refreshExpiresAt: number
  revokedAt: number | null
  /** The refresh token to revoke when this access token is used for the first time. */
  previousRefreshToken: string | null
}

export interface State {
  settings: Settings
  users: User[]
  sessions: Session[]
  applications: Application[]
  codes: Code[]
  tokens: Token[]
  controlKey: string
  /** The port of the last run. */
  port: number
}

/** The whole state of the sandbox's Gazelle, and the function that stores it. */
export interface Keeping {
  readonly state: State
  /** Writes the state to disk. Called before an answer that depends on it is sent. */
  save(): void
  /** Milliseconds since 1970. */
  now(): number
}

/** Gives the seconds since 1970, as Doorkeeper counts. */
export const seconds = ({ now }: Pick<Keeping, 'now'>): number => Math.floor(now() / 1000)

// Spent tokens are kept to recognise a reused one, but only so many.
const tokensKept = 1_000

/** Gives the stored state, or a new one with random credentials. */
export function openState(file: string, now: () => number): Keeping {
  const state = readJsonFile<State>(file) ?? newState()
  // A file of an earlier version lacks some settings.
  state.settings = { ...defaultSettings, ...state.settings }
  const save = () => {
    state.tokens.splice(0, state.tokens.length - tokensKept)
    state.codes.splice(0, state.codes.length - tokensKept)
    writeJsonFile(file, state)
  }
  save()
  return { state, save, now }
}

/** Gives a Gazelle with one user and one application, nobody signed in. */
export function newState(): State {
  return {
    settings: defaultSettings,
    users: [newUser('technician@gazelle.example')],
    sessions: [],
    applications: [newApplication('Gazelle Keeper', ['http://127.0.0.1/callback'])],
    codes: [],
    tokens: [],
    controlKey: randomToken(),
    port: 0,
  }
}

export const newUser = (email: string): User => ({
  id: randomUUID(),
  email,
  password: randomPassword(),
  apiKey: randomApiKey(),
})

export const newApplication = (name: string, redirectUris: readonly string[]): Application => ({
  name,
  clientId: randomToken(),
  clientSecret: randomToken(),
  redirectUris,
})
