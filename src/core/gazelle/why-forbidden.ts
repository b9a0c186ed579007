import { type Fields, objectOf } from '../base/json.ts'
import type { Credential } from '../token/credential.ts'
import type { ForbiddenBecause } from './errors.ts'
import { askGazelle, type GazelleOptions } from './graphql.ts'
import { errorsOf } from './graphql-words.ts'

// All are nullable in Gazelle's schema, so a field that is not readable spoils no other.
const everything =
  'query { user { accessLevel hasLimitedAccess } company { isParked parkedReason } upcomingMaintenanceNotice }'
// The deciding fields alone, as a field that is not in the schema spoils the whole query.
const whatDecides = 'query { user { hasLimitedAccess } company { isParked } }'

const timeoutMilliseconds = 5_000

/**
 * Asks Gazelle why it denies access to a credential that it knows, in one question or two: whether the company's account
 * is parked, whether its user has limited access, whether maintenance is announced. Gives null if Gazelle does not tell. Never
 * rejects: the access stays denied, whatever the answer.
 */
export async function whyForbidden(
  credential: Pick<Credential, 'accessToken' | 'headerKind'>,
  options: GazelleOptions,
  signal?: AbortSignal,
): Promise<ForbiddenBecause | null> {
  const inTime = { ...options, timeoutMilliseconds: timeoutMilliseconds }
  const ask = (query: string) => askGazelle(query, credential, ({ body }) => body, inTime, signal)
  try {
    const answer = await ask(everything)
    const isSpoiled = objectOf(answer['data']) === undefined && errorsOf(answer).length > 0
    return because(isSpoiled ? await ask(whatDecides) : answer)
  } catch {
    return null
  }
}

function because(answer: Fields): ForbiddenBecause | null {
  const data = objectOf(answer['data'])
  const [user, company] = [objectOf(data?.['user']), objectOf(data?.['company'])]
  if (company?.['isParked'] === true) return 'company-parked'
  if (user?.['hasLimitedAccess'] === true) return 'limited-access'
  const { accessLevel } = user ?? {}
  // The levels themselves are not known from outside.
  if (typeof accessLevel === 'string' && /limited|restricted/i.test(accessLevel)) return 'limited-access'
  const notice = data?.['upcomingMaintenanceNotice']
  return notice === undefined || notice === null || notice === '' || notice === false ? null : 'maintenance'
}
