import { type BadAnswer, badAnswers } from './bad-answers.ts'

/** A fault's effect on a request. */
export type FaultAction =
  /** Delays the answer. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Shifts the answer's `Date` header; negative: into the past. */
  | { readonly kind: 'date-skew'; readonly seconds: number }
  /** Answers with an error in JSON instead of handling the request. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** Gives any answer, as from something in front of Gazelle, instead of handling the request. */
  | ({ readonly kind: 'answer' } & BadAnswer)
  /** Answers with an OAuth error, at the callback or from the token endpoint, instead of handling the request. */
  | { readonly kind: 'oauth-error'; readonly error: string; readonly description: string }
  /** Answers with a page of HTML and status 200 instead of handling the request. */
  | { readonly kind: 'not-json' }
  /** Cuts the connection before the request is handled. */
  | { readonly kind: 'drop' }
  /** Handles the request to the end, then cuts the connection without an answer. */
  | { readonly kind: 'accept-and-drop' }

export interface Fault {
  readonly action: FaultAction
  /** Any method if left out. */
  readonly method?: string
  /** The exact path, or its beginning and `*`. Any path if left out; the sandbox's own controls are never disturbed. */
  readonly path?: string
  /** How many requests it strikes; 1 if left out. `Infinity` (over HTTP: `"always"`): until it is removed. */
  readonly times?: number
}

export type Match = Pick<Fault, 'method' | 'path'>

/** A request that is held until it is released: a test can act in between, without guessing at times. */
export interface Hold {
  /** Resolves once a request has arrived and waits. */
  readonly reached: Promise<void>
  /** Lets the request be handled. */
  release(): void
}

/** The faults that strike one request. */
export interface Strike {
  readonly delays: readonly number[]
  readonly skewSeconds: number
  /** Replaces or follows the answer. */
  readonly end: Exclude<FaultAction, { kind: 'delay' | 'date-skew' }> | null
  /** Waits while the request is held. */
  hold(): Promise<void>
}

export interface Faults {
  /** Queues a fault; gives a function that removes it again. */
  add(fault: Fault): () => void
  /** Holds the next request that matches, before it is handled. */
  holdNext(match?: Match): Hold
  /** Removes all faults and releases all holds. */
  clear(): void
  /**
   * The faults that strike this request now: every delay, skew and hold that matches, and the first one that ends it. Uses them
   * up.
   */
  strike(method: string, path: string): Strike
}

interface Queued extends Fault {
  left: number
}

interface Held extends Match, Hold {
  arrive(): Promise<void>
}

export function faults(): Faults {
  let queue: Queued[] = []
  let holds: Held[] = []
  let held: Hold[] = []

  return {
    add(fault) {
      const queued: Queued = { ...fault, left: fault.times ?? 1 }
      queue.push(queued)
      return () => {
        queue = queue.filter((other) => other !== queued)
      }
    },

    holdNext(match = {}) {
      let arrived = () => {}
      let release = () => {}
      const reached = new Promise<void>((resolve) => {
        arrived = resolve
      })
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      const hold: Held = {
        ...match,
        reached,
        release: () => release(),
        arrive() {
          arrived()
          return released
        },
      }
      holds.push(hold)
      return hold
    },

    clear() {
      for (const hold of held) hold.release()
      queue = []
      holds = []
      held = []
    },

    strike(method, path) {
      const struck = queue.filter((fault) => matches(fault, method, path))
      const end = struck.find(({ action }) => isEnd(action)) ?? null
      const used = struck.filter((fault) => fault === end || !isEnd(fault.action))
      for (const fault of used) fault.left--
      queue = queue.filter(({ left }) => left > 0)

      const hold = holds.find((hold) => matches(hold, method, path))
      if (hold) {
        holds = holds.filter((other) => other !== hold)
        held.push(hold)
      }

      const actions = used.map(({ action }) => action)
      return {
        delays: actions.flatMap((action) => (action.kind === 'delay' ? [action.milliseconds] : [])),
        skewSeconds: actions.reduce((sum, action) => sum + (action.kind === 'date-skew' ? action.seconds : 0), 0),
        end: end && isEnd(end.action) ? end.action : null,
        hold: async () => void (await hold?.arrive()),
      }
    },
  }
}

