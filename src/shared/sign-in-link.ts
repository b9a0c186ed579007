/** The scheme of the links that a system hands to this app. */
export const linkScheme = 'gazelle-keeper'

/** The one link that there is. It carries nothing, because any page of the web may hold it (docs/decisions/0045). */
export const signInLink = `${linkScheme}://sign-in`

// Not with the flag "u", by which the sign of the kelvin would be a "k".
const ofOurScheme = new RegExp(`^${linkScheme}:(.*)$`, 'is')

/** Some browsers end an address that has no path with a slash. */
const rests = ['//sign-in', '//sign-in/']

/**
 * What the link in a command line, or in an event of the system, asks for: to sign in, or nothing that there is (`other`); null:
 * there is no link. A system hands over one link at a time: of two, somebody has put together at least one.
 */
export function linkIn(args: readonly string[]): 'sign-in' | 'other' | null {
  const [link, another] = args.flatMap((arg) => ofOurScheme.exec(arg)?.[1] ?? [])
  if (link === undefined) return null
  return another === undefined && rests.includes(link) ? 'sign-in' : 'other'
}
