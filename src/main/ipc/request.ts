import { isRequest, type Request } from '../../shared/ipc-schema.ts'

/** Why a page's request is not carried out. Quotes nothing of it: it may hold a password. */
export class PageRequestError extends Error {
  override readonly name = 'RequestError'
}

/** Takes whatever a page sent; gives it where it is a request of the schema to the letter, else throws a `RequestError`. */
export function readRequest(value: unknown): Request {
  if (!isRequest(value)) throw new PageRequestError('This request is not in the contract.')
  return value
}
