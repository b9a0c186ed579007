import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { Output } from './output.ts'

it('writes no command for a terminal that somebody else’s text holds', async () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const output = new Output({
    stdout: stdout as never,
    stderr: stderr as never,
    json: false,
    quiet: false,
    environment: {},
  })
  output.line('Kept by \u001b]0;owned\u0007office\u009b2J\r: \u001b[32mgood\u001b[0m')
  output.complaint('two\nlines\u001b[2J')
  stdout.end()
  stderr.end()
  expect(await text(stdout)).toBe('Kept by ]0;ownedoffice2J: \u001b[32mgood\u001b[0m\n')
  expect(await text(stderr)).toBe('two\nlines[2J\n')
})
