import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'

/** What Supabase's command line deploys, below the folder of the build. */
const files = ['supabase/config.toml', 'supabase/functions/gazelle-keeper/index.js']

/**
 * Saves the function's files in a folder of their own in one that the person chooses, since Supabase's command line reads no archive
 * and may write beside them. Takes the app's folder, and the window above which the dialogue stands. Gives the folder, or null if none
 * was chosen; rejects if it could not be written.
 */
export function functionFiles(
  root: string,
  translate: () => Translate,
  above: () => BrowserWindow | null,
): () => Promise<string | null> {
  return async () => {
    const options = {
      title: translate()('window.function.save'),
      defaultPath: app.getPath('documents'),
      properties: ['openDirectory' as const, 'createDirectory' as const],
    }
    const window = above()
    const { filePaths } =
      window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options)
    const [chosen] = filePaths
    if (chosen === undefined) return null
    const folder = join(chosen, 'gazelle-keeper-function')
    await writeFunction(join(root, 'out/edge'), folder)
    return folder
  }
}

/** Copies the function's files out of the folder of the build, which may lie in an archive. Rejects with the system's error. */
export async function writeFunction(from: string, to: string): Promise<void> {
  for (const file of files) {
    const content = await readFile(join(from, file))
    await mkdir(dirname(join(to, file)), { recursive: true })
    await writeFile(join(to, file), content)
  }
}
