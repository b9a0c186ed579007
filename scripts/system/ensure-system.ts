import { spawnSync } from 'node:child_process'
import { hasDisplay } from '../desktop/has-display.ts'
import {
  aptAccess,
  installLine,
  installPackages,
  namesHaveTime64,
  packagesWithCandidate,
  updatePackageLists,
} from './apt.ts'
import { sandboxRepairLine } from './chromium-sandbox.ts'
import { missingDesktopParts, missingLibraries, missingTestParts, missingTools } from './missing-parts.ts'
import { choosePackages, type Part } from './parts.ts'
import { shellWord } from './shell-word.ts'

/** The purpose that the machine has to be ready for. `start` needs a desktop's parts only without a display; `test` always. */
export type Need = 'start' | 'test'

/**
 * Makes sure that this machine has the system packages for Electron and, if needed, a virtual desktop. On Linux missing packages
 * are installed by apt if that works without a password. On macOS and Windows there is nothing to do. Takes the Electron to be
 * started (without one, libraries are not checked) and `say`, which gets each line meant for the person. Error: what is missing,
 * with the command to type if there is one.
 */
export function ensureSystem(need: Need, electronExecutable?: string, say: (line: string) => void = () => {}): void {
  if (process.platform !== 'linux') return
  const findMissing = () => missingParts(need, electronExecutable)
  const missing = findMissing()
  if (missing.length > 0) install(missing, findMissing, say)
  if (electronExecutable) ensureSandbox(electronExecutable, say)
}

/** Makes sure, in the same way, that a Linux has some programs. */
export function ensureTools(tools: readonly Part[], say: (line: string) => void): void {
  const findMissing = () => missingTools(tools)
  const missing = findMissing()
  if (missing.length > 0) install(missing, findMissing, say)
}

function missingParts(need: Need, electronExecutable: string | undefined): Part[] {
  const libraries = electronExecutable ? missingLibraries(electronExecutable) : []
  const desktop = need === 'test' || !hasDisplay() ? missingDesktopParts() : []
  const tests = need === 'test' ? missingTestParts() : []
  return [...libraries, ...desktop, ...tests]
}

function install(missing: Part[], findMissing: () => Part[], say: (line: string) => void): void {
  const access = aptAccess()
  if (access === 'absent') throw new Error(`This machine lacks ${namesOf(missing)}. Install them and try again.`)
  if (access === 'denied')
    throw new Error(
      `This machine lacks ${namesOf(missing)}. Type this, then try again:\n  ${installLine(choose(missing))}`,
    )

  say(`This machine lacks ${namesOf(missing)}: installing by apt …`)
  const failure = updateAndInstall() && updateAndInstall()
  if (failure) throw new Error(`apt could not install what is missing (${namesOf(missing)}):\n${failure}`)
  const still = findMissing()
  if (still.length > 0) throw new Error(`apt is done, and this machine still lacks ${namesOf(still)}.`)

  function updateAndInstall(): string | undefined {
    updatePackageLists(access)
    const packages = choose(missing)
    say(`apt-get install ${packages.join(' ')}`)
    return installPackages(access, packages)
  }
}

function choose(parts: Part[]): string[] {
  const available = packagesWithCandidate(parts.flatMap(({ packages }) => packages))
  const guess = namesHaveTime64() ? 'newest' : 'oldest'
  return choosePackages(parts, (packageName) => available.has(packageName), guess)
}

function ensureSandbox(electronExecutable: string, say: (line: string) => void): void {
  const repair = sandboxRepairLine(electronExecutable)
  if (!repair) return
  say("This system lets Electron's sandbox run only by its setuid helper; giving the helper to root …")
  if (spawnSync('sudo', ['-n', 'sh', '-c', repair]).status === 0) return
  throw new Error(
    `Electron's sandbox cannot run for this user yet. Type this, then try again:\n  sudo sh -c ${shellWord(repair)}`,
  )
}

function namesOf(parts: Part[]): string {
  return parts.map(({ name }) => name).join(', ')
}
