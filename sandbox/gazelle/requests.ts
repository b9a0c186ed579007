import { fingerprint } from '../secrets.ts'

/** A record of one request to the API or to the token endpoint; no credential is in it. */
export interface RecordedRequest {
  /** The time of arrival: milliseconds since 1970. */
  readonly time: number
  readonly path: string
  readonly header: 'bearer' | 'api-key' | 'none'
  /** The first 8 hexadecimal digits of the SHA-256 of the credential: access token, API key, code or refresh token. */
  readonly fingerprint: string | null
  /** For the token endpoint only. */
  readonly grantType: string | null
  /** The answer's status, even if it was then withheld; null if the request was never handled. */
  readonly status: number | null
  /** Whether the answer was sent. */
  readonly answered: boolean
}

export interface RequestLog {
  /** The last thousand, in the order in which they ended. */
  readonly all: readonly RecordedRequest[]
  record(request: Omit<RecordedRequest, 'fingerprint'>, credential: string | null): void
  /** Resolves with the next request, from now on, that `isIt` accepts. */
  next(isIt?: (request: RecordedRequest) => boolean): Promise<RecordedRequest>
  clear(): void
}

const kept = 1_000

export function requestLog(): RequestLog {
  const all: RecordedRequest[] = []
  let waiting: { isIt: (request: RecordedRequest) => boolean; resolve: (request: RecordedRequest) => void }[] = []
  return {
    all,
    record(request, credential) {
      const recorded = { ...request, fingerprint: credential === null ? null : fingerprint(credential) }
      all.push(recorded)
      if (all.length > kept) all.shift()
      const answered = waiting.filter(({ isIt }) => isIt(recorded))
      waiting = waiting.filter((one) => !answered.includes(one))
      for (const { resolve } of answered) resolve(recorded)
    },
    next: (isIt = () => true) => new Promise((resolve) => waiting.push({ isIt, resolve })),
    clear: () => void all.splice(0),
  }
}
