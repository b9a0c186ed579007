import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** Chromium's form: [process:date/time:LEVEL:file.cc(line)] text. */
const chromiumLine =
  /^\[\d+(?::\d+)?:\d{4}\/\d{6}\.\d+:(?:VERBOSE\d*|INFO|WARNING|ERROR):([\w./:-]+?)(?::\d+\]|\(\d+\)\])/

/**
 * Complaints of Chromium's own parts below FATAL are shown only if they concern a connection. The others are about things that a
 * computer lacks and the app does not need (a system bus, a graphics card, a video decoder, a push service), in words and from
 * files that change with each release and each computer; the log has everything.
 */
const tellsOfConnection = /^(?:ssl|cert|proxy|network|host_resolver|url_request|socket)\w*\.cc$/

/** The warning of supabase-js on Electron 33, whose Node is 20: the person's own Node could not change that. */
const ofOlderElectron =
  'Node.js 20 and below are deprecated and will no longer be supported in future versions of @supabase'

/** Takes a line of Electron's output; gives whether it is useless to a person. */
export function isNoise(line: string): boolean {
  if (line.includes(ofOlderElectron)) return true
  const [, source] = chromiumLine.exec(line) ?? []
  const file = source?.split('/').at(-1)
  return file?.endsWith('.cc') === true && !tellsOfConnection.test(file)
}

/**
 * Writes everything from `streams` to the file `log`, from its beginning and readable by its owner only, and passes each line
 * that is not noise to `onLine`.
 */
export function recordOutput(streams: readonly Readable[], log: string, onLine: (line: string) => void): void {
  const file = createWriteStream(log, { mode: 0o600 })
  for (const stream of streams) {
    createInterface({ input: stream }).on('line', (line) => {
      file.write(`${line}\n`)
      if (line !== '' && !isNoise(line)) onLine(line)
    })
  }
}
