import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import {
  desktopTools,
  librariesOpenedLate,
  libraryPart,
  type Part,
  releaseTools,
  scheduler,
  screenshotFont,
  testTools,
} from './parts.ts'
import { pgCronHome } from './pg-cron.ts'

/**
 * Gives the libraries that an Electron needs but does not find on this Linux. Throws if the executable cannot run on this machine
 * at all.
 */
export function missingLibraries(electronExecutable: string): Part[] {
  const ldd = spawnSync('ldd', [electronExecutable], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
  if (ldd.error || ldd.status !== 0)
    throw new Error(`${electronExecutable} is no program for this machine: ${ldd.error?.message ?? ldd.stderr.trim()}`)
  const ldconfig = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' })
  const known = knownLibraries(ldconfig.stdout ?? '')
  const late = librariesOpenedLate.filter((library) => !known.has(library))
  return [...new Set([...librariesNotFound(ldd.stdout), ...late])].map(libraryPart)
}

/** Gives the parts of a virtual desktop that this machine lacks. */
export function missingDesktopParts(): Part[] {
  const missing = desktopTools.filter(({ name }) => !isOnPath(name))
  return hasFont(screenshotFont.file) ? missing : [...missing, screenshotFont]
}

/** Gives the additional parts for the tests that this machine lacks. */
export function missingTestParts(): Part[] {
  const missing = missingTools([...testTools, ...releaseTools])
  return pgCronHome() === null ? [...missing, scheduler] : missing
}

/** Gives those of some programs that this machine lacks. */
export function missingTools(tools: readonly Part[]): Part[] {
  return tools.filter(({ name }) => !isOnPath(name))
}

/** Takes the output of `ldd`; gives the names of the libraries that it did not find. */
export function librariesNotFound(lddOutput: string): string[] {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '')
}

/** Takes the output of `ldconfig -p`; gives the names of all libraries in it. */
export function knownLibraries(ldconfigOutput: string): Set<string> {
  return new Set([...ldconfigOutput.matchAll(/^\s+(\S+) \(/gm)].map((match) => match[1] ?? ''))
}

function isOnPath(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder, tool)))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function hasFont(file: string): boolean {
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.local/share/fonts')]
  return folders
    .filter(existsSync)
    .some((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) => path.endsWith(file)))
}
