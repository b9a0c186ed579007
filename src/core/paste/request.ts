export type Header = readonly [name: string, value: string]

/** A request as a copied command, a header pane or a HAR describes it. */
export interface SeenRequest {
  /** Every address that it is sent to. */
  readonly urls: readonly string[]
  readonly headers: readonly Header[]
  /** When it was sent, in milliseconds since 1970; 0 if the form does not say. */
  readonly sentAt: number
}
