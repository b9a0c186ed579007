import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const { modules, application } = readCommandLine(process.argv.slice(1))
const requireFromHere = createRequire(join(process.cwd(), 'here.js'))

try {
  for (const module of modules) requireFromHere(module)
  if (application) {
    await start(resolve(application))
  } else {
    console.log(
      `Electron ${process.versions.electron}, Node ${process.versions.node}, Chrome ${process.versions.chrome}`,
    )
    app.exit(0)
  }
} catch (error) {
  console.error(error)
  app.exit(1)
}

/** Takes `electron [switches] [-r MODULE]... APPLICATION [its own arguments]`; the switches are for Chromium. */
function readCommandLine(words) {
  const modules = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === '-r' || word === '--require') modules.push(words[++at])
    else if (word === '--version' || word === '-v') return { modules, application: undefined }
    else if (!word.startsWith('-')) return { modules, application: word }
  }
  return { modules, application: undefined }
}

/** Gives the process the application's identity, then runs its main module, ESM or CommonJS. */
async function start(path) {
  process.defaultApp = true
  const folder = statSync(path).isDirectory() ? path : dirname(path)
  const manifestFile = join(folder, 'package.json')
  if (existsSync(manifestFile)) {
    const { productName, name, version, desktopName } = JSON.parse(readFileSync(manifestFile, 'utf8'))
    if (productName ?? name) app.setName(productName ?? name)
    if (version) app.setVersion(version)
    app.setDesktopName(desktopName ?? `${app.getName()}.desktop`)
  }
  app.setAppPath(folder)
  await import(pathToFileURL(requireFromHere.resolve(path)).href)
}
