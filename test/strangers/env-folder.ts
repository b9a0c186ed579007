import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import type { CliFixture } from '../cli/cli-fixture.ts'

/** Counts the connections that arrive, and answers none. It is found at an address that is not called this computer's. */
export async function trap() {
  let count = 0
  const server = createServer((socket) => {
    count += 1
    socket.destroy()
  }).listen(0, '0.0.0.0')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    get count() {
      return count
    },
    elsewhere: `https://0.0.0.0:${port}`,
    here: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

/** A folder to work in with a `.env` of the sandbox's connection. */
export function envFolder(on: CliFixture) {
  /** The environment without a variable of the connection. */
  function bare(): NodeJS.ProcessEnv {
    const { PATH, HOME, LANG, XDG_STATE_HOME } = on.env
    return { PATH, HOME, LANG, XDG_STATE_HOME }
  }
  return {
    bare,
    /** The variables of the sandbox's connection as a file, with changes. */
    content(changes: Readonly<Record<string, string>> = {}): string {
      const { PATH: _, HOME: __, LANG: ___, XDG_STATE_HOME: ____, ...variables } = on.env
      return Object.entries({ ...variables, ...changes })
        .map(([name, value]) => `${name}=${value}\n`)
        .join('')
    },
    /** A folder of one's own with this `.env`, of mode 0600. */
    folderWith(text: string): string {
      const folder = mkdtempSync(join(on.home, 'work-'))
      writeFileSync(join(folder, '.env'), text, { mode: 0o600 })
      return folder
    },
    /** Runs the command line there, with nothing of the connection in its environment. */
    run: (args: readonly string[], cwd: string, input = '') => on.run(args, { env: bare(), cwd, input }),
  }
}
