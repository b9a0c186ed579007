import { checkOnce } from './check-once.ts'
import { SettingsError, settingsFrom } from './settings.ts'

/**
 * One check for hosts that wake up and die, such as a runner of GitHub Actions: `node check-once.js`, with the variables of
 * docs/edge.md. Says how it ended in one line of JSON. Exit codes: 0 all is well; 1 something stands in the way; 2 a variable is
 * wrong; 3 somebody has to sign in to Gazelle.
 */
async function main(): Promise<number> {
  const settings = settingsFrom((name) => process.env[name])
  const report = await checkOnce(settings)
  console.log(JSON.stringify(report))
  if (report.result === 'sign-in-needed') return 3
  return report.result === 'trouble' ? 1 : 0
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof SettingsError ? error.message : 'The check could not begin.')
    process.exitCode = 2
  },
)
