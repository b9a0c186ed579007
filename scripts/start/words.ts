import { languageFrom } from '../../src/cli/io/language.ts'
import { type DemoWords, demoWords } from '../../src/shared/catalogue/demo/index.ts'

/** The language of the person at this terminal: what the scripts print is in it, and so are the sandbox's pages. */
export const language = languageFrom(process.env)

/** The words of what the scripts print. */
export const words: DemoWords = demoWords(language)

/** How a process ended: its signal, or its exit code. */
export const howEnded = (code: number | null, signal: string | null): string =>
  signal ?? words('demo.start.exit-code', { code: code ?? '' })
