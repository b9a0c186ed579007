export type Header = readonly [name: string, value: string]

/** A request as a copied command, a header pane or a HAR tells of it. */
export interface SeenRequest {
  /** Every address it is sent to. */
  readonly urls: readonly string[]
  readonly headers: readonly Header[]
  /** When it was sent, in milliseconds since 1970; 0 where the form does not say. */
  readonly sentAt: number
}
