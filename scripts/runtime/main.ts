import { resolveElectron } from './resolve-electron.ts'

// The report goes to stderr, so that stdout has only the path: "$(node scripts/runtime/main.ts)" --version
try {
  const { executablePath } = await resolveElectron({ say: (line) => console.error(line) })
  console.log(executablePath)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
