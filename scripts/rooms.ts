import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { withRooms } from './rooms/picture.ts'

// npm run rooms: draws the rooms of src into docs/architecture.md, from the imports.

const root = resolve(import.meta.dirname, '..')
const page = join(root, 'docs/architecture.md')
writeFileSync(page, withRooms(readFileSync(page, 'utf8'), root))
