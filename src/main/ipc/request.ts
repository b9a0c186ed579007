import { isRequest, type Request } from '../../shared/ipc-schema.ts'

/** A page's request is not in the schema. The message quotes nothing of it: it may hold a password. */
export class PageRequestError extends Error {
  override readonly name = 'PageRequestError'
}

/** Gives back what a page sent if it is exactly a request of the schema; otherwise throws a `PageRequestError`. */
export function readRequest(value: unknown): Request {
  if (!isRequest(value)) throw new PageRequestError('This request is not in the contract.')
  return value
}
