/** A version as releases have it: three numbers, and after a hyphen what makes it a preview. */
const form = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z-]{1,40}(?:\.[0-9A-Za-z-]{1,40}){0,9}))?$/

export const isVersion = (text: unknown): text is string => typeof text === 'string' && form.test(text)

/** Negative where the first version is older, positive where it is newer, as Semantic Versioning orders them. Throws for any other text. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)]
  for (const at of [0, 1, 2] as const) if (a.numbers[at] !== b.numbers[at]) return a.numbers[at] - b.numbers[at]
  // A preview comes before what it is a preview of.
  if (a.preview.length === 0 || b.preview.length === 0) return b.preview.length - a.preview.length
  for (let at = 0; at < Math.max(a.preview.length, b.preview.length); at++) {
    const order = compareIdentifiers(a.preview[at], b.preview[at])
    if (order !== 0) return order
  }
  return 0
}

function compareIdentifiers(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? -1 : 1
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)]
  if (isNumber && isOtherNumber) return Number(one) - Number(other)
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1
  return one < other ? -1 : one > other ? 1 : 0
}

function partsOf(version: string): { numbers: readonly [number, number, number]; preview: readonly string[] } {
  const [, major, minor, patch, preview] = form.exec(version) ?? []
  if (major === undefined) throw new RangeError(`This is no version: ${version}`)
  return { numbers: [Number(major), Number(minor), Number(patch)], preview: preview?.split('.') ?? [] }
}
