/** Options whose value would be a secret, under any name that a person may try. */
const secretOption = /^--?(access[-_]?)?(token|password|passwd|secret|key|api[-_]?key|bearer|credential)s?(=|$)/i
const secretPhrase = /authorization\s*:|x-gazelle-api-key|\bbearer\s+\S|access_token|refresh_token|client_secret/i

/** Options before the program of `run` whose value is another argument. */
const withValue = ['--config', '--save-within', '--keep-env']

/** No token is shorter, and the code that judges longer ones takes longer to load than the help. */
const shortestSecret = 20

/**
 * Whether one of our arguments looks like a secret. The arguments of the program that `run` starts are its own, and the value of
 * `--config` is a path.
 */
export async function hasSecret(args: readonly string[]): Promise<boolean> {
  const own = ownArguments(args)
  if (own.some((arg) => secretOption.test(arg) || secretPhrase.test(arg))) return true
  const values = own.map(valueOfArgument).filter((value) => value.length >= shortestSecret)
  if (values.length === 0) return false
  const { credentialOfBareToken } = await import('../core/paste/bare-token.ts')
  return values.map(credentialOfBareToken).some((paste) => {
    return paste !== null && ('credential' in paste || paste.reason === 'is-password-or-key')
  })
}

function ownArguments(args: readonly string[]): readonly string[] {
  const command = args.findIndex((arg, index) => !arg.startsWith('-') && args[index - 1] !== '--config')
  const rest = args[command] === 'run' ? args.slice(command + 1) : []
  const program = rest.findIndex(
    (arg, index) => arg === '--' || (!arg.startsWith('-') && !withValue.includes(rest[index - 1] ?? '')),
  )
  const own = program === -1 ? args : args.slice(0, command + 1 + program)
  return own.filter((_, index) => own[index - 1] !== '--config')
}

const valueOfArgument = (arg: string): string => (arg.startsWith('-') ? arg.slice(arg.indexOf('=') + 1) : arg)
