import { randomUUID } from 'node:crypto'
import { readJsonFile, writeJsonFile } from '../json-file.ts'
import { randomApiKey, randomPassword, randomToken } from '../secrets.ts'

/** Who sends the web application's GraphQL requests, and in which header the credential goes. */
export interface Carriage {
  readonly header: 'bearer' | 'api-key'
  readonly from: 'page' | 'service-worker' | 'web-worker' | 'shared-worker'
}

/**
 * What a refresh does to the pair it was made with:
 * - `revoke-at-once`: the old pair is dead with the answer
 * - `revoke-on-first-use`: the old pair lives until the new access token is used for the first time
 * - `revoke-family-on-reuse`: at once; and whoever shows a spent refresh token kills every token that came of the grant
 */
export type RotationPolicy = 'revoke-at-once' | 'revoke-on-first-use' | 'revoke-family-on-reuse'

/**
 * What becomes of PKCE's parameters:
 * - `verified`: a challenge asks for its verifier
 * - `ignored`: as a server does that does not know them
 * - `refused`: `invalid_request`, as a server does that takes no parameter it does not know
 */
export type PkcePolicy = 'verified' | 'ignored' | 'refused'

/** Why the API denies everybody the clients and pianos, and says so where it is asked; `good`: it does not. */
export type Standing = 'good' | 'limited-access' | 'company-parked' | 'maintenance'

export interface Settings {
  readonly carriage: Carriage
  readonly rotation: RotationPolicy
  readonly accessTokenLifeSeconds: number
  readonly refreshTokenLifeSeconds: number
  /** How many characters an access token has; Doorkeeper's have 43. */
  readonly accessTokenLength: number
  /** How long a remembered sign-in lasts. */
  readonly sessionLifeSeconds: number
  /** The code that is asked for after the password; null: none is. */
  readonly secondFactor: string | null
  readonly pkce: PkcePolicy
  /** How long an authorisation code is good. */
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
  /** What the API tells of them; left out: the sandbox's own. */
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
  /** What the web application sends as bearer; replaced when it has expired or was revoked. */
  accessToken: string | null
}

export interface Application {
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUris: readonly string[]
}

/** An authorisation code. */
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
  /** Null for the web application's own. */
  readonly clientId: string | null
  /** The grant that it descends from. */
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
  /** The port of last time. */
  port: number
}

/** Everything the sandbox's Gazelle knows, and the way to keep it. */
export interface Keeping {
  readonly state: State
  /** Writes the state down. Called before an answer that rests on it goes out. */
  save(): void
  /** Milliseconds since 1970. */
  now(): number
}

/** Gives the seconds since 1970, as Doorkeeper counts. */
export const seconds = ({ now }: Pick<Keeping, 'now'>): number => Math.floor(now() / 1000)

// Spent tokens are kept, to know a reused one; but not without end.
const tokensKept = 1_000

/** Gives the state of last time from the file, or a new one, with random credentials. */
export function openState(file: string, now: () => number): Keeping {
  const state = readJsonFile<State>(file) ?? newState()
  // A file of an earlier version lacks some.
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
