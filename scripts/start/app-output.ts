import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** Chromium's form: [process:date/time:LEVEL:file.cc(line)] text. */
const chromiumLine =
  /^\[\d+(?::\d+)?:\d{4}\/\d{6}\.\d+:(?:VERBOSE\d*|INFO|WARNING|ERROR):([\w./:-]+?)(?::\d+\]|\(\d+\)\])/

/**
 * Where Chromium complains of what a computer lacks and the app does not need: a system bus, a graphics card, a video
 * decoder, a desktop portal, a push service. By source file: the words change from release to release.
 */
const harmless = new Set([
  'angle_platform_impl.cc',
  'atom_cache.cc',
  'bus.cc',
  'command_buffer_proxy_impl.cc',
  'connection_factory_impl.cc',
  'gl_display.cc',
  'gl_factory.cc',
  'gl_initializer.cc',
  'gl_surface_egl.cc',
  'gpu_blocklist.cc',
  'gpu_channel_manager.cc',
  'gpu_memory_buffer_support_x11.cc',
  'gpu_process_host.cc',
  'object_proxy.cc',
  'registration_request.cc',
  'sandbox_linux.cc',
  'vaapi_wrapper.cc',
  'viz_main_impl.cc',
  'vulkan_instance.cc',
  'x11_software_bitmap_presenter.cc',
])

/** What supabase-js says on Electron 33, whose Node is 20: nothing that the person's own Node could change. */
const ofOlderElectron =
  'Node.js 20 and below are deprecated and will no longer be supported in future versions of @supabase'

/** Takes a line that Electron wrote; gives whether it is one of those that tell a person nothing. */
export function isNoise(line: string): boolean {
  if (line.includes(ofOlderElectron)) return true
  const [, source] = chromiumLine.exec(line) ?? []
  return source !== undefined && harmless.has(source.split('/').at(-1) ?? '')
}

/**
 * Writes everything that comes out of `streams` to the file `log`, from its beginning and readable by its owner only, and
 * hands each line that is not noise to `onLine`.
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
