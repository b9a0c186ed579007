import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { type DataKind, dataKinds } from '../core/base/data-kinds.ts'
import { type HelpKey, helpText } from '../shared/catalogue/command-line/help.ts'
import { secondsIn } from './configuration/save-within.ts'
import type { Language } from './io/language.ts'
import { wrap } from './io/wrap.ts'
import { version } from './version.ts'

/** The request in the arguments: a command and its options. */
export interface Invocation {
  readonly command: CommandName
  readonly json: boolean
  readonly quiet: boolean
  readonly config: string | null
  /** Of `renew`, `forget` and `uninstall`. */
  readonly force: boolean
  /** Of `uninstall`: only show what is kept. */
  readonly list: boolean
  /** Of `uninstall`: what to remove; nothing: ask. */
  readonly remove: readonly Removable[]
  /** Of `forget`: revoke at Gazelle the tokens that are deleted. */
  readonly revoke: boolean
  /** Of the commands that may renew: how long to stay while a new token is in no row; null if not given. */
  readonly saveWithinSeconds: number | null
  /** Of `set` and `history`: save the token even if it belongs to another company than the row's. */
  readonly anotherCompany: boolean
  /** Of `init`: put the secrets in the system's keychain. */
  readonly keychain: boolean
  /** Of `sql`: an email, or null. */
  readonly member: string | null
  /** Of `alerts`: what to do, or null. */
  readonly action: string | null
  /** Of `sql`: the migration that adds the logbook or takes it away, in place of the first one. */
  readonly logbook: 'add' | 'remove' | null
  /** Of `history`: the change whose replaced token is to be put back, or null. */
  readonly putBack: number | null
  /** Of `completion`: a shell, or null. */
  readonly shell: string | null
  /** Of `run`: the variables to pass to the program although they hold a secret of the keeper's own. */
  readonly keptVariables: readonly string[]
  /** Of `run`: the program and its arguments. */
  readonly program: readonly string[]
}

export const commandNames = [
  'status',
  'check',
  'renew',
  'test',
  'set',
  'sign-in',
  'sql',
  'history',
  'doctor',
  'watch',
  'run',
  'alerts',
  'forget',
  'uninstall',
  'init',
  'completion',
  'version',
] as const
/** The commands that have a page of help of their own, in its order. */
export const helpCommands = [...commandNames, 'help'] as const
/** The commands that may get a token. */
const savers: readonly string[] = ['check', 'renew', 'set', 'watch', 'run']
type CommandName = (typeof commandNames)[number]
/** What `uninstall --remove` takes. */
type Removable = DataKind | 'all'

/** Arguments that are not understood: commander's own code, and the name at fault if it is safe to repeat. */
export interface UsageFault {
  readonly code: string
  readonly name: string | null
  /** The commands or options that the person may have meant. */
  readonly suggestions: readonly string[]
}

/** An invocation; the fault in the arguments; or null if help or the version was asked for, and has been printed. */
export type ParsedArguments = { readonly invocation: Invocation } | { readonly fault: UsageFault } | null

/** Reads the arguments. `print` gets the help or the version, in the person's language. Never throws. */
export function readArguments(
  args: readonly string[],
  language: Language,
  print: (text: string) => void,
): ParsedArguments {
  const invocations: Invocation[] = []
  const program = createProgram(args, language, print, (invocation) => void invocations.push(invocation))
  try {
    // As gh and cargo do. Options without a command are a mistake: a scheduler's line has lost its command.
    if (args.length === 0) program.help()
    program.parse(args, { from: 'user' })
    const [invocation] = invocations
    return invocation === undefined ? null : { invocation }
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return null
    const { message } = error
    const code = error.code.replace('commander.', '')
    return { fault: { code, name: nameAtFault(message), suggestions: suggestionsIn(message) } }
  }
}

/** The whole program as commander knows it, for what is made of it: the manual page, the completion of shells. */
export function describedProgram(language: Language): Command {
  return createProgram(
    helpCommands,
    language,
    () => undefined,
    () => undefined,
  )
}

