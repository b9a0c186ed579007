export type Fields = { readonly [field: string]: unknown }

/** The value, if it is an object; else undefined. */
export function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined
}

/** The JSON object in a text, or undefined. Never throws. */
export function parseObject(text: string): Fields | undefined {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return undefined
  }
}
