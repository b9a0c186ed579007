import { packageNames, version } from '../packages.ts'
import { descriptionOf } from './control.ts'

/** The app's manual page: what it is, and where the rest is told. The command line has a manual of its own. */
export function appManual(): string {
  const [summary, ...paragraphs] = descriptionOf.app
  const exact = (text: string) => text.replaceAll('-', '\\-')
  return [
    `.TH ${exact(packageNames.app.toUpperCase())} 1 "" "Gazelle Keeper ${version}"`,
    '.SH NAME',
    `${exact(packageNames.app)} \\- ${summary}`,
    '.SH SYNOPSIS',
    `.B ${exact(packageNames.app)}`,
    `[${exact('--popover')}]`,
    '.SH DESCRIPTION',
    ...paragraphs.flatMap((text) => [text, '.PP']),
    `With ${exact('--popover')} its popover opens at the start. Started once more, it opens the popover of the one that runs.`,
    '.SH SEE ALSO',
    `.BR ${exact(packageNames.commandLine)} (1)`,
    '',
  ].join('\n')
}
