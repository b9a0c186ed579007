import { type KnownSwitch, knownSwitches, serialNumber } from './known-switches.ts'
import { rejectedVariables } from './known-variables.ts'

/** What a program is started with. `args`: the arguments after its name. */
export interface Start {
  readonly args: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
}

interface Switch {
  readonly name: string
  readonly value: string
}

/** How many characters of a name are shown to the person, without any that a terminal obeys. */
const shownLength = 80

/**
 * The names of the switches and variables with which the packed app does not start, each once: "--proxy-server", "SSLKEYLOGFILE".
 * Values are left out: they could be secrets.
 */
export function rejectedIn({ args, environment, platform }: Start): string[] {
  const switches = args.flatMap((arg) => switchIn(arg, platform) ?? [])
  const ofSwitches = switches.filter((each) => !isTaken(each, switches, platform)).map(({ name }) => `--${shown(name)}`)
  const ofVariables = rejectedVariables
    .filter(({ name, acts }) => {
      const value = environment[name]
      return value !== undefined && (acts === undefined || acts(value))
    })
    .map(({ name }) => name)
  return [...new Set([...ofSwitches, ...ofVariables])]
}

/** The arguments that are not rejected. */
export function acceptedIn({ args, platform }: Start): string[] {
  const all = args.flatMap((arg) => switchIn(arg, platform) ?? [])
  return args.filter((arg) => {
    const found = switchIn(arg, platform)
    return found === null || isTaken(found, all, platform)
  })
}

/**
 * What Chromium (base/command_line.cc) would read as a switch: after one dash or two, on Windows also after a slash, with space
 * around it. Chromium reads none after "--", but a switch there is judged all the same.
 */
function switchIn(arg: string, platform: NodeJS.Platform): Switch | null {
  const [, written, value] =
    (platform === 'win32' ? /^(?:--?|\/)([^=]+)=?(.*)$/s : /^--?([^=]+)=?(.*)$/s).exec(arg.trim()) ?? []
  if (written === undefined || value === undefined || written === '-') return null
  return { name: platform === 'win32' ? written.toLowerCase() : written, value }
}

function isTaken({ name, value }: Switch, all: readonly Switch[], platform: NodeJS.Platform): boolean {
  if (platform === 'darwin' && serialNumber.test(name) && value === '') return true
  return knownSwitches.some(
    (known) => known.name === name && known.value.test(value) && isIn(known, platform) && hasCompany(known, all),
  )
}

const isIn = ({ on }: KnownSwitch, platform: NodeJS.Platform) => on === undefined || on.includes(platform)

const hasCompany = ({ beside }: KnownSwitch, all: readonly Switch[]) =>
  beside === undefined || all.some(({ name }) => name === beside)

function shown(name: string): string {
  return name.replace(/[^\w.-]+/g, '_').slice(0, shownLength)
}
