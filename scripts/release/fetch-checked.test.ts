import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fetchChecked } from './fetch-checked.ts'

it('writes the file that was looked at, and no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gazelle-keeper-fetch-'))
  const file = join(folder, 'file')
  const server = createServer(({ url }, response) => {
    response.writeHead(url === '/gone' ? 404 : 200).end('The bytes.')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sum = createHash('sha256').update('The bytes.').digest('hex')
  try {
    await expect(
      fetchChecked(
        `${base}/it`,
        sum.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
        file,
      ),
    ).rejects.toThrow('not the file that was looked at')
    await expect(fetchChecked(`${base}/gone`, sum, file)).rejects.toThrow('404')
    await expect(fetchChecked(`${base}/it`, '', file)).rejects.toThrow('no SHA-256')
    expect(existsSync(file)).toBe(false)
    await fetchChecked(`${base}/it`, sum, file)
    expect(readFileSync(file, 'utf8')).toBe('The bytes.')
  } finally {
    server.close()
    rmSync(folder, { recursive: true })
  }
})
