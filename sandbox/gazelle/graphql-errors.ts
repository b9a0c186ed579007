import { GraphQLError } from 'graphql'

export type Language = 'en' | 'fr'

const undefinedFieldPattern = /^Cannot query field "(\w+)" on type "(\w+)"/

/**
 * The error for an unknown field as graphql-ruby words it, with its code, in the person's language; any other error unchanged.
 */
export function readable(error: GraphQLError, language: Language): GraphQLError {
  const [, fieldName, typeName] = undefinedFieldPattern.exec(error.message) ?? []
  if (fieldName === undefined) return error
  const inFrench = `Le champ «\u00a0${fieldName}\u00a0» n’existe pas sur le type «\u00a0${typeName}\u00a0»`
  return new GraphQLError(language === 'fr' ? inFrench : error.message, {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    extensions: { code: 'undefinedField', typeName, fieldName },
  })
}

/** The language of an `Accept-Language`: French if it comes first. */
export const languageOf = (header: string | undefined): Language => (/^\s*fr\b/i.test(header ?? '') ? 'fr' : 'en')
