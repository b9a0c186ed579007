import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { type Expression, type JSXEmptyExpression, parseSync, Visitor } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { ofMainAlone } from '../../scripts/renderer/messages.ts'
import { fr as alerts } from '../../src/shared/catalogue/alerts/fr.ts'
import { fr as commandLine } from '../../src/shared/catalogue/command-line/fr.ts'
import { fr as help } from '../../src/shared/catalogue/command-line/help.fr.ts'
import { type CommonKey, en as commonEnglish } from '../../src/shared/catalogue/common/en.ts'
import { commonTranslator } from '../../src/shared/catalogue/common/index.ts'
import { fr as demo } from '../../src/shared/catalogue/demo/fr.ts'
import { en } from '../../src/shared/catalogue/en.ts'
import { fr } from '../../src/shared/catalogue/fr.ts'
import { translator } from '../../src/shared/catalogue/index.ts'
import { fr as installer } from '../../src/shared/catalogue/installer/fr.ts'
import { allLanguages } from '../../src/shared/catalogue/languages.ts'

const root = resolve(import.meta.dirname, '../..')
const keys = Object.keys(en) as (keyof typeof en)[]

/** What is called the same in both languages. */
const sameInBoth = new Set([
  'Gazelle Keeper',
  'OK',
  'Supabase',
  'Gazelle',
  'OAuth',
  'Sections',
  'Code',
  'Table',
  'Version',
  'Test',
  'Licences',
  'Slack',
  'Microsoft Teams',
  'Discord',
  'ntfy',
  '{days, number}',
])

describe('the catalogues', () => {
  it('have the same keys, in the same order', () => {
    expect(Object.keys(fr)).toEqual(keys)
  })

  it('ask for the same values', () => {
    const differing = keys.filter((key) => String(valuesIn(en[key])) !== String(valuesIn(fr[key])))
    expect(differing).toEqual([])
  })

  it('are each in their own language', () => {
    expect(keys.filter((key) => en[key] === fr[key] && !sameInBoth.has(en[key]))).toEqual([])
    expect(keys.filter((key) => /\b(the|and|is not|cannot|your)\b/i.test(fr[key]))).toEqual([])
    expect(keys.filter((key) => /\b(le|la|les|vous|est|une)\b/.test(en[key]))).toEqual([])
  })

  it('use real apostrophes and quotation marks, as a printed text does', () => {
    expect(keys.filter((key) => /['"]|\.\.\./.test(en[key] + fr[key]))).toEqual([])
    expect(keys.filter((key) => /[“”]/.test(fr[key]))).toEqual([])
    // A space before a semicolon or a question mark is written in France, not in Québec.
    expect(keys.filter((key) => /\s[;!?]/.test(fr[key]))).toEqual([])
    // The one before a colon or inside quotation marks is written there too, and no line ends in it.
    expect(keys.filter((key) => / [:»]|« |(?<!\u00a0)»|«(?!\u00a0)|\p{L}:(?!\/)/u.test(fr[key]))).toEqual([])
  })

  it('say “session” in French of the one that a person opens on the computer, and “connexion” of Gazelle and Supabase', () => {
    const all = [fr, commandLine, help, alerts, demo, installer].flatMap((each): string[] => Object.values(each))
    const ofTheComputer =
      /ouverture de session|vous ouvrez une session|fermez votre session|session ouverte sur le bureau/i
    expect(all.filter((text) => /session/i.test(text.replace(ofTheComputer, '')))).toEqual([])
    expect(all.filter((text) => ofTheComputer.test(text)).length).toBeGreaterThan(5)
  })

  it('say “session” in French of the one that a person opens on the computer, and “connexion” of Gazelle and Supabase', () => {
    const all = [fr, commandLine, help, alerts, demo, installer].flatMap((each): string[] => Object.values(each))
    const ofTheComputer =
      /ouverture de session|vous ouvrez une session|fermez votre session|session ouverte sur le bureau/i
    expect(all.filter((text) => /session/i.test(text.replace(ofTheComputer, '')))).toEqual([])
    expect(all.filter((text) => ofTheComputer.test(text)).length).toBeGreaterThan(5)
  })

  it('address people politely in French', () => {
    expect(keys.filter((key) => /(?<!\p{L})(tu|ton|tes|toi)(?!\p{L})/iu.test(fr[key]))).toEqual([])
  })

  it('hold no key that nobody uses', () => {
    const mentions = sources().flatMap(mentionsIn)
    const isUsed = (key: string) => mentions.some((mention) => mention.test(key))
    expect(keys.filter((key) => !isUsed(key))).toEqual([])
  })
})

describe('the texts that the app and the command line share', () => {
  it('read the same whether ICU’s rules are kept, as the app does, or names alone are filled in', () => {
    const common = Object.keys(commonEnglish) as CommonKey[]
    const differing = allLanguages.flatMap((language) => {
      const [inApp, alone] = [translator(language), commonTranslator(language)]
      return common.filter((key) => {
        const values = Object.fromEntries(valuesIn(en[key]).map((name, index) => [name, index === 0 ? 1 : `“${name}”`]))
        return inApp(key, values) !== alone(key, values)
      })
    })
    expect(differing).toEqual([])
  })
})

describe('the pages', () => {
  it('use no text that is left out of them, because main alone shows it', () => {
    const mentions = sources('{renderer,shared}').flatMap(mentionsIn)
    const left = keys.filter((key) => ofMainAlone.test(key))
    expect(left.length).toBeGreaterThan(20)
    expect(left.filter((key) => mentions.some((mention) => mention.test(key)))).toEqual([])
  })

  const pages = globSync('src/renderer/**/*.tsx', { cwd: root })

  it('say nothing that is not in the catalogues', () => {
    expect(pages.length).toBeGreaterThan(10)
    expect(pages.flatMap((file) => hardCodedTexts(file, readFileSync(join(root, file), 'utf8')))).toEqual([])
  })

  it.each([
    ['a text between tags', '<p>Hello</p>'],
    ['a text in braces', "<p>{isOn ? 'On' : t('do.close')}</p>"],
    ['a label', '<button aria-label="Close" />'],
    ['a label in braces', "<input placeholder={'Name'} />"],
    ['a template', '<p>{`Hello $' + '{name}`}</p>'],
  ])('would be caught at %s', (_what, code) => {
    expect(hardCodedTexts('example.tsx', `export const View = () => ${code}`)).toHaveLength(1)
  })

  it.each([
    ['punctuation between values', "<p>{t('fact.token')}: {name} – {`$" + '{a}, $' + '{b}`}</p>'],
    ['a name for the machine', '<input className="field" type="text" data-tone="bad" />'],
  ])('are free to use %s', (_what, code) => {
    expect(hardCodedTexts('example.tsx', `export const View = () => ${code}`)).toEqual([])
  })
})

function sources(rooms = '{main,renderer,shared,cli}'): string[] {
  return globSync(`src/${rooms}/**/*.{ts,tsx}`, { cwd: root }).filter(
    (file) => !file.includes('.test.') && !/[\\/]catalogue[\\/](common[\\/])?(help\.)?[a-z]{2}\.ts$/.test(file),
  )
}

/** Every text and template of a source file as what a key must look like to be meant by it. */
function mentionsIn(file: string): RegExp[] {
  const { program, errors } = parseSync(file, readFileSync(join(root, file), 'utf8'))
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const found: RegExp[] = []
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string' && value.includes('.')) found.push(new RegExp(`^${escaped(value)}$`))
    },
    TemplateLiteral: ({ quasis }) => {
      const parts = quasis.map(({ value }) => value.cooked ?? '')
      // A prefix without a dot could mean anything.
      if (/^[a-z-]+\./.test(parts[0] ?? '')) found.push(new RegExp(`^${parts.map(escaped).join('.+')}$`))
    },
  }).visit(program)
  return found
}

