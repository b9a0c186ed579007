import { randomApiKey, randomToken } from '../secrets.ts'
import { type Keeping, seconds, type Token, type User } from './state.ts'

/** A request's credential, and the header it came in. */
export interface Shown {
  readonly header: 'bearer' | 'api-key'
  readonly credential: string
}

/** Gives the credential in a request's headers; the bearer takes precedence. */
export function shownIn(headers: Headers): Shown | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (bearer) return { header: 'bearer', credential: bearer }
  const key = headers.get('x-gazelle-api-key')
  return key ? { header: 'api-key', credential: key } : null
}

export interface TokenBook {
  /** Makes and keeps a token; `refreshable` ones come with a refresh token. */
  issue(token: Pick<Token, 'userId' | 'clientId' | 'family' | 'scope'> & IssueOptions): Token
  /** Gives the user of the credential, or null. The first use of a token retires the one before. */
  accept(shown: Shown): User | null
  /** Gives the token with this access token, dead or alive, or null. */
  find(accessToken: string): Token | null
  /** Whether the access token would be accepted now; asking is not using. */
  isLive(accessToken: string): boolean
  withRefreshToken(refreshToken: string): Token | null
  revokeFamily(family: string): void
  /** Lets the access token expire now; its refresh token stays good. Throws for an unknown one. */
  expire(accessToken: string): void
  /** Revokes the access token and its refresh token, or replaces the API key. Throws for an unknown one. */
  revoke(credential: string): void
  /** Revokes every token and replaces every API key. Sign-ins stay. */
  revokeAll(): void
}

interface IssueOptions {
  readonly refreshable: boolean
  readonly previousRefreshToken?: string
}

export function tokenBook(keeping: Keeping): TokenBook {
  const { state, save } = keeping
  const now = () => seconds(keeping)
  const find = (accessToken: string) => state.tokens.find((token) => token.accessToken === accessToken) ?? null
  const live = (token: Token | null) => token !== null && token.revokedAt === null && token.expiresAt > now()
  const withRefreshToken = (refreshToken: string) =>
    state.tokens.find((token) => token.refreshToken === refreshToken) ?? null
  const known = (accessToken: string): Token => {
    const token = find(accessToken)
    if (!token) throw new Error('There is no such token.')
    return token
  }

  function retirePrevious(token: Token): void {
    if (token.previousRefreshToken === null) return
    const previous = withRefreshToken(token.previousRefreshToken)
    if (previous) previous.revokedAt ??= now()
    token.previousRefreshToken = null
    save()
  }

  return {
    find,
    withRefreshToken,
    isLive: (accessToken) => live(find(accessToken)),

    issue({ refreshable, previousRefreshToken, ...owner }) {
      const { accessTokenLifeSeconds, refreshTokenLifeSeconds, accessTokenLength } = state.settings
      const token: Token = {
        ...owner,
        accessToken: randomToken(accessTokenLength),
        refreshToken: refreshable ? randomToken() : null,
        createdAt: now(),
        lifeSeconds: accessTokenLifeSeconds,
        expiresAt: now() + accessTokenLifeSeconds,
        refreshExpiresAt: now() + refreshTokenLifeSeconds,
        revokedAt: null,
        previousRefreshToken: previousRefreshToken ?? null,
      }
      state.tokens.push(token)
      save()
      return token
    },

    accept({ header, credential }) {
      if (header === 'api-key') return state.users.find((user) => user.apiKey === credential) ?? null
      const token = find(credential)
      if (!token || !live(token)) return null
      retirePrevious(token)
      return state.users.find((user) => user.id === token.userId) ?? null
    },

    revokeFamily(family) {
      for (const token of state.tokens) if (token.family === family) token.revokedAt ??= now()
      save()
    },

    expire(accessToken) {
      known(accessToken).expiresAt = now()
      save()
    },

    revoke(credential) {
      const user = state.users.find((user) => user.apiKey === credential)
      if (user) user.apiKey = randomApiKey()
      else known(credential).revokedAt ??= now()
      save()
    },

    revokeAll() {
      for (const token of state.tokens) token.revokedAt ??= now()
      for (const user of state.users) user.apiKey = randomApiKey()
      save()
    },
  }
}
