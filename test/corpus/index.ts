import { bareTokens } from './bare-tokens.ts'
import type { Case } from './case.ts'
import { clients, notebooks } from './clients.ts'
import { archives, curl, fetchCalls, powerShell } from './commands.ts'
import { tables, tools, variables, wrapped } from './copies.ts'
import { displays, otherFields, statements } from './databases.ts'
import { headerBlocks } from './header-blocks.ts'
import { hostile } from './hostile.ts'
import { requests } from './requests.ts'
import { rows } from './rows.ts'
import { assignments, broken, formatted, unseen } from './writing.ts'

const group = (name: string, cases: readonly Case[]): Case[] =>
  cases.map((each) => ({ ...each, name: `${name}: ${each.name}` }))

/** Every text of the clipboard that readPaste must answer, by what it is about. */
export const corpus: readonly Case[] = [
  ...group('token', bareTokens),
  ...group('headers', headerBlocks),
  ...group('curl', curl),
  ...group('fetch', fetchCalls),
  ...group('PowerShell', powerShell),
  ...group('archive', archives),
  ...group('request', requests),
  ...group('row', rows),
  ...group('wrapped', wrapped),
  ...group('tool', tools),
  ...group('variable', variables),
  ...group('table', tables),
  ...group('display', displays),
  ...group('statement', statements),
  ...group('field', otherFields),
  ...group('assignment', assignments),
  ...group('formatted', formatted),
  ...group('broken', broken),
  ...group('unseen', unseen),
  ...group('client', clients),
  ...group('notebook', notebooks),
  ...group('hostile', hostile),
]
