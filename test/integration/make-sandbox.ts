import { openSandbox } from '../../sandbox/index.ts'

// Makes a sandbox in the folder, and closes it: `node make-sandbox.ts <folder>`.

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Give a folder.')
await (await openSandbox({ folder })).close()
