import type { Header, SeenRequest } from './request.ts'

/** The request being read. */
interface Read {
  urls: string[]
  headers: Header[]
  readonly sentAt: 0
}

const request = (): Read => ({ urls: [], headers: [], sentAt: 0 })

/** `name: value` as a header, perhaps in quotation marks. */
function pairOf(line: string): [name: string, value: string] | null {
  const [, name, value] = /^[ \t]*(?:-[ \t]+)?["']?([\w:.-]{1,100})["']?[ \t]*:(?:[ \t]+(.*))?$/.exec(line) ?? []
  return name === undefined ? null : [name, unquoted((value ?? '').trim())]
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text
}

/** The requests of a Bruno file (`.bru`), without headers that are switched off; null for any other text. */
export function requestsOfBruno(text: string): SeenRequest[] | null {
  if (!text.includes('url:')) return null
  if (!/^(?:meta|get|post|put|patch|delete|http|graphql)[ \t]*\{[ \t]*$/m.test(text)) return null
  if (!/^[ \t]+url:/m.test(text)) return null
  const made = request()
  let block: string | null = null
  for (const line of text.split('\n')) {
    const opened = /^([a-z][\w:-]{0,40})[ \t]*\{[ \t]*$/.exec(line)?.[1]
    if (opened !== undefined) block = opened
    else if (/^\}/.test(line)) block = null
    else {
      const [name = '', value = ''] = pairOf(line) ?? []
      if (/^(get|post|put|patch|delete|options|head|http)$/.test(block ?? '') && name === 'url') made.urls.push(value)
      if (block === 'headers' && name !== '') made.headers.push([name, value])
      if (block === 'auth:bearer' && name === 'token') made.headers.push(['authorization', `Bearer ${value}`])
    }
  }
  return made.urls.length > 0 ? [made] : null
}

/**
 * The requests of an Insomnia 5 export (YAML), without headers that are switched off; null for any other text. Indentation
 * delimits its items: lines deeper than `url:` belong to the same item until the next begins.
 */
export function requestsOfInsomnia(text: string): SeenRequest[] | null {
  if (!text.includes('collection.insomnia.rest/')) return null
  if (!/^type: ["']?collection\.insomnia\.rest\//m.test(text)) return null
  const requests: Read[] = []
  let made: Read | null = null
  let inner = 0
  let section: { readonly indent: number; readonly name: string } | null = null
  let header: { name: string; value: string; isOff: boolean } | null = null

  const endHeader = () => {
    if (header !== null && header.name !== '' && !header.isOff) made?.headers.push([header.name, header.value])
    header = null
  }
  for (const line of text.split('\n')) {
    const indent = line.search(/\S/)
    if (indent < 0) continue
    const isItem = /^[ \t]*-[ \t]/.test(line)
    const [name = '', value = ''] = pairOf(line) ?? []
    const depth = indent + (isItem ? 2 : 0)
    if (section !== null && (indent < section.indent || (indent === section.indent && !isItem))) {
      endHeader()
      section = null
    }
    if (section === null) {
      if (isItem) {
        made = request()
        requests.push(made)
        inner = depth
      }
      if (made !== null && depth < inner) made = null
      if (made !== null && depth === inner && name === 'url') made.urls.push(value)
      // Deeper lines belong to this section, whatever its name.
      if (value === '' || /^[|>]/.test(value))
        section = made !== null && depth === inner ? { indent: depth, name } : null
    } else if (section.name === 'headers') {
      if (isItem) {
        endHeader()
        header = { name: '', value: '', isOff: false }
      }
      if (header !== null && name === 'name') header.name = value
      if (header !== null && name === 'value') header.value = value
      if (header !== null && name === 'disabled' && value === 'true') header.isOff = true
    } else if (section.name === 'authentication' && name === 'token') {
      made?.headers.push(['authorization', `Bearer ${value}`])
    }
  }
  endHeader()
  const found = requests.filter(({ urls }) => urls.length > 0)
  return found.length > 0 ? found : null
}

const requestLine =
  /^(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|GRAPHQL)[ \t]+)?((?:https?:\/\/|\{\{)\S{1,4000})(?:[ \t]+HTTP\/[\d.]+)?[ \t]*$/

/**
 * The requests of an `.http` file, as editors send them: `###` between them, `@name = value` for variables, lines of `#` or `//`
 * left out, the body after an empty line too. Null if no line begins a request. A text that names its address only in such a
 * line, and variables defined elsewhere, stay as written.
 */
export function requestsOfHttpFile(text: string): SeenRequest[] | null {
  if (!text.includes('://') && !text.includes('{{')) return null
  const variables = new Map<string, string>()
  for (const [, name = '', value = ''] of text.matchAll(/^@([\w-]{1,60})[ \t]*=[ \t]*(\S.*)$/gm))
    variables.set(name, value.trim())
  const filled = (line: string) =>
    line.replace(/\{\{[ \t]*([\w-]{1,60})[ \t]*\}\}/g, (whole, name: string) => variables.get(name) ?? whole)

  const requests: Read[] = []
  let made: Read | null = null
  let isBody = false
  for (const written of text.split('\n')) {
    const line = filled(written)
    if (/^###/.test(line)) made = null
    if (/^[ \t]*(?:#|\/\/|@[\w-]+[ \t]*=)/.test(line)) continue
    const url = requestLine.exec(line)?.[1]
    if (made === null && url !== undefined) {
      made = { ...request(), urls: [filled(url)] }
      requests.push(made)
      isBody = false
    } else if (made === null) {
      if (line.trim() !== '') return null
    } else if (line.trim() === '') isBody = true
    else if (!isBody) {
      const colon = line.indexOf(':')
      if (colon > 0 && !/^[ \t]/.test(line))
        made.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
      else if (!/^[ \t]+[?&]/.test(line) && !/^[ \t]/.test(line)) return null
    }
  }
  return requests.some(({ headers }) => headers.length > 0) ? requests : null
}
