import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getHostArch } from '@electron/get'
import { executableInDist } from '../electron-runtime.ts'
import { storedZip } from './stored-zip.ts'

/** A mirror's behaviour when it is asked for the archive. */
export type MirrorBehaviour = 'serve' | 'never answer' | 'stall half-way' | 'serve another file'

/** A server for ELECTRON_MIRROR on this machine. `requests` lists the requested paths. */
export type ElectronMirror = { url: string; requests: string[]; close: () => Promise<void> }

export const mirroredVersion = '45.4.1'

const archive = storedZip([
  { name: 'version', data: mirroredVersion },
  { name: executableInDist(process.platform), data: '#!/bin/sh\necho electron\n', mode: 0o755 },
  { name: 'resources.pak', data: Buffer.alloc(50_000, 'pak') },
])

const archiveName = `electron-v${mirroredVersion}-${process.platform}-${getHostArch()}.zip`
const archiveChecksum = createHash('sha256').update(archive).digest('hex')

/** Starts a mirror on loopback that has one small archive in place of Electron's. */
export async function startElectronMirror(behaviour: MirrorBehaviour): Promise<ElectronMirror> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    if (request.url?.endsWith('/SHASUMS256.txt')) response.end(`${archiveChecksum} *${archiveName}\n`)
    else answer(behaviour, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Makes a folder with the parts of the npm package `electron` that the resolver reads; without its binary. */
export async function makeElectronPackage(parent: string): Promise<string> {
  const folder = join(parent, 'electron')
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'electron', version: mirroredVersion }))
  await writeFile(join(folder, 'checksums.json'), JSON.stringify({ [archiveName]: archiveChecksum }))
  return folder
}

function answer(behaviour: MirrorBehaviour, response: ServerResponse): void {
  if (behaviour === 'never answer') return
  response.setHeader('content-length', archive.length)
  if (behaviour === 'serve') response.end(archive)
  if (behaviour === 'stall half-way') response.write(archive.subarray(0, archive.length / 2))
  if (behaviour === 'serve another file') response.end(Buffer.alloc(archive.length, 'x'))
}
