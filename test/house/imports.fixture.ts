// Read, never run, by imports.test.ts: one import of each form.
import 'node:fs'

export { join } from 'node:path'

export const os = () => import('node:os')
declare function require(name: string): unknown
export const url = () => require('node:url')
