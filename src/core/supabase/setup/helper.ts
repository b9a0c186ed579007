import { objectOf } from '../../base/json.ts'
import { oneLine } from '../../base/one-line.ts'

/** The person to ask about the app. Each part is shown as it is; empty if it is not known. */
export interface Helper {
  readonly name: string
  readonly email: string
  readonly phone: string
}

const names = ['name', 'email', 'phone'] as const
const longest = { name: 100, email: 254, phone: 60 }

/** Whether a text is an email address that a message can be sent to. */
export function isEmail(text: unknown): text is string {
  return typeof text === 'string' && text.length <= 254 && emailPattern.test(text)
}

// Nothing that has a meaning in a `mailto:` link or in a list of addresses.
const emailPattern = /^[\w.+'-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i

/** Whether a value is exactly a helper: at least one part is known, and each is one line of visible characters. */
export function isHelper(value: unknown): value is Helper {
  const fields = objectOf(value)
  if (fields === undefined || Object.keys(fields).some((key) => !(names as readonly string[]).includes(key)))
    return false
  const isPart = (name: (typeof names)[number]) => {
    const text = Object.hasOwn(fields, name) ? fields[name] : undefined
    return (
      text === '' || (typeof text === 'string' && text.length <= longest[name] && oneLine(text, longest[name]) === text)
    )
  }
  if (!names.every(isPart) || names.every((name) => fields[name] === '')) return false
  return fields['email'] === '' || isEmail(fields['email'])
}
