import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import { longestInvitation } from '../../core/supabase/setup/invitation.ts'
import type { Translate } from '../../shared/catalogue/index.ts'

/** An invitation's file, as the person chooses it in the system's own dialogues. */
export interface InvitationFiles {
  /** Gives the text of the chosen file, or a little more than an invitation may have; null if none was chosen. Rejects if it cannot be read. */
  choose(): Promise<string | null>
  /** Gives whether the text was saved: false if the person chose no place. Rejects if it could not be written. */
  save(text: string): Promise<boolean>
}

const fileName = 'gazelle-keeper-invitation.json'
const filters = [{ name: 'Gazelle Keeper', extensions: ['json'] }]

/** The dialogues stand above the window that `above` gives. */
export function invitationFiles(translate: () => Translate, above: () => BrowserWindow | null): InvitationFiles {
  return {
    choose: async () => {
      const options = { title: translate()('window.invitation.open'), filters, properties: ['openFile' as const] }
      const window = above()
      const { filePaths } =
        window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options)
      return filePaths[0] === undefined ? null : await readStart(filePaths[0])
    },
    save: async (text) => {
      const options = {
        title: translate()('window.invitation.save'),
        defaultPath: join(app.getPath('documents'), fileName),
        filters,
      }
      const window = above()
      const { filePath } =
        window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options)
      if (!filePath) return false
      await writeFile(filePath, text, { mode: 0o600 })
      return true
    },
  }
}

/** Reads no more of a file than shows that it is too long: it may be any file. */
async function readStart(path: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(longestInvitation + 1)
    let length = 0
    for (let count = -1; count !== 0 && length < buffer.length; length += count) {
      ;({ bytesRead: count } = await file.read(buffer, length, buffer.length - length))
    }
    return buffer.toString('utf8', 0, length)
  } finally {
    await file.close()
  }
}
