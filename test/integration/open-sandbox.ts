import { inject } from 'vitest'
import { openSandbox as openOnly, type Sandbox } from '../../sandbox/index.ts'

/**
 * Opens a sandbox of the test file's own. Its Supabase begins as a copy of one that was made once for all files: the database
 * of a new sandbox takes two seconds of a core. How a new one is made, sandbox.test.ts tests.
 */
export const openSandbox = ({ folder }: { folder: string }): Promise<Sandbox> =>
  openOnly({ folder, like: inject('sandboxFolder') })
