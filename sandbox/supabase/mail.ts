import { appendFileSync, readFileSync } from 'node:fs'

/** An e-mail as Supabase Auth sends it; nobody gets it but the file. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Puts a mail at the end of the file, as one line of JSON that only the file's owner can read. */
export function appendMail(file: string, { to, subject, text }: { to: string; subject: string; text?: string }): void {
  appendFileSync(file, `${JSON.stringify({ to, subject, text: text ?? '' } satisfies Mail)}\n`, { mode: 0o600 })
}

/** Gives the mails of the file, the oldest first; none where there is no file. */
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
