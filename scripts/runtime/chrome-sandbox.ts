import { existsSync } from 'node:fs'
import { chmod, chown } from 'node:fs/promises'
import { join } from 'node:path'

/** The name of Chromium's setuid helper inside a Linux dist folder. */
export const chromeSandbox = 'chrome-sandbox'

/**
 * Makes Chromium's sandbox helper in a dist folder usable for every user of the machine: owned by root, setuid. Only root can do
 * that; for anyone else, or without a helper, nothing happens.
 */
export async function letRootsHelperSandbox(distFolder: string): Promise<void> {
  const helper = join(distFolder, chromeSandbox)
  if (process.getuid?.() !== 0 || !existsSync(helper)) return
  await chown(helper, 0, 0)
  await chmod(helper, 0o4755)
}
