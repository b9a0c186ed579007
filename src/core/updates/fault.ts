/**
 * Why there was no update:
 * - `unreachable`: the network, or the server, which may be back later
 * - `redirected`, `refused`: the server leads elsewhere, or has no such file
 * - `unsigned`: no key that this program knows has signed the feed
 * - `not-understood`: the feed is signed, and its form is not known
 * - `untimely`: by the feed's own word it does not count today: nobody has signed a newer one, or an old one is being shown
 * - `replayed`: it is older than a feed that was believed before
 * - `cut-short`, `other-file`: the file is shorter than the feed says, or another one
 * - `disk-full`, `disk`: it could not be written
 * - `not-allowed`: the program lies where this person may not write
 * - `declined`: the person did not give the system the password
 * - `not-taken`: the system did not install it
 */
export const updateFaultKinds = [
  'unreachable',
  'redirected',
  'refused',
  'unsigned',
  'not-understood',
  'untimely',
  'replayed',
  'cut-short',
  'other-file',
  'disk-full',
  'disk',
  'not-allowed',
  'declined',
  'not-taken',
] as const

export type UpdateFaultKind = (typeof updateFaultKinds)[number]

/** An update that was not found, not fetched or not installed. Nothing has changed on the computer. */
export class UpdateFault extends Error {
  override readonly name = 'UpdateFault'
  readonly kind: UpdateFaultKind

  constructor(kind: UpdateFaultKind, cause?: unknown) {
    super(`No update: ${kind}.`, { cause })
    this.kind = kind
  }
}