/** Attributes that a person sees or hears. */
const spoken = /^(title|placeholder|alt|aria-label|aria-description|aria-roledescription|label|hint|name)$/
const isNative = (name: string) => /^[a-z]/.test(name)

/** Visible text of a page that does not come from a catalogue. */
function hardCodedTexts(file: string, code: string): string[] {
  const { program, errors } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const found: string[] = []
  const note = (text: string) => {
    if (/\p{L}/u.test(text)) found.push(`${file}: ${text.trim()}`)
  }
  new Visitor({
    JSXText: ({ value }) => note(value),
    JSXElement: ({ children }) => {
      for (const child of children) {
        if (child.type === 'JSXExpressionContainer') for (const text of textsOf(child.expression)) note(text)
      }
    },
    JSXOpeningElement: ({ name, attributes }) => {
      const element = name.type === 'JSXIdentifier' ? name.name : ''
      for (const attribute of attributes) {
        if (attribute.type !== 'JSXAttribute' || attribute.name.type !== 'JSXIdentifier') continue
        const { value } = attribute
        const isName = attribute.name.name === 'name' || attribute.name.name === 'label'
        if (value === null || !spoken.test(attribute.name.name) || (isName && isNative(element))) continue
        // A component's `name` is what a form calls a field: one word for the machine.
        if (attribute.name.name === 'name' && value.type === 'Literal') continue
        if (value.type === 'Literal') note(String(value.value))
        if (value.type === 'JSXExpressionContainer') for (const text of textsOf(value.expression)) note(text)
      }
    },
  }).visit(program)
  return found
}

/** The texts that an expression can be, without those inside of calls and elements. */
function textsOf(expression: Expression | JSXEmptyExpression): string[] {
  switch (expression.type) {
    case 'Literal':
      return typeof expression.value === 'string' ? [expression.value] : []
    case 'TemplateLiteral':
      return expression.quasis.map(({ value }) => value.cooked ?? '')
    case 'ConditionalExpression':
      return [...textsOf(expression.consequent), ...textsOf(expression.alternate)]
    case 'LogicalExpression':
      return textsOf(expression.right)
    case 'BinaryExpression':
      return [expression.left, expression.right].flatMap((side) =>
        side.type === 'PrivateIdentifier' ? [] : textsOf(side),
      )
    default:
      return []
  }
}

/** The names of the values that a message asks for. */
function valuesIn(message: string): string[] {
  const names = new Set<string>()
  JSON.stringify(new IntlMessageFormat(message).getAst(), (_key, element) => {
    // Literal texts (type 0) have a value, too, which is no name.
    if (typeof element?.type === 'number' && element.type !== 0 && 'value' in element) names.add(String(element.value))
    return element
  })
  return [...names].sort()
}
