import { resolve } from 'node:path'
import { checkTag } from './check-tag.ts'

// `npm run release:check`: the release's first step, which all others wait for. Takes the tag from GITHUB_REF_NAME.

checkTag(resolve(import.meta.dirname, '../..'), process.env['GITHUB_REF_NAME']).then(
  (version) => console.log(`The tag, the code and the changelog have ${version}.`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  },
)
