import { appendFileSync, readFileSync } from 'node:fs'

/** An email that Supabase Auth sends; only the file gets it. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Appends a mail to the file, as one line of JSON that only the file's owner can read. */
export function appendMail(file: string, { to, subject, text }: { to: string; subject: string; text?: string }): void {
  appendFileSync(file, `${JSON.stringify({ to, subject, text: text ?? '' } satisfies Mail)}\n`, { mode: 0o600 })
}

/** Gives the mails of the file, the oldest first; none if there is no file. */
export function readMails(file: string): Mail[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Mail)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