function createProgram(
  args: readonly string[],
  language: Language,
  print: (text: string) => void,
  onInvocation: (invocation: Invocation) => void,
): Command {
  const say = (key: HelpKey) => helpText(language, key)
  const titles: Record<string, string> = {
    'Usage:': say('help.title.Usage'),
    'Options:': say('help.title.Options'),
    'Commands:': say('help.title.Commands'),
    'Arguments:': say('help.title.Arguments'),
  }
  const program = withCommonOptions(prepared(new Command('gazelle-keeper')))
    .description(say('help.about'))
    .usage(`${say('help.usage.command')} ${say('help.usage.options')}`)
    .version(version, '-V, --version', say('help.option.version'))
    .helpCommand(false)
    .enablePositionalOptions()
    .addHelpText('after', `\n${say('help.after')}`)
  // Options of other commands are not shown, and take time to make.
  for (const name of commandNames) program.addCommand(createCommand(name, args.includes(name)))
  return program.addCommand(createHelpCommand())

  /** Commander's own help command answers an unknown name with the help, as if there were no mistake. */
  function createHelpCommand(): Command {
    return withCommonOptions(prepared(new Command('help')))
      .description(say('help.help'))
      .usage(say('help.usage.command'))
      .argument('[command]')
      .action((name: string | undefined) => {
        const named = program.commands.find((command) => command.name() === name)
        if (name === undefined || named !== undefined) return (named ?? program).outputHelp()
        program.parse([name], { from: 'user' })
      })
  }

  function prepared(command: Command): Command {
    return command
      .exitOverride()
      .configureOutput(outputFor(print))
      .configureHelp({
        styleTitle: (title) => titles[title] ?? title,
        subcommandTerm: (each) => each.name(),
        boxWrap: wrap,
      })
      .helpOption('-h, --help', say('help.option.help'))
  }

  /** The options that stand before or after the command; of an option in both places, the second one counts. */
  function withCommonOptions(command: Command): Command {
    return command
      .option('--json', say('help.option.json'))
      .option('--quiet', say('help.option.quiet'))
      .addOption(new Option('--config <file>', say('help.option.config')))
  }

  function createCommand(name: CommandName, isNamed: boolean): Command {
    const command = prepared(new Command(name)).description(say(`help.${name}`))
    if (!isNamed) return command
    withCommonOptions(command)
      .usage(`${say('help.usage.options')}${name === 'run' ? ` -- ${say('help.usage.program')}` : ''}`)
      .allowExcessArguments(false)
    if (name === 'renew') command.option('--force', say('help.option.force'))
    if (name === 'forget') {
      command.option('--force', say('help.option.force-forget')).option('--revoke', say('help.option.revoke'))
    }
    if (name === 'uninstall') {
      command
        .option('--list', say('help.option.list'))
        .option('--remove <what>', say('help.option.remove'), (what, all: Removable[]) => [...all, removable(what)], [])
        .option('--force', say('help.option.force-uninstall'))
    }
    if (savers.includes(name)) {
      const option = new Option('--save-within <seconds>', say('help.option.save-within'))
      command.addOption(option.argParser(seconds))
    }
    if (name === 'set') command.option('--another-company', say('help.option.another-company'))
    if (name === 'history') {
      command
        .addOption(new Option('--put-back <number>', say('help.option.put-back')).argParser(wholeNumber))
        .option('--another-company', say('help.option.another-company'))
    }
    if (name === 'init') command.option('--keychain', say('help.option.keychain'))
    if (name === 'sql') {
      command
        .option('--member <email>', say('help.option.member'))
        .option('--logbook', say('help.option.logbook'))
        .option('--remove-logbook', say('help.option.remove-logbook'))
    }
    if (name === 'run') {
      command.option('--keep-env <name>', say('help.option.keep-env'), (kept, all: string[] = []) => [...all, kept])
      command.argument('<program...>', say('help.run.command')).passThroughOptions()
    }
    if (name === 'alerts') {
      command.usage(`${say('help.usage.options')} test`).argument('[action]', say('help.alerts.action'))
    }
    if (name === 'completion') {
      command
        .usage(`${say('help.usage.options')} bash|zsh|fish|powershell`)
        .argument('[shell]', say('help.completion.shell'))
        .addHelpText('after', `\n${say('help.completion.after')}`)
    }
    return command.action(() => {
      const options: Options = { ...program.opts<Options>(), ...command.opts<Options>() }
      const { json, quiet, config, force, list, remove, revoke, anotherCompany, member, saveWithin, keepEnv } = options
      const { keychain, logbook, removeLogbook, putBack } = options
      onInvocation({
        command: name,
        json: json ?? false,
        quiet: quiet ?? false,
        config: config ?? null,
        force: force ?? false,
        list: list ?? false,
        remove: remove ?? [],
        revoke: revoke ?? false,
        anotherCompany: anotherCompany ?? false,
        keychain: keychain ?? false,
        saveWithinSeconds: saveWithin ?? null,
        member: member ?? null,
        logbook: removeLogbook ? 'remove' : logbook ? 'add' : null,
        putBack: putBack ?? null,
        keptVariables: keepEnv ?? [],
        action: name === 'alerts' ? (command.args[0] ?? null) : null,
        shell: name === 'completion' ? (command.args[0] ?? null) : null,
        program: name === 'run' ? command.args : [],
      })
    })
  }
}

/** The options of a command as commander parses them. */
type Options = Partial<Omit<Invocation, 'logbook'>> & {
  readonly saveWithin?: number
  readonly keepEnv?: string[]
  readonly logbook?: boolean
  readonly removeLogbook?: boolean
}

function removable(text: string): Removable {
  const found = [...dataKinds, 'all' as const].find((each) => each === text)
  if (found === undefined) throw new InvalidArgumentError('')
  return found
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('')
  return Number(text)
}

function seconds(text: string): number {
  const found = secondsIn(text)
  if (found === null) throw new InvalidArgumentError('')
  return found
}

/** The narrowest width of a terminal, so that the help is the same text everywhere. */
const outputFor = (print: (text: string) => void) => ({
  writeOut: print,
  writeErr: () => undefined,
  getOutHelpWidth: () => 80,
  getErrHelpWidth: () => 80,
  getOutHasColors: () => false,
  getErrHasColors: () => false,
})

/** The option or command in commander's complaint, if it is a plain word: anything else might be a secret. */
function nameAtFault(message: string): string | null {
  return /'(-{0,2}[a-z][a-z-]{0,23})(?:[ <].*)?'/.exec(message)?.[1] ?? null
}

/** The names in commander's question after its complaint: "(Did you mean one of check, set?)". All of them are our own. */
function suggestionsIn(message: string): readonly string[] {
  return /\(Did you mean (?:one of )?(.+)\?\)$/.exec(message)?.[1]?.split(', ') ?? []
}
