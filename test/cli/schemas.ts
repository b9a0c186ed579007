import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { root } from './cli-process.ts'

const folder = join(root, 'docs/schemas')
const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, validateFormats: false })
ajv.addSchema(read('common'))

/** Reads one line of JSON, holds it against docs/schemas/<name>.json, and gives it. Throws what is wrong with it. */
export function validated(name: string, line: string): Record<string, unknown> {
  const id = `urn:gazelle-keeper:${name}:1`
  const validate = ajv.getSchema(id) ?? ajv.compile(read(name))
  const answer: unknown = JSON.parse(line)
  if (!validate(answer)) throw new Error(`${line} is not as ${name}.json says: ${ajv.errorsText(validate.errors)}`)
  return answer as Record<string, unknown>
}
