/** Where updates are announced, and by whom. */
export interface UpdateSource {
  /** The feed's address; https, or this computer. The files lie beside it. */
  readonly address: string
  /** The public keys that may sign it, each as SPKI in base64; any one of them is enough, so that a key can be replaced. */
  readonly keys: readonly string[]
}

/**
 * The source of the program that people get; null: there is none, and nothing is ever asked. `scripts/dist/new-key.ts` makes the
 * keys. Whoever has a private one decides what runs on these computers: it belongs to the release alone.
 */
export const updateSource: UpdateSource | null = null