const isEnd = (action: FaultAction): action is NonNullable<Strike['end']> =>
  action.kind !== 'delay' && action.kind !== 'date-skew'

function matches({ method, path }: Match, askedMethod: string, askedPath: string): boolean {
  if (method !== undefined && method.toUpperCase() !== askedMethod.toUpperCase()) return false
  if (path === undefined) return true
  return path.endsWith('*') ? askedPath.startsWith(path.slice(0, -1)) : askedPath === path
}

/** Reads a fault received over HTTP. Takes also the answers that it may name. Throws an error that says what is wrong with it. */
export function readFault(input: unknown, answers = badAnswers): Fault {
  const { action, method, path, times } = fields(input)
  return {
    action: readAction(action, answers),
    ...(method === undefined ? {} : { method: text(method, 'method') }),
    ...(path === undefined ? {} : { path: text(path, 'path') }),
    ...(times === undefined ? {} : { times: times === 'always' ? Number.POSITIVE_INFINITY : number(times, 'times') }),
  }
}

function readAction(input: unknown, answers: typeof badAnswers): FaultAction {
  const { kind, milliseconds, seconds, status, retryAfter, error, description, named, headers, body } = fields(input)
  switch (kind) {
    case 'delay':
      return { kind, milliseconds: number(milliseconds, 'milliseconds') }
    case 'date-skew':
      return { kind, seconds: number(seconds, 'seconds') }
    case 'status': {
      const code = number(status, 'status')
      if (code < 400 || code > 599) throw new Error('status must be between 400 and 599')
      return { kind, status: code, ...(retryAfter === undefined ? {} : { retryAfter: String(retryAfter) }) }
    }
    case 'answer':
      return { kind, ...(named === undefined ? readAnswer(status, headers, body) : namedAnswer(named, answers)) }
    case 'oauth-error':
      return { kind, error: text(error, 'error'), description: text(description, 'description') }
    case 'not-json':
    case 'drop':
    case 'accept-and-drop':
      return { kind }
    default:
      throw new Error(
        'action.kind must be one of: delay, date-skew, status, answer, oauth-error, not-json, drop, accept-and-drop',
      )
  }
}

function readAnswer(status: unknown, headers: unknown, body: unknown): BadAnswer {
  const code = number(status, 'status')
  if (!(Number.isInteger(code) && code >= 200 && code <= 599)) throw new Error('status must be between 200 and 599')
  return {
    status: code,
    ...(headers === undefined ? {} : { headers: texts(headers, 'headers') }),
    ...(body === undefined ? {} : { body: text(body, 'body') }),
  }
}

function namedAnswer(input: unknown, answers: typeof badAnswers): BadAnswer {
  const found = Object.entries(answers).find(([name]) => name === input)
  if (!found) throw new Error(`named must be one of: ${Object.keys(answers).join(', ')}`)
  return found[1]
}

function texts(input: unknown, name: string): Record<string, string> {
  if (typeof input !== 'object' || input === null) throw new Error(`${name} must be an object of strings`)
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, text(value, `${name}.${key}`)]))
}

function fields(input: unknown): Record<string, unknown> {
  if (typeof input !== 'object' || input === null) throw new Error('a fault is {"action": {"kind": …}, …}')
  return input as Record<string, unknown>
}

function number(input: unknown, name: string): number {
  if (typeof input !== 'number') throw new Error(`${name} must be a number`)
  return input
}

function text(input: unknown, name: string): string {
  if (typeof input !== 'string') throw new Error(`${name} must be a string`)
  return input
}
